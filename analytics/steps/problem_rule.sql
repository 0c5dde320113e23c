-- What did reading find in each report that counts that is a rule of ours?
-- METHOD.md 5.1, 5.2. What is about a file, a word or a form is no rule.
select
    counted_report.unit_id, counted_report.period_id,
    case problem.code
        when 'sum_mismatch' then 'QC-SUM'
        when 'part_over_whole' then 'QC-PART'
        when 'date_suspect' then 'QC-DATE'
        when 'status_contradiction' then 'QC-STATUS'
        when 'contradiction' then 'QC-SRC'
    end as rule,
    problem.code, problem.args, problem.text,
    problem.submission_id, problem.file_no, problem.cell_no
from counted_report
join problem on problem.submission_id = counted_report.submission_id
where counted_report.period_id = any (string_to_array($periods, ','))
    and problem.code in ('sum_mismatch', 'part_over_whole', 'date_suspect', 'status_contradiction', 'contradiction')
