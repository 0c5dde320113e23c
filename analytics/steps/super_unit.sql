-- What is each such area called? METHOD.md 4.8. By its units of the later day;
-- those that may not be named are counted.
with seen as (
    select unnest(string_to_array($named, ',')) as unit_id
),
member as (
    select
        bridge_group.group_no,
        version.unit_id,
        version.sort_key,
        version.type || ' ' || version.name as called,
        seen.unit_id is not null as named
    from bridge_group
    cross join bridge_span
    join unit_version as version
        on version.unit_id = bridge_group.unit_id
        and version.valid_from <= bridge_span.until_day
        and (version.valid_to is null or version.valid_to > bridge_span.until_day)
    left join seen on seen.unit_id = version.unit_id
    where bridge_group.side = 'after'
)
select
    group_no,
    concat_ws(
        ' + ',
        string_agg(called, ' + ' order by sort_key, unit_id) filter (where named),
        case when not bool_and(named) then cast(count(*) filter (where not named) as varchar) end
    ) as super_unit,
    bool_and(named) as all_named
from member
group by group_no
