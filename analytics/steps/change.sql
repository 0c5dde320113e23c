-- Did a share change from one period to the other by more than chance? Newcombe's
-- interval of a difference, from the two intervals of Wilson; a direction is named
-- only when it leaves out 0. METHOD.md 4.7.
with difference as (
    select
        earlier.unit_id,
        earlier.indicator,
        earlier.x as before_x,
        earlier.n as before_n,
        later.x as after_x,
        later.n as after_n,
        later.p - earlier.p as diff,
        later.p - earlier.p - sqrt(power(later.p - later.lo, 2) + power(earlier.hi - earlier.p, 2)) as lo,
        later.p - earlier.p + sqrt(power(later.hi - later.p, 2) + power(earlier.p - earlier.lo, 2)) as hi
    from wilson as earlier
    join wilson as later
        on later.unit_id = earlier.unit_id
        and later.indicator = earlier.indicator
        and later.purpose = 'alone'
        and later.period_id = $period
    where earlier.purpose = 'alone' and earlier.period_id = $before
)
select
    difference.*,
    case when lo > 0 then 'up' when hi < 0 then 'down' else 'no_clear_change' end as verdict
from difference
