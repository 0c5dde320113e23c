-- Which periods do the checks of $period look back to? Earlier ones of the same
-- kind, and the one that was closed last before it. METHOD.md 5.3, 5.6.
with now as (
    select * from period where period_id = $period
),
earlier as (
    select period.period_id, period.data_to, period.report_type = now.report_type as same_kind,
           row_number() over (order by period.data_to desc, period.period_id) as nth
    from period
    join now on period.data_to < now.data_to
)
select period_id
from earlier
where same_kind or nth = 1
order by data_to desc, period_id
