-- Which reports of $period came from units that do not owe them? METHOD.md 1.4,
-- 1.7. By name.
select unexpected_report.unit_id as unit, unexpected_report.result, unexpected_report.received_on,
       unexpected_report.submission_id as submission,
       unexpected_report.policy_id as _policy, unexpected_report.n_versions as _sources
from unexpected_report
left join unit_order on unit_order.unit_id = unexpected_report.unit_id
where unexpected_report.period_id = $period
order by unit_order.sort_key, unexpected_report.unit_id
