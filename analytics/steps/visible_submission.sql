-- Which sendings may the reader see? Those of the units of the scope. A sending
-- whose unit is not known belongs to nobody yet: the receiving body, a town or a
-- province that the scope names, sees it. $sending and $sender, where given, look
-- at one sending or one sender's alone. METHOD.md 0, R9.
select submission.submission_id
from submission
left join submission_reading reading
    on reading.submission_id = submission.submission_id
    and ($sending = 0 or reading.submission_id = $sending)
where ($sending = 0 or submission.submission_id = $sending)
  and ($sender = '' or reading.unit_id = $sender)
  and (reading.unit_id in (select unit_id from scope_unit)
   or (reading.unit_id is null and exists (select 1 from receiving_body)))
