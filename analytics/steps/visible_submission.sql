-- Which sendings may the reader see? Those of the units of the scope. A sending
-- whose unit is not known belongs to nobody yet: the receiving body, a town or a
-- province that the scope names, sees it. $sending and $sender, where given, look
-- at one sending or one sender's alone. METHOD.md 0, R9.
-- The readings are looked through for the scope's units, and all sendings for one
-- without a reading only when there are more of them than readings, of which each
-- has one at most: a country has 200,000, nearly always all read (measured).
with unread as materialized (
    select 1 as known
    where $sender = ''
      and exists (select 1 from receiving_body)
      and (select count(*) from submission) > (select count(*) from submission_reading)
)
select reading.submission_id
from submission_reading reading
join scope_unit on scope_unit.unit_id = reading.unit_id
where ($sending = 0 or reading.submission_id = $sending)
  and ($sender = '' or reading.unit_id = $sender)
union all
select reading.submission_id
from submission_reading reading
where reading.unit_id is null
  and $sender = ''
  and ($sending = 0 or reading.submission_id = $sending)
  and exists (select 1 from receiving_body)
union all
select submission.submission_id
from submission
semi join unread on unread.known = 1
where ($sending = 0 or submission.submission_id = $sending)
  and submission.submission_id not in (
      select reading.submission_id
      from submission_reading reading
      semi join unread on unread.known = 1)
