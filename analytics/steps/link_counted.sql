-- Which tasks of the superior plan does each task of a unit carry out, as its
-- report that counts states? METHOD.md 2.7. Stated twice, the better one holds.
with link_row as (
    select
        task_scope.unit_id,
        task_scope.period_id,
        task_link.label,
        task_link.town_label,
        task_link.coverage,
        task_link.submission_id,
        task_link.file_no,
        task_link.cell_no,
        row_number() over (
            partition by task_scope.unit_id, task_scope.period_id, task_link.label, task_link.town_label
            order by
                case task_link.coverage when 'full' then 0 when 'partial' then 1 else 2 end,
                task_link.file_no,
                task_link.cell_no
        ) as nth
    from task_scope
    join task_link on task_link.submission_id = task_scope.report_id
)
select
    unit_id, period_id, label, town_label, coverage,
    submission_id, file_no, cell_no
from link_row
where nth = 1
