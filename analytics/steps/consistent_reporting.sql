-- Of the units that reported at all, how many reported every time? Units with a
-- single report due are left out: once is always "every time". METHOD.md 1.5.
with unit_count as (
    select span, unit_id, count(*) as due, count(*) filter (where submitted) as submitted
    from reporting
    group by span, unit_id
)
select span,
       count(*) filter (where submitted = due) as reported_every,
       count(*) filter (where submitted > 0) as reported_any,
       cast(count(*) filter (where submitted = due) as double precision)
           / nullif(count(*) filter (where submitted > 0), 0) as consistent
from unit_count
where due > 1
group by span
