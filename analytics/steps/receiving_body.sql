-- Which units receive what is sent without a known sender? The towns and
-- provinces that $scope itself names. METHOD.md 0, R9.
select unit_id
from unit
where level in ('town', 'province')
  and unit_id = any (string_to_array($scope, ','))
