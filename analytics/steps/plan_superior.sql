-- Which plan are a unit's tasks of a period compared with? The one that counts of
-- its superior unit. METHOD.md 2.7.
select superior_unit.unit_id, superior_unit.period_id, superior_unit.town_id, plan_counted.submission_id
from superior_unit
join task_period on task_period.period_id = superior_unit.period_id
join plan_counted on plan_counted.unit_id = superior_unit.town_id and plan_counted.year = task_period.year
