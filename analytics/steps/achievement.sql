-- How far is each quantitative task, by its figures? METHOD.md 2.2.
-- raw may be below 0 or above 1; capped is kept to 0..1; both are null when
-- there is no figure or the plan's figures cannot be divided by.
with divided as (
    select
        task_stated.*,
        case
            when actual is null then null
            when type = 'higher' then case when target > 0 then actual / target end
            when type = 'lower' then case
                when target is null or target < 0 then null
                when baseline > target then (baseline - actual) / (baseline - target)
                when actual <= target then 1
                else target / actual
            end
            when type = 'range' then case
                when lo is null or hi is null or lo > hi then null
                when actual < lo then case when lo > 0 then actual / lo end
                when actual > hi then case when hi >= 0 then hi / actual end
                else 1
            end
            when type = 'binary' then case when actual in (0, 1) then actual end
        end as raw
    from task_stated
)
select
    divided.*,
    -- least and greatest skip nulls, so null is kept out of them
    case when raw is not null then least(1, greatest(0, raw)) end as capped
from divided
