-- Which units make up the smallest area that no reorganisation cut through?
-- METHOD.md 4.8. Worked out from bridge_edge and handed over as JSON: side is
-- "before" for predecessors and "after" for units of now.
select handed.row.group_no, handed.row.side, handed.row.unit_id
from (
    select unnest(from_json($groups, '[{"group_no": "BIGINT", "side": "VARCHAR", "unit_id": "VARCHAR"}]')) as row
) as handed
