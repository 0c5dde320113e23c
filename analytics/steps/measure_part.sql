-- What is counted in each indicator, and against what? x is the sum of its
-- numerator, n of its denominator or base; a sum with a term that was not
-- reported is not known. kind: proportion (cases of cases), rate (events of a
-- base, where the policy calls its unit of measure events), amount (the rest,
-- of which no interval is worked out). METHOD.md 3.1, 4.2.
-- A sum of several terms is a figure of its own, named as it is written. Most
-- sides are one figure, and are looked up as they are: adding up the one term of
-- each took ten times as long (measured on 334 reports).
with sum_of as (
    select distinct formula, unnest(string_to_array(formula, '+')) as figure
    from (select numerator as formula from asked_indicator union select denominator from asked_indicator) as side
    where formula like '%+%'
),
summed as (
    select
        compared_unit.unit_id,
        compared_unit.period_id,
        sum_of.formula,
        case when count(figure.value) = count(*) then sum(figure.value order by sum_of.figure) end as value
    from compared_unit
    cross join sum_of
    left join figure
        on figure.unit_id = compared_unit.unit_id
        and figure.period_id = compared_unit.period_id
        and figure.indicator = sum_of.figure
    group by compared_unit.unit_id, compared_unit.period_id, sum_of.formula
),
-- What an indicator is worked out as depends on the policy of the period alone.
judged as (
    select
        asked.period_id,
        asked_indicator.*,
        case
            when asked_indicator.base = '' and asked_indicator.denominator <> '' then 'proportion'
            when asked_indicator.base in ('per_1000_households', 'per_ap')
                and asked_indicator.unit = any (comparison_policy.events) then 'rate'
            else 'amount'
        end as kind
    from (select distinct period_id from compared_unit) as asked
    cross join asked_indicator
    left join comparison_policy on comparison_policy.period_id = asked.period_id
),
side as (
    select unit_id, period_id, indicator as formula, value from figure
    union all
    select unit_id, period_id, formula, value from summed
)
select
    compared_unit.unit_id,
    compared_unit.period_id,
    compared_unit.set_id,
    compared_unit.named,
    judged.indicator,
    judged.ordinal,
    judged.element,
    judged.direction,
    judged.kind,
    judged.base,
    judged.numerator as x_of,
    judged.denominator as n_of,
    judged.per,
    numerator_side.value as x,
    denominator_side.value as n
from compared_unit
join judged on judged.period_id = compared_unit.period_id
left join side as numerator_side
    on numerator_side.unit_id = compared_unit.unit_id
    and numerator_side.period_id = compared_unit.period_id
    and numerator_side.formula = judged.numerator
left join side as denominator_side
    on denominator_side.unit_id = compared_unit.unit_id
    and denominator_side.period_id = compared_unit.period_id
    and denominator_side.formula = judged.denominator
