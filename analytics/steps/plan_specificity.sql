-- How specific is a unit's plan? METHOD.md 2.1: the share of its tasks that have
-- a target, a unit of measure, a due date, a responsible body, and say by what
-- they will be shown. Tasks lent from
-- the superior plan, because the unit sent nothing, say nothing of its own plan.
select
    unit_id,
    period_id,
    count(*) as tasks,
    count(*) filter (where target is not null or (lo is not null and hi is not null)) as with_target,
    count(*) filter (where unit <> '') as with_unit,
    count(*) filter (where due_on is not null) as with_due,
    count(*) filter (where responsible <> '') as with_responsible,
    count(*) filter (where evidence <> '') as with_evidence,
    cast(count(*) filter (where target is not null or (lo is not null and hi is not null)) as double) / count(*) as target,
    cast(count(*) filter (where unit <> '') as double) / count(*) as measure,
    cast(count(*) filter (where due_on is not null) as double) / count(*) as due,
    cast(count(*) filter (where responsible <> '') as double) / count(*) as responsible,
    cast(count(*) filter (where evidence <> '') as double) / count(*) as evidence,
    count(*) filter (where target is not null or (lo is not null and hi is not null)) > 0 as quantitative
from task_stated
where source <> 'superior'
group by unit_id, period_id
