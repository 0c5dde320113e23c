-- How many communes have done each task of the superior plan? METHOD.md 2.3.
-- Counts of communes, by the cells of the grid; the columns but overdue add up
-- to the communes. Plans of two towns are listed one after the other.
select
    task_cell.town_label as town_task,
    task_cell.title,
    task_cell.text,
    count(*) filter (where task_cell.status in ('hoan_thanh', 'hoan_thanh_vuot')) as done,
    count(*) filter (where task_cell.status = 'dang_thuc_hien') as in_progress,
    count(*) filter (where task_cell.status = 'chua_thuc_hien') as not_started,
    count(*) filter (where task_cell.status in ('khong_phat_sinh', 'khong_ap_dung')) as not_applicable,
    count(*) filter (where task_cell.status = 'chua_bao_cao') as not_reported,
    count(*) filter (where task_cell.status = 'ngoai_ke_hoach') as not_in_plan,
    count(*) filter (where task_cell.status = 'chua_nop') as no_report,
    count(*) filter (where task_cell.overdue) as overdue,
    min(completion_policy.policy_id) as _policy,
    case when row_number() over (order by min(task_cell.ordinal), task_cell.town_label, task_cell.plan_id) = 1
        then (select count(*) from task_scope where report_id is not null) else 0 end as _sources
from task_cell
left join completion_policy on completion_policy.period_id = task_cell.period_id
group by task_cell.plan_id, task_cell.town_label, task_cell.title, task_cell.text
order by task_cell.plan_id, min(task_cell.ordinal), task_cell.town_label
