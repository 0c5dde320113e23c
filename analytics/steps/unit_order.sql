-- In which order do units stand? In the Vietnamese alphabet, by the last name
-- that each had. METHOD.md 0.
select unit_id, name, sort_key
from (
    select unit_id, name, sort_key,
           row_number() over (partition by unit_id order by valid_from desc) as nth
    from unit_version
) named
where nth = 1
