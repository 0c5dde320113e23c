-- What is wrong or doubtful in $submission? METHOD.md 1.4.
select problem.level, problem.code, problem.text, problem.args, problem.file_no, problem.cell_no, cell.place,
       explanation.text as explanation
from problem
left join cell on cell.submission_id = problem.submission_id and cell.file_no = problem.file_no
     and cell.cell_no = problem.cell_no and cell.submission_id = $submission
left join explanation on explanation.submission_id = problem.submission_id and explanation.file_no = problem.file_no
     and explanation.problem = problem.text
where problem.submission_id = $submission
order by case problem.level when 'block' then 1 when 'warn' then 2 else 3 end,
         problem.file_no, problem.cell_no nulls first, problem.code, problem.text,
         problem.args, explanation.text
