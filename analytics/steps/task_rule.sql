-- Do the tasks of each report go together with their figures, their days and
-- their ấp? METHOD.md 5.1. A commune of which the catalogue has no ấp is not
-- asked about theirs; names are compared without their marks.
with hamlet as (
    select version.parent_id as unit_id, version.type, version.name, version.valid_from, version.valid_to
    from unit_version as version
    join unit on unit.unit_id = version.unit_id and unit.level = 'ap'
),
not_applicable as (
    select
        unit_id, period_id,
        cast(count(*) filter (where not applicable) as double) / count(*) as share,
        min(report_id) as report_id
    from task_value
    where report_id is not null
    group by unit_id, period_id
)
select
    unit_id, period_id, 'QC-STATUS' as rule, label as subject, value as seen, cast(1 as double) as wanted,
    cast(null as date) as seen_on, cast(null as date) as wanted_on, submission_id, file_no, cell_no
from task_value
where status in ('hoan_thanh', 'hoan_thanh_vuot') and value < 1
union all
select unit_id, period_id, 'QC-DATE', label, null, null, starts_on, due_on, submission_id, file_no, cell_no
from task_value
where starts_on > due_on and report_id is not null
union all
select
    not_applicable.unit_id, not_applicable.period_id, 'QC-NA', 'not_applicable', not_applicable.share,
    completion_policy.na_share_question, null, null, not_applicable.report_id, null, null
from not_applicable
join completion_policy on completion_policy.period_id = not_applicable.period_id
where not_applicable.share > completion_policy.na_share_question
union all
select
    ap_stated.unit_id, ap_stated.period_id, 'QC-UNIT', ap_stated.ap, null, null, null, null,
    ap_stated.submission_id, min(ap_stated.file_no), min(ap_stated.cell_no)
from ap_stated
join counted_report
    on counted_report.unit_id = ap_stated.unit_id and counted_report.period_id = ap_stated.period_id
where exists (
        select 1 from hamlet
        where hamlet.unit_id = ap_stated.unit_id
            and hamlet.valid_from <= counted_report.data_to
            and (hamlet.valid_to is null or hamlet.valid_to > counted_report.data_to))
    and not exists (
        select 1 from hamlet
        where hamlet.unit_id = ap_stated.unit_id
            and hamlet.valid_from <= counted_report.data_to
            and (hamlet.valid_to is null or hamlet.valid_to > counted_report.data_to)
            and strip_accents(lower(trim(ap_stated.ap)))
                in (strip_accents(lower(hamlet.name)), strip_accents(lower(hamlet.type || ' ' || hamlet.name))))
group by ap_stated.unit_id, ap_stated.period_id, ap_stated.ap, ap_stated.submission_id
