-- Which periods are of the year of $period? In their order. METHOD.md 2.6.
select period.period_id
from period
where period.year in (select asked.year from period as asked where asked.period_id = $period)
order by period.data_to, period.period_id
