-- Which plan of each unit counts at the as-of day, of the years of the periods
-- asked about? The latest accepted, else the latest read; a returned plan does not
-- count. METHOD.md 2.7.
-- The plans are looked for first, and reviews and confirmations of these alone: a
-- country has a hundred times as many reports (measured).
with plan as materialized (
    select submission_id, unit_id, year
    from submission_reading
    where kind = 'plan' and outcome = 'read' and unit_id is not null
        and year in (select year from task_period)
),
decided as (
    select
        review.submission_id,
        review.decision,
        row_number() over (partition by review.submission_id order by review.decided_on desc, review.seq desc) as nth
    from plan
    join review on review.submission_id = plan.submission_id
    where review.decided_on <= cast($as_of as date)
),
confirmed as (
    select confirmation.submission_id, min(confirmation.confirmed_on) as confirmed_on
    from plan
    join confirmation on confirmation.submission_id = plan.submission_id
    group by confirmation.submission_id
),
offered as (
    select
        plan.unit_id,
        plan.year,
        plan.submission_id,
        row_number() over (
            partition by plan.unit_id, plan.year
            order by
                case when decided.decision = 'accepted' then 0 else 1 end,
                submission.received_at desc,
                plan.submission_id desc
        ) as nth
    from plan
    join submission on submission.submission_id = plan.submission_id
    left join decided on decided.submission_id = plan.submission_id and decided.nth = 1
    left join confirmed on confirmed.submission_id = plan.submission_id
    where submission.received_on <= cast($as_of as date)
        and coalesce(confirmed.confirmed_on, date '0001-01-01') <= cast($as_of as date)
        and coalesce(decided.decision, '') <> 'returned'
)
select unit_id, year, submission_id
from offered
where nth = 1
