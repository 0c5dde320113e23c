-- Which rules does each report break, and where? METHOD.md 5.1, 5.2. What
-- reading asked at the same cell under the same rule stands once, in its words.
with first_cell as (
    select
        rule_term.*,
        row_number() over (
            partition by unit_id, period_id, rule, subject
            order by case side when 'left' then 0 else 1 end, code
        ) as nth
    from rule_term
    where submission_id is not null
)
select
    figure_rule.unit_id, figure_rule.period_id, figure_rule.rule, figure_rule.subject,
    figure_rule.seen, figure_rule.wanted,
    cast(null as date) as seen_on, cast(null as date) as wanted_on,
    first_cell.submission_id, first_cell.file_no, first_cell.cell_no,
    cast(null as varchar) as code, cast(null as varchar) as args, cast(null as varchar) as text,
    cast(null as bigint) as other_submission_id
from figure_rule
left join first_cell
    on first_cell.unit_id = figure_rule.unit_id
    and first_cell.period_id = figure_rule.period_id
    and first_cell.rule = figure_rule.rule
    and first_cell.subject = figure_rule.subject
    and first_cell.nth = 1
where figure_rule.broken
    and not exists (
        select 1
        from rule_term
        join problem_rule
            on problem_rule.submission_id = rule_term.submission_id
            and problem_rule.file_no = rule_term.file_no
            and problem_rule.cell_no = rule_term.cell_no
            and problem_rule.rule = rule_term.rule
        where rule_term.unit_id = figure_rule.unit_id
            and rule_term.period_id = figure_rule.period_id
            and rule_term.rule = figure_rule.rule
            and rule_term.subject = figure_rule.subject
    )
union all
select
    unit_id, period_id, rule, subject, null, null, seen_on, wanted_on,
    submission_id, 1, null, null, null, null, other_submission_id
from document_rule
union all
select
    unit_id, period_id, rule, subject, seen, wanted, seen_on, wanted_on,
    submission_id, file_no, cell_no, null, null, null, null
from task_rule
where not exists (
    select 1
    from problem_rule
    where problem_rule.submission_id = task_rule.submission_id
        and problem_rule.file_no = task_rule.file_no
        and problem_rule.cell_no = task_rule.cell_no
        and problem_rule.rule = task_rule.rule
)
union all
select
    unit_id, period_id, rule, code, null, null, null, null,
    submission_id, file_no, cell_no, code, args, text, null
from problem_rule
