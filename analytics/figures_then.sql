-- Which figures counted then, of the reports in $changed? METHOD.md 4.10.
select figure.unit_id, figure.period_id, figure.indicator, figure.value
from figure
where figure.unit_id || ' ' || figure.period_id = any (string_to_array($changed, ','))
order by figure.period_id, figure.unit_id, figure.indicator
