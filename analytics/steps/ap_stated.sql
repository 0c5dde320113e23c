-- What does the report that counts say of each task in each ấp, khóm?
-- METHOD.md 2.4. Households are those of the ấp known at the data date.
with ap_row as (
    select
        task_stated.unit_id,
        task_stated.period_id,
        task_stated.label,
        task_stated.type,
        task_stated.rollup,
        task_stated.data_to,
        said.submission_id,
        said.file_no,
        said.cell_no,
        said.ap,
        said.target,
        said.actual,
        nullif(said.status, '') as status,
        row_number() over (
            partition by task_stated.unit_id, task_stated.period_id, task_stated.label, said.ap
            order by said.file_no, said.cell_no
        ) as nth
    from task_status_ap as said
    join task_stated
        on task_stated.report_id = said.submission_id and task_stated.label = said.label
),
household as (
    select
        ap_row.unit_id,
        ap_row.period_id,
        ap_row.label,
        ap_row.ap,
        measure.households,
        row_number() over (
            partition by ap_row.unit_id, ap_row.period_id, ap_row.label, ap_row.ap
            order by measure.as_of desc, version.unit_id
        ) as nth
    from ap_row
    join unit_version as version
        on version.parent_id = ap_row.unit_id
        and lower(ap_row.ap) in (lower(version.name), lower(version.type || ' ' || version.name))
        and version.valid_from <= ap_row.data_to
        and (version.valid_to is null or version.valid_to > ap_row.data_to)
    join unit_measure as measure
        on measure.unit_id = version.unit_id and measure.as_of <= ap_row.data_to
    where ap_row.nth = 1
)
select
    ap_row.unit_id,
    ap_row.period_id,
    ap_row.label,
    ap_row.type,
    ap_row.rollup,
    ap_row.ap,
    ap_row.target,
    ap_row.actual,
    ap_row.status,
    household.households,
    ap_row.submission_id,
    ap_row.file_no,
    ap_row.cell_no
from ap_row
left join household
    on household.unit_id = ap_row.unit_id
    and household.period_id = ap_row.period_id
    and household.label = ap_row.label
    and household.ap = ap_row.ap
    and household.nth = 1
where ap_row.nth = 1
