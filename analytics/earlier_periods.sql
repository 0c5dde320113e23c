-- Which periods do others hold? METHOD.md 4.7.
select distinct earlier_id
from earlier_period
order by earlier_id
