-- What other shares are compatible with each unit's own, taken alone?
-- METHOD.md 4.2.
select unit_id, period_id, indicator, x, n, p, lo, hi
from wilson
where purpose = 'alone'
