-- What did each unit report of each indicator, and what is that per base?
-- METHOD.md 3.1.
select
    measured.unit_id as unit,
    measured.element,
    measured.indicator,
    case measured.direction when 'none' then 'no_direction' else measured.direction end as direction,
    measured.kind,
    nullif(measured.base, '') as base,
    measured.x as counted,
    measured.n as out_of,
    case when measured.kind = 'proportion' then measured.value end as share,
    case when measured.kind <> 'proportion' and measured.n_of <> '' then measured.value end as per_base,
    measured.x_of,
    measured.n_of,
    measured.per,
    comparison_policy.policy_id as _policy,
    case when compared_unit.submission_id is not null
        and row_number() over (partition by measured.unit_id order by measured.ordinal) = 1
        then 1 else 0 end as _sources
from measured
join compared_unit on compared_unit.unit_id = measured.unit_id and compared_unit.period_id = measured.period_id
join unit_order on unit_order.unit_id = measured.unit_id
left join comparison_policy on comparison_policy.period_id = measured.period_id
where measured.named and measured.period_id = $period
    and ($indicator = '' or measured.indicator = $indicator)
order by unit_order.sort_key, measured.unit_id, measured.ordinal
