-- What must agree with what? Sums by the policy; parts and wholes, rates and
-- cumulative figures by what the catalogue of indicators says of itself.
-- METHOD.md 5.1. left_of and right_of are figures added up, under_of what the
-- right side is divided by; a rate of a hundred is written per 100.
with sum_rule as (
    select
        period_id,
        unnest(from_json(sums, '[{"whole":"VARCHAR","parts":"VARCHAR"}]')) as one
    from quality_policy
)
select
    period_id, 'QC-SUM' as rule, 0 as ordinal, one.whole as subject, one.parts as left_of,
    one.whole as right_of, '' as under_of, 1.0 as per, 1e-6 as tolerance
from sum_rule
union all
select
    quality_policy.period_id, 'QC-PART', indicator.ordinal, indicator.numerator, indicator.numerator,
    indicator.denominator, '', 1.0, 1e-6
from quality_policy
cross join indicator
where indicator.base = ''
    and indicator.denominator <> ''
    and indicator.numerator = indicator.code || indicator.part
union all
select
    quality_policy.period_id, 'QC-RATE', indicator.ordinal, indicator.code || indicator.part,
    indicator.code || indicator.part, indicator.numerator, indicator.denominator,
    case indicator.unit when '%' then 100.0 else 1.0 end,
    quality_policy.rate_tolerance * case indicator.unit when '%' then 100.0 else 1.0 end + 1e-9
from quality_policy
cross join indicator
where indicator.aggregation = 'derived' and indicator.denominator <> ''
union all
select
    quality_policy.period_id, 'QC-CUM', indicator.ordinal, indicator.code || indicator.part,
    indicator.code || indicator.part, indicator.code || indicator.part, '', 1.0, 1e-6
from quality_policy
cross join indicator
where indicator.aggregation in ('cumulative', 'flow')
