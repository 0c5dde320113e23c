-- Which reports of $year came from units that do not owe them, and where is each?
-- METHOD.md 1.7.
with filed as (                      -- the first file of a submission names it
    select submission_id, min(file_no) as file_no
    from submission_file
    group by submission_id
)
select unexpected_report.unit_id as unit, unexpected_report.period_id as period,
       'submission' as what, cast(1 as double) as value,
       strftime(unexpected_report.received_on, '%d/%m/%Y') as printed,
       unexpected_report.result as state,
       unexpected_report.submission_id as submission,
       filed.file_no,
       cast(null as bigint) as cell_no,
       cast(submission.register_row as varchar) as place,
       submission_file.name as text,
       unexpected_report.policy_id as _policy, unexpected_report.n_versions as _sources
from unexpected_report
left join submission on submission.submission_id = unexpected_report.submission_id
left join filed on filed.submission_id = unexpected_report.submission_id
left join submission_file on submission_file.submission_id = filed.submission_id
     and submission_file.file_no = filed.file_no
left join unit_order on unit_order.unit_id = unexpected_report.unit_id
where cast(unexpected_report.year as varchar) = $year
order by unexpected_report.period_id, unit_order.sort_key, unexpected_report.unit_id
