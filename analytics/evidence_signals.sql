-- Which figures does a signal stand on, and where does each stand? METHOD.md 5.9.
select
    signal_cell.unit_id as unit,
    signal_cell.period_id as period,
    signal_cell.what,
    signal_cell.value,
    coalesce(nullif(signal_cell.printed, ''), cell.text) as printed,
    signal_cell.side as state,
    signal_cell.submission_id as submission,
    signal_cell.file_no,
    signal_cell.cell_no,
    cell.place,
    cell.text,
    quality_policy.policy_id as _policy,
    case when signal_cell.submission_id is null then 0 else 1 end as _sources
from signal_cell
join quality_policy on quality_policy.period_id = signal_cell.period_id
join unit_order on unit_order.unit_id = signal_cell.unit_id
left join cell
    on cell.submission_id = signal_cell.submission_id
    and cell.file_no = signal_cell.file_no
    and cell.cell_no = signal_cell.cell_no
where signal_cell.named
    and signal_cell.period_id = $period
    and signal_cell.kind = $kind
    and ($subject = '' or signal_cell.subject = $subject)
order by
    unit_order.sort_key, signal_cell.unit_id, signal_cell.subject, signal_cell.what,
    signal_cell.file_no, signal_cell.cell_no, signal_cell.side nulls last
