-- What did each ấp report of a task, and where is it written? METHOD.md 2.4.
select
    ap_stated.unit_id as unit,
    ap_stated.period_id as period,
    ap_stated.ap as what,
    ap_stated.actual as value,
    ap_stated.target,
    coalesce(cell.text, '') as printed,
    coalesce(ap_stated.status,
        case when ap_stated.actual is null then 'chua_bao_cao' else 'dang_thuc_hien' end) as state,
    ap_stated.submission_id as submission,
    ap_stated.file_no,
    ap_stated.cell_no,
    coalesce(cell.place, '') as place,
    task_value.text,
    completion_policy.policy_id as _policy,
    case when row_number() over (partition by ap_stated.submission_id order by ap_stated.file_no, ap_stated.cell_no) = 1
        then 1 else 0 end as _sources
from ap_stated
join task_value
    on task_value.unit_id = ap_stated.unit_id
    and task_value.period_id = ap_stated.period_id
    and task_value.label = ap_stated.label
left join cell
    on cell.submission_id = ap_stated.submission_id
    and cell.file_no = ap_stated.file_no
    and cell.cell_no = ap_stated.cell_no
join unit_order on unit_order.unit_id = ap_stated.unit_id
left join completion_policy on completion_policy.period_id = ap_stated.period_id
where $label = '' or ap_stated.label = $label
order by
    unit_order.sort_key, ap_stated.unit_id, task_value.ordinal, task_value.label,
    ap_stated.file_no, ap_stated.cell_no, ap_stated.ap
