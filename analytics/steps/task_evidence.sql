-- With what does each report show its tasks? Words alone, a document's number
-- with its day, or a file that came with it. METHOD.md 5.8. A level is stated by
-- what stands in the columns of evidence and notes.
with said as (
    select
        unit_id, period_id, label, report_id,
        -- what a plan promises is no evidence yet
        trim(case when source = 'plan' then '' else evidence end || ' ' || note) as words
    from task_value
    where report_id is not null
)
select unit_id, period_id, label, 'narrative' as level from said where words <> ''
union all
select unit_id, period_id, label, 'reference'
from said
where regexp_matches(words, '[0-9]+\s*[/-]\s*[\p{L}][\p{L}0-9-]*')
    and regexp_matches(words, '[0-9]{1,2}\s*[/.-]\s*[0-9]{1,2}\s*[/.-]\s*[0-9]{4}|ngày\s+[0-9]{1,2}\s+tháng\s+[0-9]{1,2}')
union all
select distinct said.unit_id, said.period_id, said.label, 'attached'
from said
join submission_file on submission_file.submission_id = said.report_id
where length(submission_file.name) > 5
    and contains(lower(nfc_normalize(said.words)), lower(nfc_normalize(submission_file.name)))
