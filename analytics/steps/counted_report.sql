-- Whose figures count at $as_of? The last accepted version of every obligation,
-- with the day its figures were closed. METHOD.md 1.4.
select unit_id, period_id, figures_from_submission_id as submission_id,
       coalesce(figures_data_to, data_to) as data_to
from obligation_state
where figures_from_submission_id is not null
