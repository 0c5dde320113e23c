-- What is counted in each indicator, and against what? x is the sum of its
-- numerator, n of its denominator or base; a sum with a term that was not
-- reported is not known. kind: proportion (cases of cases), rate (events of a
-- base, where the policy calls its unit of measure events), amount (the rest,
-- of which no interval is worked out). METHOD.md 3.1, 4.2.
with wanted as (
    select
        code || part as indicator,
        ordinal,
        element,
        direction,
        base,
        unit,
        numerator,
        case base when 'per_1000_households' then 'QC60a' when 'per_ap' then 'QC16' else denominator end as denominator,
        case base when 'per_1000_households' then 1000 else 1 end as per
    from indicator
),
term as (
    select indicator, 'x' as side, unnest(string_to_array(numerator, '+')) as figure from wanted
    union all
    select indicator, 'n', unnest(string_to_array(denominator, '+')) from wanted where denominator <> ''
),
summed as (
    select
        compared_unit.unit_id,
        compared_unit.period_id,
        term.indicator,
        case when count(figure.value) filter (where term.side = 'x') = count(*) filter (where term.side = 'x')
            then sum(figure.value order by term.figure) filter (where term.side = 'x') end as x,
        case when count(figure.value) filter (where term.side = 'n') = count(*) filter (where term.side = 'n')
            then sum(figure.value order by term.figure) filter (where term.side = 'n') end as n
    from compared_unit
    cross join term
    left join figure
        on figure.unit_id = compared_unit.unit_id
        and figure.period_id = compared_unit.period_id
        and figure.indicator = term.figure
    group by compared_unit.unit_id, compared_unit.period_id, term.indicator
)
select
    compared_unit.unit_id,
    compared_unit.period_id,
    compared_unit.set_id,
    compared_unit.named,
    wanted.indicator,
    wanted.ordinal,
    wanted.element,
    wanted.direction,
    case
        when wanted.base = '' and wanted.denominator <> '' then 'proportion'
        when wanted.base in ('per_1000_households', 'per_ap')
            and wanted.unit = any (comparison_policy.events) then 'rate'
        else 'amount'
    end as kind,
    wanted.base,
    wanted.numerator as x_of,
    wanted.denominator as n_of,
    wanted.per,
    summed.x,
    summed.n
from compared_unit
join summed on summed.unit_id = compared_unit.unit_id and summed.period_id = compared_unit.period_id
join wanted on wanted.indicator = summed.indicator
left join comparison_policy on comparison_policy.period_id = compared_unit.period_id
