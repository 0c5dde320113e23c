-- Is the plan ahead of time or behind it? METHOD.md 2.5: the difference between
-- done and due, in percentage points, over the applicable tasks of which both
-- are known; shown when those carry enough of the weight. A ratio would explode
-- where little is due yet.
with compared as (
    select
        task_value.unit_id,
        task_value.period_id,
        sum(task_value.weight order by task_value.label) as weight_applicable,
        sum(task_value.weight order by task_value.label)
            filter (where task_value.value is not null and expected is not null) as weight_compared,
        sum(task_value.weight * task_value.value order by task_value.label)
            filter (where expected is not null) as value_compared,
        sum(task_value.weight * expected order by task_value.label)
            filter (where task_value.value is not null) as expected_compared
    from task_value
    join expected_progress
        on expected_progress.unit_id = task_value.unit_id
        and expected_progress.period_id = task_value.period_id
        and expected_progress.label = task_value.label
    where task_value.applicable
    group by task_value.unit_id, task_value.period_id
),
paced as (
    select
        compared.unit_id,
        compared.period_id,
        completion_policy.pace_ahead,
        completion_policy.pace_behind,
        expected_compared / weight_compared as plan_expected,
        value_compared / weight_compared as plan_progress,
        value_compared / weight_compared - expected_compared / weight_compared as gap
    from compared
    join completion_policy on completion_policy.period_id = compared.period_id
    where weight_compared > 0
        and weight_compared / weight_applicable >= completion_policy.min_coverage
)
select
    unit_id,
    period_id,
    plan_expected,
    plan_progress,
    gap,
    100 * gap as gap_points,
    -- the bounds belong to the words; ten points less the last bit are ten points
    case
        when round(gap, 9) >= pace_ahead then 'som'
        when round(gap, 9) <= pace_behind then 'cham'
        when gap is not null and pace_ahead is not null then 'theo_tien_do'
    end as pace
from paced
