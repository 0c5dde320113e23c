-- Which plan of each unit and year counts at the as-of day? The latest accepted,
-- else the latest read; a returned plan does not count. METHOD.md 2.7.
with decided as (
    select
        submission_id,
        decision,
        row_number() over (partition by submission_id order by decided_on desc, seq desc) as nth
    from review
    where decided_on <= cast($as_of as date)
),
offered as (
    select
        reading.unit_id,
        reading.year,
        reading.submission_id,
        row_number() over (
            partition by reading.unit_id, reading.year
            order by
                case when decided.decision = 'accepted' then 0 else 1 end,
                submission.received_at desc,
                reading.submission_id desc
        ) as nth
    from submission_reading as reading
    join submission on submission.submission_id = reading.submission_id
    left join decided on decided.submission_id = reading.submission_id and decided.nth = 1
    where reading.kind = 'plan'
        and reading.outcome = 'read'
        and not exists (
            select 1
            from confirmation
            where confirmation.submission_id = reading.submission_id
            group by confirmation.submission_id
            having min(confirmation.confirmed_on) > cast($as_of as date))
        and reading.unit_id is not null
        and reading.year is not null
        and submission.received_on <= cast($as_of as date)
        and coalesce(decided.decision, '') <> 'returned'
)
select unit_id, year, submission_id
from offered
where nth = 1
