-- What other shares are compatible with x of n? Wilson's interval, which ends at
-- 0 when there is no case and at 1 when all are. METHOD.md 4.2.
with share as (
    select proportion.*, x / n as p
    from proportion
    where n > 0 and x >= 0 and x <= n
),
around as (
    select
        share.*,
        (p + z * z / (2 * n)) / (1 + z * z / n) as centre,
        z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n) as half
    from share
)
select
    unit_id, period_id, set_id, indicator, purpose, x, n, p, z,
    case when x = 0 then 0 else centre - half end as lo,
    case when x = n then 1 else centre + half end as hi
from around
