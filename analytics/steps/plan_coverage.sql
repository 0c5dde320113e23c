-- How much of the superior plan does each unit's plan take up, what is left
-- out, and what does the unit do of its own accord? METHOD.md 2.7: the best
-- link of each task counts, a full one 1, a partial one a half.
with best as (
    select
        owed.unit_id,
        owed.period_id,
        owed.town_label,
        owed.ordinal,
        owed.weight,
        coalesce(max(case link_counted.coverage
            when 'full' then completion_policy.coverage_full
            when 'partial' then completion_policy.coverage_partial
            else completion_policy.coverage_none
        end), 0) as share
    from town_task_owed as owed
    left join link_counted
        on link_counted.unit_id = owed.unit_id
        and link_counted.period_id = owed.period_id
        and link_counted.town_label = owed.town_label
    join completion_policy on completion_policy.period_id = owed.period_id
    where owed.applicable and owed.links_stated
    group by owed.unit_id, owed.period_id, owed.town_label, owed.ordinal, owed.weight
),
taken_up as (
    select
        unit_id,
        period_id,
        sum(weight * share order by ordinal, town_label) / nullif(sum(weight order by ordinal, town_label), 0) as coverage,
        string_agg(town_label, ', ' order by ordinal, town_label) filter (where share = 0) as uncovered,
        count(*) as n_owed
    from best
    group by unit_id, period_id
),
own as (
    select
        task_stated.unit_id,
        task_stated.period_id,
        string_agg(task_stated.label, ', ' order by task_stated.ordinal, task_stated.label) as local_initiatives
    from task_stated
    left join link_counted
        on link_counted.unit_id = task_stated.unit_id
        and link_counted.period_id = task_stated.period_id
        and link_counted.label = task_stated.label
        and link_counted.coverage in ('full', 'partial')
    where link_counted.label is null
    group by task_stated.unit_id, task_stated.period_id
)
select
    taken_up.unit_id,
    taken_up.period_id,
    taken_up.coverage,
    coalesce(taken_up.uncovered, '') as uncovered,
    coalesce(own.local_initiatives, '') as local_initiatives,
    taken_up.n_owed
from taken_up
left join own on own.unit_id = taken_up.unit_id and own.period_id = taken_up.period_id
