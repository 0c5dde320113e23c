-- What did each unit count between the half-year report and the year's? Both
-- count from the same day, so that the one holds the other: the second half's own
-- figure is their difference. Without both, or where the count falls (QC-CUM),
-- there is none. METHOD.md 4.7, 5.1.
with pair as (                       -- the years of $periods that hold an earlier report
    select period_id, earlier_id
    from earlier_period
),
counted as (                         -- what is counted up; shares and states of a day are not
    select code || part as indicator, ordinal, denominator
    from indicator
    where aggregation in ('flow', 'cumulative')
),
given as (
    select
        pair.period_id,
        pair.earlier_id,
        figure.unit_id,
        figure.indicator,
        max(figure.value) filter (where figure.period_id = pair.earlier_id) as at_half,
        max(figure.value) filter (where figure.period_id = pair.period_id) as at_year
    from pair
    join figure on figure.period_id in (pair.period_id, pair.earlier_id)
    group by pair.period_id, pair.earlier_id, figure.unit_id, figure.indicator
)
select
    given.period_id,
    given.earlier_id,
    given.unit_id,
    given.indicator,
    counted.ordinal,
    counted.denominator,
    given.at_half,
    given.at_year,
    case when given.at_year >= given.at_half then given.at_year - given.at_half end as own,
    case
        when given.at_half is null then 'half_missing'
        when given.at_year is null then 'year_missing'
        when given.at_year < given.at_half then 'count_falls'
        else 'half_known'
    end as state
from given
join counted on counted.indicator = given.indicator
