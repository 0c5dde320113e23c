-- Which reporting periods are asked about, and until when does what is reported of
-- each hold? METHOD.md 2.3.
-- A report tells how things stood until the next report of its year, the last
-- one until the end of the year: looked back at from later years, a task that
-- was in progress then does not turn overdue by our looking.
select
    period.period_id,
    period.report_type,
    period.year,
    period.data_to as period_data_to,
    period.last_day,
    coalesce(
        (select min(following.data_to) from period as following
         where following.year = period.year and following.data_to > period.data_to),
        make_date(period.year, 12, 31)
    ) as holds_until
from period
where period.period_id = any (string_to_array($periods, ','))
