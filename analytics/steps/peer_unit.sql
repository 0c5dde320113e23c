-- What kind of unit is each: its type, its size by the thirds of households in
-- its set, and whether it lies on the border? Sizes stand on the catalogue's
-- households, not on reports, so that they do not move from report to report.
-- METHOD.md 4.6.
with known as (
    select
        compared_unit.unit_id,
        compared_unit.period_id,
        unit_measure.households,
        row_number() over (
            partition by compared_unit.unit_id, compared_unit.period_id
            order by unit_measure.as_of desc
        ) as nth
    from compared_unit
    join unit_measure
        on unit_measure.unit_id = compared_unit.unit_id and unit_measure.as_of <= compared_unit.data_to
    where unit_measure.households is not null
),
sized as (
    select compared_unit.*, known.households
    from compared_unit
    left join known
        on known.unit_id = compared_unit.unit_id and known.period_id = compared_unit.period_id and known.nth = 1
),
bound as (
    select
        set_id,
        period_id,
        quantile_cont(households, 1.0 / 3) as small,
        quantile_cont(households, 2.0 / 3) as middle
    from sized
    group by set_id, period_id
)
select
    sized.unit_id,
    sized.period_id,
    sized.set_id,
    sized.named,
    sized.type,
    sized.border,
    sized.households,
    case
        when sized.households <= bound.small then 'S'
        when sized.households <= bound.middle then 'M'
        when sized.households is not null then 'L'
    end as size
from sized
join bound on bound.set_id = sized.set_id and bound.period_id = sized.period_id
