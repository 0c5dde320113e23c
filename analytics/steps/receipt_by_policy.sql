-- What day does each receipt count for, where the policy of its period looks at
-- more than the day of receipt? METHOD.md 1.2, 1.3. Only such periods have rows:
-- with a cut-off time, a receipt from that time of a day on counts for the day
-- after; by the day of sending, a sending of which that is not known counts from
-- its receipt. Where the clock is not known, the whole day is good.
with looked_at as (
    select
        period.period_id,
        cast(cast(policy.body as json) ->> 'cutoff_time' as time) as cutoff_time,
        coalesce(cast(policy.body as json) ->> 'receipt_basis', 'received_at') = 'sent_at' as by_sending
    from period
    join policy on policy.policy_id = period.policy_id
    where (cast(policy.body as json) ->> 'cutoff_time') is not null
       or (cast(policy.body as json) ->> 'receipt_basis') = 'sent_at'
),
timed as (
    select
        submission_version.submission_id,
        looked_at.cutoff_time,
        coalesce(submission_sent.sent_on, submission.received_on) as received_on,
        case when coalesce(submission_sent.clock_known, submission.clock_known)
            then cast(coalesce(submission_sent.sent_at, submission.received_at) + interval 7 hour as time)
        end as received_time
    from looked_at
    join submission_version on submission_version.period_id = looked_at.period_id
    join submission on submission.submission_id = submission_version.submission_id
    left join submission_sent
        -- one equality: "by_sending and" would lay every sending beside every other
        on submission_sent.submission_id = case when looked_at.by_sending then submission_version.submission_id end
)
select
    submission_id,
    received_on,
    received_time,
    received_on + case when received_time >= cutoff_time then 1 else 0 end as counts_on
from timed
