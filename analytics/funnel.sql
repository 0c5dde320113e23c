-- Which units differ from the whole of their set by more than chance?
-- METHOD.md 4.5. Too few cases are listed last.
select
    funnel.unit_id as unit,
    funnel.indicator,
    case funnel.direction when 'none' then 'no_direction' else funnel.direction end as direction,
    funnel.x as counted,
    funnel.n as out_of,
    funnel.x / nullif(funnel.n, 0) as share,
    funnel.p0,
    funnel.phi,
    funnel.z,
    funnel.z_adj,
    funnel.alert_lo,
    funnel.alert_hi,
    funnel.alarm_lo,
    funnel.alarm_hi,
    funnel.zone,
    measured.x_of,
    measured.n_of,
    measured.per,
    comparison_policy.policy_id as _policy,
    case when row_number() over (partition by funnel.unit_id order by funnel.ordinal) = 1
        then 1 else 0 end as _sources
from funnel
join measured
    on measured.unit_id = funnel.unit_id
    and measured.period_id = funnel.period_id
    and measured.indicator = funnel.indicator
join comparison_policy on comparison_policy.period_id = funnel.period_id
join unit_order on unit_order.unit_id = funnel.unit_id
where funnel.named and funnel.period_id = $period
    and ($indicator = '' or funnel.indicator = $indicator)
order by
    funnel.ordinal,
    case funnel.zone when 'alarm' then 1 when 'alert' then 2 when 'in' then 3 else 4 end,
    unit_order.sort_key,
    funnel.unit_id
