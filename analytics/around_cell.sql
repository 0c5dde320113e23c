-- What stands around cell $cell_no of file $file_no of $submission, and at the
-- head of its neighbours' columns? METHOD.md 1.4.
with marked as (
    select cell.sheet, cell.row_no, cell.col_no
    from cell
    where cell.submission_id = $submission and cell.file_no = $file_no and cell.cell_no = $cell_no
),
near as (
    select cell.*, marked.row_no as marked_row,
           row_number() over (partition by cell.col_no order by cell.row_no, cell.cell_no) as nth_in_column
    from cell
    join marked on marked.sheet = cell.sheet
    where cell.submission_id = $submission and cell.file_no = $file_no
      and cell.col_no between marked.col_no - 8 and marked.col_no + 8
)
select cell_no, sheet, row_no as row, col_no as column, place, text, hidden,
       cell_no = $cell_no as marked
from near
where row_no between marked_row - 5 and marked_row + 5
   or (nth_in_column = 1 and sheet <> '')
order by row_no, col_no, cell_no
