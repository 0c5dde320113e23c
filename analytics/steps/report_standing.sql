-- How does each report asked about stand at $as_of, and on which sendings and
-- plans do its figures and tasks stand? METHOD.md 4.10.
select
    obligation_state.unit_id,
    obligation_state.period_id,
    obligation_state.state,
    obligation_state.credit_submission_id as credit_id,
    obligation_state.figures_from_submission_id as figures_id,
    task_scope.plan_id,
    task_scope.superior_id
from obligation_state
join asked_unit on asked_unit.unit_id = obligation_state.unit_id
left join task_scope
    on task_scope.unit_id = obligation_state.unit_id and task_scope.period_id = obligation_state.period_id
where obligation_state.period_id = any (string_to_array($periods, ','))
