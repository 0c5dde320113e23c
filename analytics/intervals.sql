-- What other shares and counts are compatible with what each unit reported?
-- METHOD.md 4.2. The ends that SQL has no function for are filled in by the
-- question.
select
    measured.unit_id as unit,
    measured.indicator,
    measured.kind,
    measured.x as counted,
    measured.n as out_of,
    case when measured.kind = 'proportion' then measured.value end as share,
    case when measured.kind = 'rate' then measured.value end as per_base,
    interval.lo as wilson_lo,
    interval.hi as wilson_hi,
    cast(null as double) as jeffreys_lo,
    cast(null as double) as jeffreys_hi,
    cast(null as double) as poisson_lo,
    cast(null as double) as poisson_hi,
    measured.x_of,
    measured.n_of,
    measured.per,
    comparison_policy.policy_id as _policy,
    case when row_number() over (partition by measured.unit_id order by measured.ordinal) = 1
        then 1 else 0 end as _sources
from measured
join comparison_policy on comparison_policy.period_id = measured.period_id
left join interval
    on interval.unit_id = measured.unit_id
    and interval.period_id = measured.period_id
    and interval.indicator = measured.indicator
join unit_order on unit_order.unit_id = measured.unit_id
where measured.named and measured.period_id = $period
    and measured.kind in ('proportion', 'rate') and measured.value is not null
    and ($indicator = '' or measured.indicator = $indicator)
order by unit_order.sort_key, measured.unit_id, measured.ordinal
