-- Which numbers were read from $submission, and where does each stand? The order of
-- the catalogue is given to them afterwards. METHOD.md 1.4.
select fact.indicator, fact.part, fact.value, fact.unit as measure, fact.printed,
       fact.file_no, fact.cell_no, cell.place
from fact
left join cell on cell.submission_id = fact.submission_id and cell.file_no = fact.file_no
     and cell.cell_no = fact.cell_no and cell.submission_id = $submission
where fact.submission_id = $submission
order by fact.indicator, fact.part, fact.file_no, fact.cell_no, fact.value, fact.printed
