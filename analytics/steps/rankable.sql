-- Which proportions may be ranked? Those with a direction and enough cases.
-- METHOD.md 3.4, 4.4.
select
    unit_id, period_id, set_id, named, indicator, ordinal, direction, x, n,
    count(*) over (partition by set_id, period_id, indicator) as k
from comparable
where kind = 'proportion' and direction in ('higher', 'lower') and n > 0 and n >= min_denominator
