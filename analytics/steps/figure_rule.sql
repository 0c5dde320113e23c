-- Which rules of arithmetic does each report keep, and which not? A rule with a
-- figure that is not given says nothing. METHOD.md 5.1.
with side as (
    select
        unit_id, period_id, rule, ordinal, subject, per, tolerance, side,
        case when count(value) = count(*) then sum(value order by code) end as value
    from rule_term
    group by unit_id, period_id, rule, ordinal, subject, per, tolerance, side
),
held as (
    select
        unit_id, period_id, rule, ordinal, subject, per, tolerance,
        max(value) filter (where side = 'left') as seen,
        case
            when count(*) filter (where side = 'under') = 0 then max(value) filter (where side = 'right')
            else per * max(value) filter (where side = 'right') / nullif(max(value) filter (where side = 'under'), 0)
        end as wanted
    from side
    group by unit_id, period_id, rule, ordinal, subject, per, tolerance
)
select
    unit_id, period_id, rule, ordinal, subject, seen, wanted,
    case rule
        when 'QC-PART' then seen > wanted + tolerance
        when 'QC-CUM' then seen < wanted - tolerance
        else abs(seen - wanted) > tolerance
    end as broken
from held
where seen is not null and wanted is not null
