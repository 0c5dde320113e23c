-- How likely are at least k of n, when each comes about with chance q? The exact
-- upper tail of the binomial distribution. METHOD.md 5.4, 5.5, 5.6.
select
    binomial_test.*,
    case
        when k <= 0 or q >= 1 then 1.0
        else least(1.0, list_sum(list_transform(
            range(cast(k as bigint), cast(n as bigint) + 1),
            lambda i: exp(lgamma(n + 1) - lgamma(i + 1) - lgamma(n - i + 1) + i * ln(q) + (n - i) * ln(1 - q))
        )))
    end as p
from binomial_test
where n > 0 and q > 0
