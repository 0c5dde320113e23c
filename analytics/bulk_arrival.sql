-- How did the reports of $period come in? METHOD.md 5.7.
select
    bulk_arrival.period_id as period,
    bulk_arrival.n_received,
    bulk_arrival.n_on_time,
    bulk_arrival.n_last_day,
    bulk_arrival.share_last_day,
    bulk_arrival.most_in_an_hour,
    period.policy_id as _policy,
    bulk_arrival.n_received as _sources,
    bulk_arrival.n_received as _n
from bulk_arrival
join period on period.period_id = bulk_arrival.period_id
order by bulk_arrival.period_id
