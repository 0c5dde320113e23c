-- How much of the most points of each group of $score in $period was each unit
-- given? METHOD.md 3.7. A group without points has no rate.
with groups as (
    select
        json_extract_string(entry, '$.group') as group_id,
        cast(json_extract_string(entry, '$.most') as double) as most_points
    from (
        select unnest(cast(body -> 'groups' as json[])) as entry
        from period_policy
        where kind = 'outside' and period_id = $period
    ) as listed
),
given as (
    select distinct unit_id from outside_counted
)
select given.unit_id, groups.group_id, groups.most_points, outside_counted.points / groups.most_points as rate
from given
cross join groups
left join outside_counted
    on outside_counted.unit_id = given.unit_id and outside_counted.group_id = groups.group_id
