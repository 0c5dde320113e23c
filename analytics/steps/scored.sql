-- Where does each value stand between its goalposts, from 0 to 100? The score of
-- one unit never depends on the others. METHOD.md 3.2.
select
    measured.unit_id,
    measured.period_id,
    measured.set_id,
    measured.named,
    measured.indicator,
    measured.x_of,
    measured.n_of,
    goalpost.element,
    goalpost.weight,
    case when measured.value is not null then
        greatest(0, least(100, 100 * case goalpost.direction
            when 'higher' then measured.value - goalpost.lo
            when 'lower' then goalpost.hi - measured.value
        end / (goalpost.hi - goalpost.lo)))
    end as score
from measured
join goalpost on goalpost.period_id = measured.period_id and goalpost.indicator = measured.indicator
