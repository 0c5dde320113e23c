-- Which obligations does a number of timeliness stand on? Every choice that is
-- '' leaves its rows in. METHOD.md 1.5.
with chosen as (
    select obligation_state.*, unit_order.sort_key,
           -- of a unit that reported at all and was due more than once, its last
           -- row says whether it reported every time
           count(*) over (partition by obligation_state.unit_id) as n_due,
           count(*) filter (where obligation_state.state not like 'missing%') over (partition by obligation_state.unit_id) as n_submitted,
           row_number() over (partition by obligation_state.unit_id order by obligation_state.last_day desc, obligation_state.period_id desc) as nth_last
    from obligation_state
    join asked_unit on asked_unit.unit_id = obligation_state.unit_id
    join unit_order on unit_order.unit_id = obligation_state.unit_id
    left join curve_time on curve_time.unit_id = obligation_state.unit_id
         and curve_time.period_id = obligation_state.period_id
    where ($period = '' or obligation_state.period_id = $period)
      and ($year = '' or cast(obligation_state.year as varchar) = $year)
      and ($parent = '' or obligation_state.parent_id = $parent)
      and ($state = '' or obligation_state.state in (select unnest(string_to_array($state, ','))))
      and ($due = '' or obligation_state.due = ($due = '1'))
      and ($rolled = '' or obligation_state.counts_on <= obligation_state.last_day_rolled)
      and ($event = '' or curve_time.event = ($event = '1'))
      and ($day = '' or curve_time.day = try_cast($day as bigint))
      and ($from_day = '' or curve_time.day >= try_cast($from_day as bigint))
      and ($to_day = '' or curve_time.day <= try_cast($to_day as bigint))
),
filed as (                           -- the first file of a submission names it
    select submission_id, min(file_no) as file_no
    from submission_file
    group by submission_id
)
select chosen.unit_id as unit, chosen.period_id as period,
       case when $what = '' then 'obligation' else $what end as what,
       cast(case $what
           when 'day_diff' then chosen.received_for_timeliness - chosen.last_day
           when 'days_late_calendar' then chosen.days_late_calendar
           when 'days_late_working' then chosen.days_late_working
           when 'days_overdue_calendar' then chosen.days_overdue_calendar
           when 'days_overdue_working' then chosen.days_overdue_working
           when 'versions_received' then chosen.versions_received
           when 'versions_returned' then chosen.versions_returned
           when 'corrections' then chosen.n_corrections
           when 'consistent' then
               case when chosen.nth_last = 1 and chosen.n_due > 1 and chosen.n_submitted > 0
                    then case when chosen.n_submitted = chosen.n_due then 1 else 0 end end
           when 'reported' then
               case when chosen.nth_last = 1 and chosen.n_due > 1 and chosen.n_submitted > 0 then 1 end
           else case when ($count = '' or chosen.state in (select unnest(string_to_array($count, ','))))
                         and ($by = '' or coalesce(chosen.counts_on <= try_cast($by as date), false))
                     then 1 else 0 end
       end as double precision) as value,
       strftime(chosen.received_for_timeliness, '%d/%m/%Y')
           -- the hour, where the policy looks at it
           || coalesce(' ' || left(cast(by_policy.received_time as varchar), 5), '') as printed,
       chosen.state,
       chosen.credit_submission_id as submission,
       filed.file_no,
       cast(null as bigint) as cell_no,
       cast(submission.register_row as varchar) as place,
       submission_file.name as text,
       chosen.policy_id as _policy, chosen.versions_received as _sources
from chosen
left join submission on submission.submission_id = chosen.credit_submission_id
left join receipt_by_policy by_policy on by_policy.submission_id = chosen.credit_submission_id
     and by_policy.received_on = chosen.received_for_timeliness
left join filed on filed.submission_id = chosen.credit_submission_id
left join submission_file on submission_file.submission_id = filed.submission_id
     and submission_file.file_no = filed.file_no
order by chosen.last_day, chosen.period_id, chosen.state_order, chosen.sort_key, chosen.unit_id
