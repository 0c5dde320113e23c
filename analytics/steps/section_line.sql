-- Which lines make up each section of the reports of $period, of the same units'
-- reports before, and of the superior's plan? A section begins at a Roman
-- numeral; what stands before the first is a section too. METHOD.md 5.7. Sheets
-- are forms, and hold no text of their own.
with source as (
    select 'report' as side, unit_id, period_id, set_id, named, submission_id
    from compared_unit
    where period_id = $period and submission_id is not null
    union all
    select
        'before', compared_unit.unit_id, compared_unit.period_id, compared_unit.set_id, compared_unit.named,
        counted_report.submission_id
    from compared_unit
    join previous_period on previous_period.period_id = compared_unit.period_id
    join counted_report
        on counted_report.unit_id = compared_unit.unit_id
        and counted_report.period_id = previous_period.previous_id
    where compared_unit.period_id = $period
    union all
    select distinct
        'template', '', compared_unit.period_id, compared_unit.set_id, false, plan_superior.submission_id
    from compared_unit
    join plan_superior
        on plan_superior.unit_id = compared_unit.unit_id and plan_superior.period_id = compared_unit.period_id
    where compared_unit.period_id = $period
)
select
    source.side, source.unit_id, source.period_id, source.set_id, source.named,
    source.submission_id, cell.file_no, cell.cell_no, cell.place, cell.text,
    cast(cell.file_no as varchar) || '.' || cast(sum(
        case when regexp_matches(cell.text, '^\s*(PHẦN\s+|Phần\s+)?[IVX]+\s*[./)]\s*\S') then 1 else 0 end
    ) over (
        partition by source.side, source.unit_id, source.set_id, source.submission_id, cell.file_no
        order by cell.cell_no
    ) as varchar) as section
from source
join cell on cell.submission_id = source.submission_id
where cell.sheet = '' and not cell.hidden
