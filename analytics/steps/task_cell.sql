-- How does each unit stand with each task of the superior plan? METHOD.md 2.3,
-- 2.7. One row a unit and task of the superior plan. Where several of the
-- unit's tasks carry out one, the word is the one that holds whatever the
-- missing statuses are; where there is none such, chua_bao_cao. A unit whose
-- report links nothing to the task has it outside its plan; one whose report
-- states no links at all has left that open.
with linked as (
    select
        link_counted.unit_id,
        link_counted.period_id,
        link_counted.town_label,
        count(*) as n_tasks,
        count(*) filter (where applicable) as n_applicable,
        count(*) filter (where state = 'khong_ap_dung') as n_out,
        count(*) filter (where state in ('hoan_thanh', 'hoan_thanh_vuot')) as n_done,
        count(*) filter (where state = 'hoan_thanh_vuot') as n_above,
        count(*) filter (where state = 'chua_thuc_hien') as n_not_started,
        count(*) filter (where state = 'dang_thuc_hien') as n_in_progress,
        bool_or(overdue) as overdue,
        count(progress) filter (where applicable) as n_progress,
        count(value) as n_value,
        -- added up in one order below: sorting once is cheaper than an order in
        -- each sum (measured)
        list_sort(list(struct_pack(link_counted.label, weight, progress, value)) filter (where applicable)) as applied
    from link_counted
    join task_value
        on task_value.unit_id = link_counted.unit_id
        and task_value.period_id = link_counted.period_id
        and task_value.label = link_counted.label
    where link_counted.coverage in ('full', 'partial')
    group by link_counted.unit_id, link_counted.period_id, link_counted.town_label
),
added as (
    select
        linked.*,
        nullif(list_sum(list_transform(applied, lambda task: task.weight)), 0) as weights,
        case when n_applicable = n_progress
            then list_sum(list_transform(applied, lambda task: task.weight * task.progress)) end as progress_sum,
        case when n_applicable = n_value
            then list_sum(list_transform(applied, lambda task: task.weight * task.value)) end as value_sum
    from linked
),
stating as (
    select distinct unit_id, period_id from link_counted
)
select
    town_task.unit_id,
    town_task.period_id,
    town_task.town_label,
    town_task.ordinal,
    town_task.title,
    town_task.text,
    town_task.submission_id as plan_id,
    town_task.file_no,
    town_task.cell_no,
    task_scope.report_id,
    case
        when task_scope.report_id is null and task_scope.unsent then 'chua_nop'
        when stating.unit_id is null then 'chua_bao_cao'
        when linked.n_tasks is null then 'ngoai_ke_hoach'
        when n_applicable = 0 and n_out = n_tasks then 'khong_ap_dung'
        when n_applicable = 0 then 'khong_phat_sinh'
        when n_above = n_applicable then 'hoan_thanh_vuot'
        when n_done = n_applicable then 'hoan_thanh'
        when n_not_started = n_applicable then 'chua_thuc_hien'
        when n_in_progress > 0 or (n_done > 0 and n_not_started > 0) then 'dang_thuc_hien'
        else 'chua_bao_cao'
    end as status,
    linked.progress_sum / linked.weights as progress,
    linked.value_sum / linked.weights as value,
    coalesce(linked.n_tasks, 0) as n_tasks,
    coalesce(linked.overdue, false) as overdue
from town_task
join task_scope
    on task_scope.unit_id = town_task.unit_id and task_scope.period_id = town_task.period_id
left join stating
    on stating.unit_id = town_task.unit_id and stating.period_id = town_task.period_id
left join added as linked
    on linked.unit_id = town_task.unit_id
    and linked.period_id = town_task.period_id
    and linked.town_label = town_task.town_label
