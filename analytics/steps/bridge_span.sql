-- Between which days is a figure of $before carried over? From the last day of its
-- report to $map_on, or to the last day of $period when no day is asked for.
-- METHOD.md 4.8.
select
    earlier.period_id as before_id,
    earlier.last_day as since_day,
    coalesce(cast(nullif($map_on, '') as date), later.last_day) as until_day,
    earlier.data_from as before_from,
    earlier.data_to as before_to,
    later.data_from as after_from,
    later.data_to as after_to
from period as earlier
join period as later on later.period_id = $period
where earlier.period_id = $before
