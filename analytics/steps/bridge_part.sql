-- What did each predecessor report for $before, and how many people had it?
-- METHOD.md 4.8.
with peopled as (
    select
        compared_unit.unit_id,
        unit_measure.population,
        row_number() over (partition by compared_unit.unit_id order by unit_measure.as_of desc) as nth
    from compared_unit
    join unit_measure
        on unit_measure.unit_id = compared_unit.unit_id and unit_measure.as_of <= compared_unit.data_to
    where compared_unit.period_id = $before and unit_measure.population is not null
)
select measured.unit_id, measured.indicator, peopled.population, measured.x, measured.n
from measured
left join peopled on peopled.unit_id = measured.unit_id and peopled.nth = 1
where measured.period_id = $before
