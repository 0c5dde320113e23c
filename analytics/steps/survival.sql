-- By each day around the last day, what share had sent? Kaplan-Meier on not yet
-- having sent; on one day arrivals come before drop-outs. The interval is
-- log-log with Greenwood's variance, null where nobody or everybody has sent.
-- METHOD.md 1.6.
with daily as (
    select day,
           count(*) filter (where event) as events,
           count(*) filter (where not event) as censored
    from curve_time
    group by day
),
risk as (
    select day, events, censored,
           cast(sum(events + censored) over (order by day desc) as double precision) as at_risk
    from daily
),
product as (                         -- ln(0) is an error: the day on which all that were left sent is taken out
    select day, events, censored, at_risk,
           max(case when events = at_risk then 1 else 0 end) over (order by day) = 1 as all_sent,
           sum(case when events < at_risk then ln(1 - events / at_risk) else 0 end) over (order by day) as log_left,
           sum(case when events < at_risk then events / (at_risk * (at_risk - events)) else 0 end)
               over (order by day) as greenwood
    from risk
),
left_over as (                       -- rounded: exp(ln(1/2)) must be 1/2 for the median
    select day, events, censored, at_risk, greenwood, log_left, all_sent,
           case when all_sent then 0 else round(exp(log_left), 12) end as not_sent
    from product
)
select day, cast(at_risk as bigint) as at_risk, events, censored,
       1 - not_sent as share_submitted,
       case when not_sent > 0 and not_sent < 1
            then 1 - power(not_sent, exp(cast($z as double precision) * sqrt(greenwood) / log_left)) end as lo,
       case when not_sent > 0 and not_sent < 1
            then 1 - power(not_sent, exp(-cast($z as double precision) * sqrt(greenwood) / log_left)) end as hi
from left_over
