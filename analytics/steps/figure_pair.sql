-- What did each unit report of an indicator, and what in the report before?
-- METHOD.md 5.6.
select
    compared_unit.unit_id, compared_unit.period_id, compared_unit.set_id, compared_unit.named,
    figure.indicator, indicator.aggregation,
    figure.value, before.value as value_before,
    figure.submission_id, figure.file_no, figure.cell_no
from compared_unit
join previous_period on previous_period.period_id = compared_unit.period_id
join figure on figure.unit_id = compared_unit.unit_id and figure.period_id = compared_unit.period_id
join figure as before
    on before.unit_id = compared_unit.unit_id
    and before.period_id = previous_period.previous_id
    and before.indicator = figure.indicator
join indicator on indicator.code || indicator.part = figure.indicator
where compared_unit.period_id = $period
    and figure.submission_id is not null
    and before.submission_id is not null
