-- How many points would the five groups of Decision 766/QĐ-TTg give? Each rate
-- times the most points of its group. It is an outside figure and goes into no
-- score of ours. METHOD.md 3.7.
select
    unit_id,
    group_id,
    most_points * rate as points,
    case when count(rate) over (partition by unit_id) = count(*) over (partition by unit_id)
        then sum(most_points * rate) over (partition by unit_id) end as total
from group_rate
