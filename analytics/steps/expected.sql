-- Who owes which report? Every commune of the scope against every period of
-- $of_periods, or all, with the result: expected, not_valid_on_last_day,
-- coverage_below_min or exempt. METHOD.md 1.1.
with exempted as (
    select unit_id, period_id, min(granted_on) as exempt_from
    from exemption
    where granted_on <= cast($as_of as date)
    group by unit_id, period_id
),
asked as (
    select unit.unit_id, period.*, cast(period.data_to - period.data_from + 1 as bigint) as period_days
    from unit
    join scope_unit on scope_unit.unit_id = unit.unit_id
    cross join period
    where unit.level = 'commune'
      and ($of_periods = '' or period.period_id = any (string_to_array($of_periods, ',')))
)
select asked.unit_id, asked.period_id, asked.report_type, asked.year,
       asked.data_from, asked.data_to, asked.last_day, asked.last_day_rolled,
       asked.cure_working_days, asked.policy_id, owed.parent_id,
       coalesce(owed.lineage_cover_days, 0) as lineage_cover_days, asked.period_days, exempted.exempt_from,
       case
           when owed.stands is not true then 'not_valid_on_last_day'
           when owed.lineage_cover_days < asked.min_cover * asked.period_days then 'coverage_below_min'
           when exempted.exempt_from is not null then 'exempt'
           else 'expected'
       end as result
from asked
left join owed on owed.unit_id = asked.unit_id and owed.period_id = asked.period_id
left join exempted on exempted.unit_id = asked.unit_id and exempted.period_id = asked.period_id
