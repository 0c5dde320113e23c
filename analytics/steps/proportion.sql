-- Of which proportions is an interval wanted, and how wide? Of each alone, and of
-- those that are ranked also jointly. METHOD.md 4.2, 4.4.
select unit_id, period_id, set_id, indicator, 'alone' as purpose, x, n, cast($z as double) as z
from measured
where kind = 'proportion'
union all
select unit_id, period_id, set_id, indicator, 'joint', x, n, joint_z.z
from rankable
join joint_z on joint_z.k = rankable.k
