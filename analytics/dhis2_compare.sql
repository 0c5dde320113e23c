-- What would DHIS2 print for $period's year, and what do we? METHOD.md 1.5.
with asked as (
    select obligation_state.*,
           obligation_state.state in ('on_time', 'late', 'pending_on_time', 'pending_late') as submitted
    from obligation_state
    join asked_unit on asked_unit.unit_id = obligation_state.unit_id
    where obligation_state.year = (select year from period where period_id = $period)
),
sums as (
    select count(*) filter (where due and state <> 'exempt') as expected,
           count(*) filter (where due and submitted) as submitted,
           count(*) as expected_in_range,
           count(*) filter (where submitted) as submitted_in_range,
           min(year) as year
    from asked
    having count(*) > 0
),
surplus as (                         -- what DHIS2 adds to the reports received, whoever sent it
    select count(*) as unexpected
    from unexpected_report
    where unexpected_report.year = (select year from period where period_id = $period)
)
select sums.submitted, sums.expected,
       cast(sums.submitted as double precision) / nullif(sums.expected, 0) as submitted_rate,
       cast(sums.submitted_in_range as double precision) / nullif(sums.expected_in_range, 0) as dhis2_rate,
       surplus.unexpected,
       consistent_reporting.reported_any, consistent_reporting.consistent,
       sums.year as _year, sums.expected as _n
from sums
cross join surplus
left join consistent_reporting on consistent_reporting.span = cast(sums.year as varchar)
order by sums.year
