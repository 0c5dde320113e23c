-- What does each section say, as one text, and what is its heading? METHOD.md 5.7.
select
    side, unit_id, period_id, set_id, section,
    string_agg(text, ' ' order by submission_id, cell_no) as text,
    arg_min(text, (submission_id, cell_no)) as heading,
    min(submission_id) as submission_id
from section_line
group by side, unit_id, period_id, set_id, section
