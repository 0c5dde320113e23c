-- How many working days had there been by each day of the calendar, from its start?
-- One row: the numbers of all days in order, and the first of them. The number of
-- a day is numbers[greatest(day - since + 1, 0)], null outside the calendar, which
-- has every day of its years. The catalogue alone says it, so that it is worked
-- out once; a join for each day asked about cost more than all the rest (measured).
-- METHOD.md 1.2.
select min(day) as since, list(working_no order by day) as numbers
from calendar_day
