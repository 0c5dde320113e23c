-- Whose tasks are looked at? Every unit asked about that owes the period's
-- report or is exempt from it, with the report and the plan that count.
-- METHOD.md 2.3. An exempt unit keeps its tasks: it was excused from writing,
-- not from working. unsent is said only of a unit that owes and of which nothing
-- stands; a report that waits for review is not unsent, though its figures do
-- not count yet.
select
    obligation_state.unit_id,
    obligation_state.period_id,
    task_period.year,
    -- the day up to which a task is called overdue
    least(cast($as_of as date), task_period.holds_until) as judged_on,
    obligation_state.state <> 'exempt'
        and obligation_state.received_for_timeliness is null as unsent,
    counted_report.submission_id as report_id,
    counted_report.data_to,
    plan_counted.submission_id as plan_id,
    plan_superior.submission_id as superior_id
from obligation_state
join task_period on task_period.period_id = obligation_state.period_id
join asked_unit on asked_unit.unit_id = obligation_state.unit_id
left join counted_report
    on counted_report.unit_id = obligation_state.unit_id
    and counted_report.period_id = obligation_state.period_id
left join plan_counted
    on plan_counted.unit_id = obligation_state.unit_id and plan_counted.year = task_period.year
left join plan_superior
    on plan_superior.unit_id = obligation_state.unit_id
    and plan_superior.period_id = obligation_state.period_id
