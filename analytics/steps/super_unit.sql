-- What is each such area called? METHOD.md 4.8. By its units of the later day;
-- those that may not be named are counted.
select
    bridge_group.group_no,
    concat_ws(
        ' + ',
        string_agg(version.type || ' ' || version.name, ' + ' order by version.sort_key, version.unit_id)
            filter (where version.unit_id = any (string_to_array($named, ','))),
        case when count(*) filter (where not coalesce(version.unit_id = any (string_to_array($named, ',')), false)) > 0
            then cast(count(*) filter (where not coalesce(version.unit_id = any (string_to_array($named, ',')), false)) as varchar) end
    ) as super_unit,
    count(*) as n_units,
    bool_and(coalesce(version.unit_id = any (string_to_array($named, ',')), false)) as all_named
from bridge_group
cross join bridge_span
join unit_version as version
    on version.unit_id = bridge_group.unit_id
    and version.valid_from <= bridge_span.until_day
    and (version.valid_to is null or version.valid_to > bridge_span.until_day)
where bridge_group.side = 'after'
group by bridge_group.group_no
