-- Which chances are still small when so many were looked at? Benjamini and
-- Hochberg over the batch of one comparison set and period: the adjusted p is the
-- running minimum, from the largest p down, of p times the number of tests over
-- its rank, never below p (a product rounds). METHOD.md 5.9.
with ranked as (
    select
        signal_test.*,
        count(*) over (partition by set_id, period_id) as n_tests,
        row_number() over (
            partition by set_id, period_id order by p, kind, unit_id, subject
        ) as nth
    from signal_test
),
adjusted as (
    select
        ranked.*,
        min(least(1.0, greatest(p, p * n_tests / nth))) over (
            partition by set_id, period_id order by nth desc
        ) as adjusted_p
    from ranked
)
select
    adjusted.*,
    adjusted_p <= quality_policy.false_discovery as survives,
    p <= quality_policy.single_level as small_alone,
    quality_policy.policy_id
from adjusted
join quality_policy on quality_policy.period_id = adjusted.period_id
