-- Which units may be named? The units of $scope (keys joined by commas), all
-- that ever stood below them, and what succeeded any of these. An empty $scope
-- names nobody. METHOD.md 0, R9.
-- reach is "union all" and materialized for a reason: DuckDB 1.5.6, given a
-- distinct set inside the recursive part, loses rows of it about every other
-- time (measured: 141 of 300 runs).
with recursive reach (from_unit, to_unit) as materialized (
    select parent_id, unit_id from unit_version where parent_id is not null
    union all
    select from_unit, to_unit from unit_edge where share > 0
),
named (unit_id) as (
    select unit_id from unit where unit_id in (select unnest(string_to_array($scope, ',')))
    union
    select reach.to_unit from named join reach on reach.from_unit = named.unit_id
)
select unit_id from named
