-- Which values per base stand beside each other in $period? METHOD.md 5.3.
select unit_id, period_id, set_id, named, indicator, ordinal, x_of, n_of, value
from measured
where period_id = $period and n_of <> '' and value is not null
