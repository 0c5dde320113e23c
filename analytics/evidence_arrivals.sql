-- Which receipts does a figure of arrivals count? METHOD.md 5.7. value is 1 for
-- one that is counted: a count is the sum, a share the mean.
with busiest as (                    -- the first hour in which the most came
    select arg_min(received_at, (-n, received_at)) as since
    from (
        select one.received_at, count(*) as n
        from arrival as one
        join arrival as other
            on other.received_at between one.received_at and one.received_at + interval 1 hour
        where one.clock_known and other.clock_known
        group by one.received_at, one.submission_id
    ) as counted
)
select
    arrival.unit_id as unit,
    arrival.period_id as period,
    'obligation' as what,
    cast(case $subject
        when 'n_on_time' then case when arrival.on_time then 1 else 0 end
        when 'n_last_day' then case when arrival.on_time and arrival.received_on = arrival.last_day then 1 else 0 end
        when 'share_last_day' then
            case when arrival.on_time then case when arrival.received_on = arrival.last_day then 1 else 0 end end
        when 'most_in_an_hour' then
            case when arrival.clock_known
                    and arrival.received_at between busiest.since and busiest.since + interval 1 hour
                then 1 else 0 end
        else 1
    end as double) as value,
    strftime(arrival.received_on, '%d/%m/%Y')
        || case when arrival.clock_known
            then ' ' || strftime(arrival.received_at + interval 7 hour, '%H:%M') else '' end as printed,
    cast(null as varchar) as state,
    arrival.submission_id as submission,
    cast(null as integer) as file_no,
    cast(null as integer) as cell_no,
    cast(submission.register_row as varchar) as place,
    cast(null as varchar) as text,
    arrival.policy_id as _policy,
    1 as _sources
from arrival
join submission on submission.submission_id = arrival.submission_id
join unit_order on unit_order.unit_id = arrival.unit_id
cross join busiest
where $kind = 'don_nop'
order by arrival.received_at, unit_order.sort_key, arrival.unit_id
