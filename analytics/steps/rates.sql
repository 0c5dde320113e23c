-- How many of the reports due came, came accepted, came on time? A ratio of
-- sums for each rate_group; 0/0 is null. METHOD.md 1.5.
with sums as (
    select rate_group.rate_group,
           count(*) filter (where rated.due and rated.state <> 'exempt') as expected,
           count(*) filter (where rated.due and rated.state in ('on_time', 'late', 'pending_on_time', 'pending_late')) as submitted,
           count(*) filter (where rated.due and rated.state in ('on_time', 'late')) as accepted,
           count(*) filter (where rated.due and rated.state in ('on_time', 'pending_on_time')) as on_time,
           count(*) filter (where rated.due and rated.state in ('late', 'pending_late')) as late,
           count(*) filter (where rated.due and rated.state in ('missing_none', 'missing_returned')) as missing,
           count(*) filter (where rated.state = 'exempt') as exempt,
           count(*) filter (where not rated.due and rated.state <> 'exempt') as not_yet_due
    from rate_group
    left join rated on rated.rate_group = rate_group.rate_group
    group by rate_group.rate_group
)
select sums.*,
       cast(submitted as double precision) / nullif(expected, 0) as submitted_rate,
       cast(accepted as double precision) / nullif(expected, 0) as accepted_rate,
       cast(on_time as double precision) / nullif(expected, 0) as on_time_rate,
       cast(missing as double precision) / nullif(expected, 0) as missing_rate,
       cast(on_time as double precision) / nullif(submitted, 0) as on_time_given_submitted
from sums
