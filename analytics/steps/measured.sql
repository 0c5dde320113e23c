-- What is the value of each indicator in each unit? The count itself, or the
-- count per base: a count of 0 is 0; without a count, or of nothing, there is no
-- value. METHOD.md 0 (R3), 3.1.
select
    measure_part.*,
    case when n_of = '' then x else per * x / nullif(n, 0) end as value
from measure_part
