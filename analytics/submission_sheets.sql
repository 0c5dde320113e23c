-- Which sheets have the files of $submission? METHOD.md 1.4.
select cell.file_no, cell.sheet, count(*) as cells, max(cell.row_no) as rows, max(cell.col_no) as columns
from cell
where cell.submission_id = $submission
group by cell.file_no, cell.sheet
order by cell.file_no, min(cell.cell_no)
