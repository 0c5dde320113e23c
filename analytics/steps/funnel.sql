-- Which units differ from the whole by more than chance, given that units differ
-- anyway? The z of each is divided by the root of the over-dispersion, worked out
-- from z drawn in to their winsor quantiles. Too few cases are listed and not
-- drawn. METHOD.md 4.5.
with pooled as (
    select comparable.*,
        sum(x) over (partition by set_id, period_id, indicator)
            / nullif(sum(n) over (partition by set_id, period_id, indicator), 0) as p0,
        n > 0 and n >= min_denominator as drawn
    from comparable
    where kind = 'proportion'
),
deviation as (
    select pooled.*,
        case when drawn and p0 > 0 and p0 < 1 then (x / n - p0) / sqrt(p0 * (1 - p0) / n) end as z
    from pooled
),
-- linear between the two nearest, as quantile_cont; that function takes no share
-- from a row
ordered as (
    select
        set_id, period_id, indicator,
        array_agg(z order by z) as zs,
        max(winsor) * (count(*) - 1) as below
    from deviation
    where z is not null
    group by set_id, period_id, indicator
),
edge as (
    select
        set_id, period_id, indicator,
        zs[cast(floor(below) as bigint) + 1]
            + (below - floor(below))
            * (zs[cast(ceil(below) as bigint) + 1] - zs[cast(floor(below) as bigint) + 1]) as lo,
        zs[len(zs) - cast(floor(below) as bigint)]
            - (below - floor(below))
            * (zs[len(zs) - cast(floor(below) as bigint)] - zs[len(zs) - cast(ceil(below) as bigint)]) as hi
    from ordered
),
dispersion as (
    select
        deviation.set_id, deviation.period_id, deviation.indicator,
        avg(power(greatest(edge.lo, least(edge.hi, deviation.z)), 2) order by deviation.unit_id) as phi
    from deviation
    join edge
        on edge.set_id = deviation.set_id
        and edge.period_id = deviation.period_id
        and edge.indicator = deviation.indicator
    where deviation.z is not null
    group by deviation.set_id, deviation.period_id, deviation.indicator
),
adjusted as (
    select
        deviation.*,
        dispersion.phi,
        deviation.z / sqrt(greatest(1, dispersion.phi)) as z_adj,
        sqrt(greatest(1, coalesce(dispersion.phi, 1)) * p0 * (1 - p0) / nullif(n, 0)) as se
    from deviation
    left join dispersion
        on dispersion.set_id = deviation.set_id
        and dispersion.period_id = deviation.period_id
        and dispersion.indicator = deviation.indicator
)
select
    unit_id, period_id, set_id, named, indicator, ordinal, direction, x, n, p0, phi, z, z_adj,
    case
        when not drawn then 'too_few'
        when coalesce(abs(z_adj), 0) <= cast($z as double) then 'in'
        when abs(z_adj) <= cast($z_alarm as double) then 'alert'
        else 'alarm'
    end as zone,
    case when drawn then greatest(0, p0 - cast($z as double) * se) end as alert_lo,
    case when drawn then least(1, p0 + cast($z as double) * se) end as alert_hi,
    case when drawn then greatest(0, p0 - cast($z_alarm as double) * se) end as alarm_lo,
    case when drawn then least(1, p0 + cast($z_alarm as double) * se) end as alarm_hi
from adjusted
