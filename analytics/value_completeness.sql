-- How many of the figures that the form asks for does each report that counts
-- give? METHOD.md 1.7. A 0 is filled in; what the program works out itself is not
-- asked for.
with asked as (
    select code || part as indicator, ordinal
    from indicator
    where aggregation <> 'derived'
),
filled as (
    select
        counted_report.unit_id, counted_report.submission_id,
        count(*) as n_asked,
        count(figure.value) as n_filled
    from counted_report
    join asked_unit on asked_unit.unit_id = counted_report.unit_id
    cross join asked
    left join figure
        on figure.unit_id = counted_report.unit_id
        and figure.period_id = counted_report.period_id
        and figure.indicator = asked.indicator
        and figure.submission_id is not null
    where counted_report.period_id = $period
    group by counted_report.unit_id, counted_report.submission_id
)
select filled.unit_id as unit, filled.n_filled, filled.n_asked,
       cast(filled.n_filled as double) / nullif(filled.n_asked, 0) as share_filled,
       filled.submission_id as submission,
       period.policy_id as _policy, 1 as _sources
from filled
join period on period.period_id = $period
left join unit_order on unit_order.unit_id = filled.unit_id
order by share_filled, unit_order.sort_key, filled.unit_id
