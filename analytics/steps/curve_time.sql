-- On which day, counted from the last day, did each report of $period arrive or
-- drop out of sight? METHOD.md 1.6.
with dissolved as (                  -- last day on which the unit existed, null while it does
    select unit_id, case when count(*) = count(valid_to) then max(valid_to) - 1 end as ended_on
    from unit_version
    group by unit_id
),
timed as (
    select obligation_state.unit_id, obligation_state.period_id, obligation_state.last_day,
           obligation_state.received_for_timeliness as received_on,
           case when obligation_state.state = 'exempt' then obligation_state.exempt_from
                else least(cast($as_of as date), dissolved.ended_on) end as seen_until
    from obligation_state
    join asked_unit on asked_unit.unit_id = obligation_state.unit_id
    left join dissolved on dissolved.unit_id = obligation_state.unit_id
    where obligation_state.period_id = $period
)
select unit_id, period_id,
       cast(case when received_on <= seen_until then received_on else seen_until end - last_day as bigint) as day,
       coalesce(received_on <= seen_until, false) as event
from timed
