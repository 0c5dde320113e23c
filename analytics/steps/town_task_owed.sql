-- Which tasks of the superior plan does each unit's plan have to cover?
-- METHOD.md 2.7. One that the unit reports as not applicable leaves; a report
-- that states no link at all leaves the question open for every task.
select
    town_task.unit_id,
    town_task.period_id,
    town_task.town_label,
    town_task.ordinal,
    town_task.weight,
    coalesce(not bool_and(task_stated.status is not distinct from 'khong_ap_dung')
        filter (where task_stated.label is not null), true) as applicable,
    exists (
        select 1 from link_counted as stated
        where stated.unit_id = town_task.unit_id and stated.period_id = town_task.period_id
    ) as links_stated
from town_task
left join link_counted
    on link_counted.unit_id = town_task.unit_id
    and link_counted.period_id = town_task.period_id
    and link_counted.town_label = town_task.town_label
    and link_counted.coverage in ('full', 'partial')
left join task_stated
    on task_stated.unit_id = link_counted.unit_id
    and task_stated.period_id = link_counted.period_id
    and task_stated.label = link_counted.label
group by
    town_task.unit_id, town_task.period_id, town_task.town_label, town_task.ordinal, town_task.weight
