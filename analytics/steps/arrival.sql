-- When did each report of $period come? METHOD.md 5.7. The day is that of its
-- timeliness; the hour is that of the version credited.
select
    obligation_state.period_id,
    obligation_state.unit_id,
    obligation_state.credit_submission_id as submission_id,
    submission.received_at,
    obligation_state.received_for_timeliness as received_on,
    submission.clock_known and submission.received_on = obligation_state.received_for_timeliness as clock_known,
    obligation_state.counts_on <= obligation_state.last_day as on_time,
    obligation_state.last_day,
    obligation_state.policy_id
from obligation_state
join asked_unit on asked_unit.unit_id = obligation_state.unit_id
join submission on submission.submission_id = obligation_state.credit_submission_id
where obligation_state.period_id = $period and obligation_state.state <> 'exempt'
