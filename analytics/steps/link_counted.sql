-- Which tasks of the superior plan does each task of a unit carry out, as its
-- report that counts states? METHOD.md 2.7. Stated twice, the better one holds.
with link_row as (
    select task_scope.unit_id, task_scope.period_id, task_link.label, task_link.town_label,
           min(struct_pack(
               less := case task_link.coverage when 'full' then 0 when 'partial' then 1 else 2 end,
               task_link.file_no, task_link.cell_no, task_link.coverage, task_link.submission_id)) as best
    from task_scope
    join task_link on task_link.submission_id = task_scope.report_id
    group by task_scope.unit_id, task_scope.period_id, task_link.label, task_link.town_label
)
select unit_id, period_id, label, town_label, best.coverage,
       best.submission_id, best.file_no, best.cell_no
from link_row
