-- How does each report asked about stand? METHOD.md 4.10.
select unit_id, period_id, state, credit_id, figures_id, plan_id, superior_id
from report_standing
order by period_id, unit_id
