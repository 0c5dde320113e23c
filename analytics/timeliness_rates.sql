-- How many of the reports due for $period came, and came on time? How many more
-- would be on time if the last day were rolled over days off? METHOD.md 1.2, 1.5.
with rolled as (
    select count(*) filter (
               where obligation_state.due
                 and obligation_state.state in ('late', 'pending_late')
                 and obligation_state.counts_on <= obligation_state.last_day_rolled) as extra,
           coalesce(sum(obligation_state.versions_received), 0) as sources,
           count(*) as n
    from obligation_state
    join asked_unit on asked_unit.unit_id = obligation_state.unit_id
    where obligation_state.period_id = $period
)
select rates.rate_group as period,
       rates.expected, rates.submitted, rates.accepted, rates.on_time, rates.late, rates.missing,
       rates.exempt, rates.not_yet_due,
       rates.submitted_rate, rates.accepted_rate, rates.on_time_rate, rates.missing_rate,
       rates.on_time_given_submitted,
       rolled.extra as extra_on_time_if_rolled,
       period.policy_id as _policy, rolled.sources as _sources, rolled.n as _n
from rates
join period on period.period_id = rates.rate_group
cross join rolled
where rates.rate_group = $period
order by rates.rate_group
