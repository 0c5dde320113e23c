-- Does each commune keep what the law sets as the least? METHOD.md 3.8. A figure
-- that is not given is unknown; what the law counts by the year is not failed
-- before the year's last report.
with held as (
    select obligation_state.unit_id, obligation_state.state, legal_rule.*,
           counted.value as seen,
           case when legal_rule.whole = '' then legal_rule.least else legal_rule.least * whole.value end as wanted,
           obligation_state.figures_from_submission_id as report_id
    from obligation_state
    join asked_unit on asked_unit.unit_id = obligation_state.unit_id
    join legal_rule on legal_rule.period_id = obligation_state.period_id
    left join figure as counted
        on counted.unit_id = obligation_state.unit_id
        and counted.period_id = obligation_state.period_id
        and counted.indicator = legal_rule.indicator
    left join figure as whole
        on whole.unit_id = obligation_state.unit_id
        and whole.period_id = obligation_state.period_id
        and whole.indicator = legal_rule.whole
    where obligation_state.period_id = $period
)
select held.unit_id as unit, held.rule, held.indicator, held.seen, held.wanted as least,
       case
           when held.seen is null or held.wanted is null then 'legal_unknown'
           when held.seen >= held.wanted then 'legal_met'
           when held.whole_year and not held.ends_year then 'legal_not_yet'
           else 'legal_not_met'
       end as verdict,
       held.basis,
       held.policy_id as _policy,
       case when held.report_id is not null and held.ordinal = 1 then 1 else 0 end as _sources
from held
left join unit_order on unit_order.unit_id = held.unit_id
order by
    case when held.seen < held.wanted and not (held.whole_year and not held.ends_year) then 0 else 1 end,
    unit_order.sort_key, held.unit_id, held.ordinal
