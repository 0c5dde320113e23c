-- Which period is $period, and which is the same report type's a year before?
-- METHOD.md 1.5.
select compared.period_id, compared.last_day
from period asked
join period compared on compared.report_type = asked.report_type
     and compared.year in (asked.year, asked.year - 1)
where asked.period_id = $period
order by compared.year desc, compared.last_day desc, compared.period_id
