-- Which periods came before those of $periods? METHOD.md 5.6.
select distinct previous_id
from previous_period
order by previous_id
