-- Which communes stand beside each other in each period? Those that owe its
-- report under one parent: they are one set, and reference figures are worked
-- out over all of it. Only the units of $named may be named. METHOD.md 4.1.
select
    obligation_state.unit_id,
    obligation_state.period_id,
    coalesce(obligation_state.parent_id, '') as set_id,
    obligation_state.data_to,
    obligation_state.figures_from_submission_id as submission_id,
    version.type,
    version.border,
    coalesce(obligation_state.unit_id = any (string_to_array($named, ',')), false) as named
from obligation_state
join unit_version as version
    on version.unit_id = obligation_state.unit_id
    and version.valid_from <= obligation_state.last_day
    and (version.valid_to is null or version.valid_to > obligation_state.last_day)
where obligation_state.period_id = any (string_to_array($periods, ','))
