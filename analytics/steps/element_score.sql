-- How does each unit stand in each element? The weighted mean of the indicators
-- that have a score, if they carry enough of the element's weight; else it is not
-- known. METHOD.md 3.4.
with gathered as (
    select
        unit_id,
        period_id,
        element,
        count(*) as n_indicators,
        count(score) as n_available,
        sum(weight order by indicator) as weight,
        coalesce(sum(weight order by indicator) filter (where score is not null), 0) as known_weight,
        sum(weight * score order by indicator) as points,
        string_agg(x_of || '+' || n_of, '+' order by indicator) as figures
    from scored
    group by unit_id, period_id, element
)
select
    compared_unit.unit_id,
    compared_unit.period_id,
    compared_unit.set_id,
    compared_unit.named,
    element_weight.element,
    element_weight.ordinal,
    coalesce(gathered.n_indicators, 0) as n_indicators,
    gathered.n_available,
    gathered.known_weight / nullif(gathered.weight, 0) as available_weight,
    -- a weight of 2/3 added up from thirds must reach 2/3
    case when gathered.known_weight > 0 and gathered.known_weight >= (score_policy.need - 1e-9) * gathered.weight
        then gathered.points / gathered.known_weight end as score,
    gathered.figures
from compared_unit
join score_policy on score_policy.period_id = compared_unit.period_id
join element_weight on element_weight.period_id = compared_unit.period_id
left join gathered
    on gathered.unit_id = compared_unit.unit_id
    and gathered.period_id = compared_unit.period_id
    and gathered.element = element_weight.element
