-- Which parts of a whole stand beside each other in $period? A rate that a report
-- works out itself is the same cases again. METHOD.md 5.5.
select
    measure_part.unit_id, measure_part.period_id, measure_part.set_id, measure_part.named,
    measure_part.indicator, measure_part.x_of, measure_part.n_of, measure_part.x, measure_part.n
from measure_part
join indicator on indicator.code || indicator.part = measure_part.indicator
where measure_part.period_id = $period
    and measure_part.kind = 'proportion'
    and indicator.aggregation <> 'derived'
    and measure_part.n > 0
    and measure_part.x between 0 and measure_part.n
