-- How likely is a count at least as far from what was expected, on either side?
-- Twice the smaller tail of the Poisson distribution, at most 1. METHOD.md 5.3.
-- Above the expected mean the upper tail is the smaller, below it the lower one.
-- Terms farther than twenty standard deviations from the count add nothing.
select
    poisson_test.*,
    least(1.0, 2 * list_sum(list_transform(
        case
            when x > expected then range(cast(x as bigint), cast(x + 20 * sqrt(x) + 60 as bigint))
            else range(cast(greatest(0, x - 20 * sqrt(x) - 60) as bigint), cast(x as bigint) + 1)
        end,
        lambda k: exp(k * ln(expected) - expected - lgamma(k + 1))
    ))) as p
from poisson_test
where expected > 0
