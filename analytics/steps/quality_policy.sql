-- Which policy of kind quality holds for each period, and what does it say?
-- METHOD.md 0 (R5), 5. Without a policy nothing is checked.
select
    period_id,
    policy_id,
    cast(body ->> 'rate_tolerance' as double) as rate_tolerance,
    cast(body -> 'sums' as varchar) as sums,
    cast((body -> 'outlier') ->> 'min_values' as bigint) as min_values,
    cast((body -> 'outlier') ->> 'z_limit' as double) as z_limit,
    cast((body -> 'outlier') ->> 'iqr_k' as double) as iqr_k,
    cast(body ->> 'min_own_periods' as bigint) as min_own_periods,
    cast((body -> 'heaping') ->> 'least' as double) as heap_least,
    cast((body -> 'heaping') ->> 'share' as double) as heap_share,
    cast((body -> 'heaping') ->> 'min_values' as bigint) as heap_min,
    cast((body -> 'heaping') -> 'not_counted' as varchar[]) as not_counted,
    cast((body -> 'perfect') ->> 'min_cases' as double) as perfect_min,
    cast((body -> 'perfect') ->> 'min_cases_of_many' as double) as many_cases,
    cast((body -> 'perfect') ->> 'min_values' as bigint) as many_min,
    cast(body ->> 'same_floor' as double) as same_floor,
    cast((body -> 'text') ->> 'words' as bigint) as shingle_words,
    cast((body -> 'text') ->> 'min_shingles' as bigint) as min_shingles,
    cast((body -> 'text') ->> 'near' as double) as near,
    cast((body -> 'text') ->> 'alike' as double) as alike,
    cast((body -> 'text') ->> 'template_share' as double) as template_share,
    cast((body -> 'text') ->> 'template_units' as bigint) as template_units,
    cast(body ->> 'single_level' as double) as single_level,
    cast(body ->> 'false_discovery' as double) as false_discovery,
    cast((body -> 'evidence') ->> 'none' as double) as worth_none,
    cast((body -> 'evidence') ->> 'narrative' as double) as worth_narrative,
    cast((body -> 'evidence') ->> 'reference' as double) as worth_reference,
    cast((body -> 'evidence') ->> 'attached' as double) as worth_attached,
    cast((body -> 'evidence') ->> 'confirmed' as double) as worth_confirmed
from period_policy
where kind = 'quality'
