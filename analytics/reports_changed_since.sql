-- Which reports stand otherwise than at $since, and by what? METHOD.md 4.10.
select
    report_change.unit_id as unit,
    report_change.period_id as period,
    report_change.state_before,
    report_change.state_after,
    report_change.cause,
    report_change.changed_on,
    report_change.submission_id as submission,
    report_change.policy_id as _policy,
    case when report_change.submission_id is null then 0 else 1 end as _sources
from report_change
join unit_order on unit_order.unit_id = report_change.unit_id
join period on period.period_id = report_change.period_id
order by period.data_to desc, report_change.period_id, report_change.changed_on desc, unit_order.sort_key, report_change.unit_id
