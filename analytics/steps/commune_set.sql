-- Which communes stand under one parent on the last day of each period of
-- $periods, and how many are they? The catalogue alone says it, whoever asks.
-- METHOD.md 4.1.
select
    unit_id,
    period_id,
    coalesce(parent_id, '') as set_id,
    count(*) over (partition by period_id, parent_id) as size
from owed
where result <> 'not_valid_on_last_day' and period_id = any (string_to_array($periods, ','))
