-- What would each office's way of dividing make of the reports of $period, and of
-- its year? METHOD.md 1.7. The exempt are in none.
with asked as (
    select obligation_state.period_id, obligation_state.year, obligation_state.policy_id,
           obligation_state.due, obligation_state.versions_received,
           obligation_state.state in ('on_time', 'pending_on_time') as on_time,
           obligation_state.state in ('late', 'pending_late') as late,
           obligation_state.state in ('missing_none', 'missing_returned') as missing
    from obligation_state
    join asked_unit on asked_unit.unit_id = obligation_state.unit_id
    where obligation_state.state <> 'exempt'
      and obligation_state.year = (select year from period where period_id = $period)
),
spanned as (
    select 1 as ordinal, 'span_period' as span, asked.* from asked where period_id = $period
    union all
    select 2, 'span_year', asked.* from asked
),
sums as (
    select ordinal, span, min(year) as year, string_agg(distinct policy_id, ',' order by policy_id) as policy_id,
           sum(versions_received) as sources,
           count(*) as n_all,
           count(*) filter (where due) as n_due,
           count(*) filter (where on_time or late) as received,
           count(*) filter (where due and on_time) as on_time_of_due,
           count(*) filter (where late) as late,
           count(*) filter (where missing) as missing
    from spanned
    group by ordinal, span
),
reading as (
    select ordinal, 1 as nth, 'on_time_of_due' as reading, on_time_of_due as counted, n_due as out_of from sums
    union all
    select ordinal, 2, 'received_of_all', received, n_all from sums
    union all
    select ordinal, 3, 'received_of_settled', received, received + missing from sums
    union all
    select ordinal, 4, 'not_late_of_all', n_all - late - missing, n_all from sums
)
select 'reports' as about, sums.span, reading.reading, reading.counted, reading.out_of,
       cast(reading.counted as double precision) / nullif(reading.out_of, 0) as share,
       sums.year as _year, sums.policy_id as _policy,
       case when reading.nth = 1 and sums.ordinal = 2 then sums.sources else 0 end as _sources,
       case when reading.nth = 1 and sums.ordinal = 2 then sums.n_all else 0 end as _n
from reading
join sums on sums.ordinal = reading.ordinal
order by reading.ordinal, reading.nth
