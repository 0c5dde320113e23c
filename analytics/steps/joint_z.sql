-- Which z must each of k intervals have so that all hold together? $joint_z are
-- those of k = 1, 2, …, joined by commas: SQL has no quantile of the normal
-- distribution. METHOD.md 4.4.
select k, cast(list[k] as double) as z
from (select string_to_array($joint_z, ',') as list) as given,
    unnest(range(1, len(given.list) + 1)) as numbered (k)
