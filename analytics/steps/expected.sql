-- Who owes which report? Every commune of the scope against every period of
-- $of_periods, or all, with the result: expected, not_valid_on_last_day,
-- coverage_below_min or exempt. METHOD.md 1.1.
with exempted as (
    select unit_id, period_id, min(granted_on) as exempt_from
    from exemption
    where granted_on <= cast($as_of as date)
    group by unit_id, period_id
)
select owed.unit_id, owed.period_id, period.report_type, period.year,
       period.data_from, period.data_to, period.last_day, period.last_day_rolled,
       period.cure_working_days, period.policy_id, owed.parent_id, owed.lineage_cover_days,
       cast(period.data_to - period.data_from + 1 as bigint) as period_days, exempted.exempt_from,
       case
           when owed.result = 'expected' and exempted.exempt_from is not null then 'exempt'
           else owed.result
       end as result
from owed
join scope_unit on scope_unit.unit_id = owed.unit_id
join period on period.period_id = owed.period_id
left join exempted on exempted.unit_id = owed.unit_id and exempted.period_id = owed.period_id
where $of_periods = '' or list_contains(string_to_array($of_periods, ','), period.period_id)
