-- Which communes are asked about in the periods, under which parent do they
-- stand, and how many stand there? METHOD.md 4.1. The last day decides, as for
-- the obligation. Predecessors of those asked about, however far back, are there
-- for the sake of what they left (METHOD.md 4.8), and are not named.
with recursive predecessor (unit_id) as (
    select unit_id from asked_unit
    union
    select unit_edge.from_unit
    from predecessor
    join unit_edge on unit_edge.to_unit = predecessor.unit_id and unit_edge.share > 0
),
looked_at as (
    select unit_id, true as named from asked_unit
    union
    select unit_id, false from predecessor where unit_id not in (select unit_id from asked_unit)
)
select commune_set.unit_id, commune_set.set_id, commune_set.size, looked_at.named
from commune_set
join looked_at on looked_at.unit_id = commune_set.unit_id
order by commune_set.period_id, commune_set.set_id, commune_set.unit_id, looked_at.named
