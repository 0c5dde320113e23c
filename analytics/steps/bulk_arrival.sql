-- How many reports came on their last day, and how many at most within an hour?
-- METHOD.md 5.7. A receipt known by its day alone has its day and no hour. A fact
-- about the course of the work, of nobody's fault.
with hour_of as (
    select one.period_id, one.submission_id, count(*) as n
    from arrival as one
    join arrival as other
        on other.period_id = one.period_id
        and other.received_at between one.received_at and one.received_at + interval 1 hour
    where one.clock_known and other.clock_known
    group by one.period_id, one.submission_id
),
busiest as (
    select period_id, max(n) as n from hour_of group by period_id
)
select
    arrival.period_id,
    count(*) as n_received,
    count(*) filter (where arrival.on_time) as n_on_time,
    count(*) filter (where arrival.on_time and arrival.received_on = arrival.last_day) as n_last_day,
    cast(count(*) filter (where arrival.on_time and arrival.received_on = arrival.last_day) as double)
        / nullif(count(*) filter (where arrival.on_time), 0) as share_last_day,
    max(busiest.n) as most_in_an_hour
from arrival
left join busiest on busiest.period_id = arrival.period_id
group by arrival.period_id
