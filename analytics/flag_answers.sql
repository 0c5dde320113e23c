-- How were the rules and signals about the reports of $period answered?
-- METHOD.md 5.9, 5.10.
select
    flag_counted.unit_id as unit,
    flag_counted.kind,
    nullif(flag_counted.subject, '') as subject,
    false as raised,
    flag_counted.answer,
    flag_counted.text as answer_text,
    flag_counted.side,
    flag_counted.actor as answered_by,
    flag_counted.answered_on,
    flag_counted.n_answers as answers,
    quality_policy.policy_id as _policy
from flag_counted
join asked_unit on asked_unit.unit_id = flag_counted.unit_id
join unit_order on unit_order.unit_id = flag_counted.unit_id
left join quality_policy on quality_policy.period_id = flag_counted.period_id
where flag_counted.period_id = $period
order by unit_order.sort_key, flag_counted.unit_id, flag_counted.kind, flag_counted.subject
