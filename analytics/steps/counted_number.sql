-- Which numbers of each report were counted? Figures of indicators, but those of
-- money, area and shares, and what tasks and ấp reported as done. METHOD.md 5.4.
with reported as (
    select unit_id, period_id, set_id, named, submission_id
    from compared_unit
    where period_id = $period and submission_id is not null
)
select
    reported.unit_id, reported.period_id, reported.set_id, reported.named,
    figure.indicator as subject, figure.value, figure.submission_id, figure.file_no, figure.cell_no
from reported
join figure on figure.submission_id = reported.submission_id
join indicator on indicator.code || indicator.part = figure.indicator
join quality_policy on quality_policy.period_id = reported.period_id
where not (indicator.unit = any (quality_policy.not_counted))
union all
select
    reported.unit_id, reported.period_id, reported.set_id, reported.named,
    task_status.label, task_status.actual, task_status.submission_id, task_status.file_no, task_status.cell_no
from reported
join task_status on task_status.submission_id = reported.submission_id
where task_status.actual is not null
union all
select
    reported.unit_id, reported.period_id, reported.set_id, reported.named,
    task_status_ap.label || ' ' || task_status_ap.ap, task_status_ap.actual,
    task_status_ap.submission_id, task_status_ap.file_no, task_status_ap.cell_no
from reported
join task_status_ap on task_status_ap.submission_id = reported.submission_id
where task_status_ap.actual is not null
