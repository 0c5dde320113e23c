-- How did each report stand at $since? METHOD.md 4.10. report_standing of that
-- day, handed over as JSON: a step is worked out for one day at a time.
select
    row.unit_id, row.period_id, row.state, row.credit_id, row.figures_id, row.plan_id, row.superior_id
from (
    select unnest(from_json($standing_then, '[{"unit_id": "VARCHAR", "period_id": "VARCHAR", "state": "VARCHAR",
        "credit_id": "BIGINT", "figures_id": "BIGINT", "plan_id": "BIGINT", "superior_id": "BIGINT"}]')) as row
) as handed
