-- How did timeliness move from period to period? METHOD.md 1.5.
with stood as (                      -- what each period's rate stands on
    select obligation_state.period_id,
           sum(obligation_state.versions_received) as sources
    from obligation_state
    join asked_unit on asked_unit.unit_id = obligation_state.unit_id
    group by obligation_state.period_id
),
dated as (
    select rates.*, period.year, period.last_day, period.policy_id,
           row_number() over (partition by period.year order by period.last_day desc, period.period_id desc) as nth_last
    from rates
    join period on period.period_id = rates.rate_group
    where rates.expected > 0
      and period.year <= (select year from period where period_id = $period)
)
select dated.rate_group as period, dated.expected, dated.submitted, dated.on_time, dated.late, dated.missing,
       dated.on_time_rate, dated.submitted_rate,
       case when dated.nth_last = 1 then consistent_reporting.consistent end as consistent,
       dated.year as _year, dated.policy_id as _policy, stood.sources as _sources, dated.expected as _n
from dated
left join stood on stood.period_id = dated.rate_group
left join consistent_reporting on consistent_reporting.span = cast(dated.year as varchar)
order by dated.last_day, dated.rate_group
