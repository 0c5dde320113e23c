-- Which reports stand otherwise at $as_of than they did at $since, and by what?
-- METHOD.md 4.10. One cause each, the one that moves figures before others.
with compared as (
    select
        now.unit_id,
        now.period_id,
        before.state as state_before,
        now.state as state_after,
        before.figures_id as figures_before,
        now.figures_id as figures_after,
        before.credit_id as credit_before,
        now.credit_id as credit_after,
        before.plan_id is distinct from now.plan_id
            or before.superior_id is distinct from now.superior_id as other_plan,
        case when before.plan_id is distinct from now.plan_id then now.plan_id else now.superior_id end as plan_after
    from report_standing as now
    left join standing_then as before on before.unit_id = now.unit_id and before.period_id = now.period_id
),
returned as (
    select unit_id, period_id, max(decided_on) as returned_on
    from submission_version
    where decision = 'returned'
    group by unit_id, period_id
),
caused as (
    select
        compared.*,
        figures_after is distinct from figures_before as other_figures,
        case
            when figures_after is distinct from figures_before then
                case
                    when figures_after is null then 'returned'
                    when figures_before is null and counting.version = 1 then 'new_report'
                    when figures_before is null then 'new_version'
                    when counting.version > counted.version then 'correction'
                    else 'returned'
                end
            when state_after = 'exempt' and state_before is distinct from 'exempt' then 'exempted'
            when credit_after is distinct from credit_before then
                case
                    when credit_after is null then 'returned'
                    when credited.version = 1 then 'received_report'
                    else 'new_version'
                end
            when state_after = 'missing_returned' and state_before is distinct from 'missing_returned' then 'returned'
            when state_after is distinct from state_before then 'day_passed'
            when other_plan then 'new_plan'
        end as cause,
        counting.decided_on as counted_on,
        credited.received_on as credited_on
    from compared
    left join submission_version as counting on counting.submission_id = compared.figures_after
    left join submission_version as counted on counted.submission_id = compared.figures_before
    left join submission_version as credited on credited.submission_id = compared.credit_after
)
select
    caused.unit_id,
    caused.period_id,
    caused.state_before,
    caused.state_after,
    caused.figures_before,
    caused.figures_after,
    caused.other_figures,
    caused.other_plan,
    caused.cause,
    case caused.cause
        when 'returned' then returned.returned_on
        when 'exempted' then obligation_state.exempt_from
        when 'day_passed' then obligation_state.last_day + 1
        when 'new_plan' then plan_sent.received_on
        when 'received_report' then caused.credited_on
        else coalesce(caused.counted_on, caused.credited_on)
    end as changed_on,
    case
        when caused.cause = 'returned' then coalesce(caused.figures_before, caused.credit_before)
        when caused.cause = 'new_plan' then caused.plan_after
        when caused.other_figures then caused.figures_after
        when caused.cause in ('received_report', 'new_version') then caused.credit_after
    end as submission_id,
    obligation_state.policy_id
from caused
join obligation_state
    on obligation_state.unit_id = caused.unit_id and obligation_state.period_id = caused.period_id
left join returned on returned.unit_id = caused.unit_id and returned.period_id = caused.period_id
left join submission as plan_sent on plan_sent.submission_id = caused.plan_after
where caused.cause is not null
