-- In which cells of which tables do the points of another body stand? METHOD.md 3.7.
select
    outside_counted.unit_id as unit,
    outside_counted.period_id as period,
    outside_counted.group_id as what,
    outside_counted.points as value,
    outside_counted.printed,
    cast(null as varchar) as state,
    cast(null as bigint) as submission,
    cast(null as integer) as file_no,
    cast(null as integer) as cell_no,
    outside_counted.place,
    outside_counted.file_name || ' (' || outside_counted.source || ')' as text
from outside_counted
join asked_unit on asked_unit.unit_id = outside_counted.unit_id
join unit_order on unit_order.unit_id = outside_counted.unit_id
where $group = '' and outside_counted.group_id <> 'tong' or outside_counted.group_id = $group
order by unit_order.sort_key, outside_counted.unit_id, outside_counted.group_id
