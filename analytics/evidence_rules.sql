-- Which figures does a rule hold together, and where does each stand?
-- METHOD.md 5.1.
select
    rule_term.unit_id as unit,
    rule_term.figure_period_id as period,
    rule_term.code as what,
    rule_term.value,
    printed_figure.printed,
    rule_term.side as state,
    rule_term.submission_id as submission,
    rule_term.file_no,
    rule_term.cell_no,
    cell.place,
    cell.text,
    quality_policy.policy_id as _policy,
    case when rule_term.submission_id is null then 0 else 1 end as _sources
from rule_term
join asked_unit on asked_unit.unit_id = rule_term.unit_id
join quality_policy on quality_policy.period_id = rule_term.period_id
join unit_order on unit_order.unit_id = rule_term.unit_id
left join printed_figure
    on printed_figure.unit_id = rule_term.unit_id
    and printed_figure.period_id = rule_term.figure_period_id
    and printed_figure.indicator = rule_term.code
left join cell
    on cell.submission_id = rule_term.submission_id
    and cell.file_no = rule_term.file_no
    and cell.cell_no = rule_term.cell_no
where rule_term.period_id = $period
    and rule_term.rule = $kind
    and ($subject = '' or rule_term.subject = $subject)
    and rule_term.value is not null
order by
    unit_order.sort_key, rule_term.unit_id, rule_term.ordinal, rule_term.subject,
    case rule_term.side when 'left' then 1 when 'right' then 2 else 3 end, rule_term.code
