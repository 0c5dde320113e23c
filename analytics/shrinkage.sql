-- Where would each unit stand if small numbers were drawn to the mean of all?
-- METHOD.md 4.3. The highest first.
select
    shrunk.unit_id as unit,
    shrunk.indicator,
    shrunk.x as counted,
    shrunk.n as out_of,
    case when shrunk.kind = 'proportion' then shrunk.raw end as share,
    case when shrunk.kind = 'rate' then shrunk.per * shrunk.raw end as per_base,
    shrunk.weight as own_weight,
    case when shrunk.kind = 'proportion' then shrunk.shrunk end as shrunk_share,
    case when shrunk.kind = 'rate' then shrunk.per * shrunk.shrunk end as shrunk_per_base,
    case when shrunk.kind = 'proportion' then shrunk.pooled end as pooled_share,
    case when shrunk.kind = 'rate' then shrunk.per * shrunk.pooled end as pooled_per_base,
    shrunk.a > 0 as differs,
    measured.x_of,
    measured.n_of,
    measured.per,
    comparison_policy.policy_id as _policy,
    case when row_number() over (partition by shrunk.unit_id order by shrunk.ordinal) = 1
        then 1 else 0 end as _sources
from shrunk
join measured
    on measured.unit_id = shrunk.unit_id
    and measured.period_id = shrunk.period_id
    and measured.indicator = shrunk.indicator
join comparison_policy on comparison_policy.period_id = shrunk.period_id
join unit_order on unit_order.unit_id = shrunk.unit_id
where shrunk.named and shrunk.period_id = $period
    and ($indicator = '' or shrunk.indicator = $indicator)
order by shrunk.ordinal, shrunk.set_id, shrunk.shrunk desc, unit_order.sort_key, shrunk.unit_id
