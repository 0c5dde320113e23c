-- Of which reports did the figures or the tasks' plan change? METHOD.md 4.10.
select unit_id || ' ' || period_id as changed
from report_change
where other_figures or other_plan
order by changed
