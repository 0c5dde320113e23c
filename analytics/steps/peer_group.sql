-- Which units is each held against? The narrowest of type with size and border,
-- type with size, type, and all that has enough members, itself among them.
-- A unit of unknown size has no group by size. METHOD.md 4.6.
with alike as (
    select
        peer_unit.unit_id,
        peer_unit.period_id,
        peer_unit.set_id,
        peer_unit.named,
        other.unit_id as member_id,
        case
            when other.type = peer_unit.type and other.size = peer_unit.size and other.border = peer_unit.border then 3
            when other.type = peer_unit.type and other.size = peer_unit.size then 2
            when other.type = peer_unit.type then 1
            else 0
        end as alikeness
    from peer_unit
    join peer_unit as other on other.set_id = peer_unit.set_id and other.period_id = peer_unit.period_id
),
counted as (
    select
        unit_id,
        period_id,
        count(*) filter (where alikeness >= 3) as n3,
        count(*) filter (where alikeness >= 2) as n2,
        count(*) filter (where alikeness >= 1) as n1
    from alike
    group by unit_id, period_id
),
chosen as (
    select
        counted.unit_id,
        counted.period_id,
        case
            when n3 >= comparison_policy.min_peers then 3
            when n2 >= comparison_policy.min_peers then 2
            when n1 >= comparison_policy.min_peers then 1
            else 0
        end as needed
    from counted
    join comparison_policy on comparison_policy.period_id = counted.period_id
)
select
    alike.unit_id,
    alike.period_id,
    alike.set_id,
    alike.named,
    case chosen.needed
        when 3 then 'type+size+border' when 2 then 'type+size' when 1 then 'type' else 'all'
    end as level,
    alike.member_id
from alike
join chosen on chosen.unit_id = alike.unit_id and chosen.period_id = alike.period_id
where alike.alikeness >= chosen.needed
