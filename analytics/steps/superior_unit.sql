-- Whose plan are a unit's tasks of a period compared with? That of its town on
-- the period's last day; a unit without a town (after 01/07/2025) is compared
-- with the plan that its predecessors' town had made for that year. The catalogue
-- alone says it, of all units, whoever asks. METHOD.md 2.7.
with own_town as (
    select task_period.period_id, version.unit_id, version.parent_id as town_id, 0 as distance, 1.0 as share
    from task_period
    join unit_version as version
        on version.valid_from <= task_period.last_day
        and (version.valid_to is null or version.valid_to > task_period.last_day)
    join unit as parent on parent.unit_id = version.parent_id and parent.level = 'town'
),
former_town as (
    select
        task_period.period_id,
        edge.to_unit as unit_id,
        version.parent_id as town_id,
        1 as distance,
        sum(edge.share order by edge.from_unit) as share
    from task_period
    join unit_edge as edge on edge.effective_on <= task_period.last_day
    join unit_version as version
        on version.unit_id = edge.from_unit
        and version.valid_from < edge.effective_on
        and (version.valid_to is null or version.valid_to >= edge.effective_on)
    join unit as parent on parent.unit_id = version.parent_id and parent.level = 'town'
    group by task_period.period_id, edge.to_unit, version.parent_id
),
nearest as (
    select
        period_id,
        unit_id,
        town_id,
        row_number() over (
            partition by period_id, unit_id
            order by distance, share desc, town_id
        ) as nth
    from (select * from own_town union all select * from former_town) as town
)
select unit_id, period_id, town_id
from nearest
where nth = 1
