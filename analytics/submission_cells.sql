-- What stands in sheet $sheet of file $file_no of $submission? METHOD.md 1.4.
select cell.cell_no, cell.sheet, cell.row_no as row, cell.col_no as column, cell.place, cell.text,
       cell.hidden, false as marked
from cell
where cell.submission_id = $submission and cell.file_no = $file_no and cell.sheet = $sheet
order by cell.row_no, cell.col_no, cell.cell_no
