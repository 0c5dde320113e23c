-- Which periods are there? METHOD.md 4.10.
select period_id
from period
order by data_to, period_id
