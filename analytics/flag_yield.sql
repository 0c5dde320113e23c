-- Of the flags of each kind that were answered in $period and the one before, how
-- many led to a correction? METHOD.md 5.9. The verdict wants answers in both.
with asked as (
    select flag_counted.*
    from flag_counted
    join asked_unit on asked_unit.unit_id = flag_counted.unit_id
),
counted as (
    select
        kind,
        count(*) as n_answered,
        count(*) filter (where answer = 'corrected') as n_corrected,
        count(*) filter (where answer = 'explained') as n_explained,
        count(*) filter (where answer = 'not_a_fault') as n_not_a_fault,
        cast(count(*) filter (where answer = 'corrected') as double) / count(*) as share_corrected,
        count(distinct period_id) as periods
    from asked
    group by kind
)
select
    counted.kind,
    counted.n_answered,
    counted.n_corrected,
    counted.n_explained,
    counted.n_not_a_fault,
    counted.share_corrected,
    case
        when quality_policy.least_corrected is null then null
        when counted.periods < 2 then 'two_periods_wanted'
        when counted.share_corrected < quality_policy.least_corrected then 'raise_threshold'
        else 'threshold_stands'
    end as verdict,
    quality_policy.policy_id as _policy,
    counted.n_answered as _n
from counted
left join quality_policy on quality_policy.period_id = $period
order by counted.kind
