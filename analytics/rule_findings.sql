-- Which rules do the reports of $period break, and where does it show?
-- METHOD.md 5.1, 5.2.
select
    rule_finding.unit_id as unit,
    rule_finding.rule,
    rule_finding.subject,
    rule_finding.seen,
    rule_finding.wanted,
    rule_finding.seen_on,
    rule_finding.wanted_on,
    rule_finding.code,
    rule_finding.args,
    rule_finding.text,
    rule_finding.submission_id as submission,
    rule_finding.file_no,
    rule_finding.cell_no,
    cell.place,
    rule_finding.other_submission_id as other_submission,
    quality_policy.policy_id as _policy,
    case when rule_finding.submission_id is not null
        and row_number() over (partition by rule_finding.submission_id order by rule_finding.rule) = 1
        then 1 else 0 end as _sources
from rule_finding
join asked_unit on asked_unit.unit_id = rule_finding.unit_id
join quality_policy on quality_policy.period_id = rule_finding.period_id
join unit_order on unit_order.unit_id = rule_finding.unit_id
left join cell
    on cell.submission_id = rule_finding.submission_id
    and cell.file_no = rule_finding.file_no
    and cell.cell_no = rule_finding.cell_no
where rule_finding.period_id = $period
order by
    unit_order.sort_key, rule_finding.unit_id, rule_finding.rule, rule_finding.subject,
    rule_finding.file_no, rule_finding.cell_no, rule_finding.text, rule_finding.args
