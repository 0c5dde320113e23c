-- Who owes which report? Every commune of the scope against every period, with
-- the result: expected, not_valid_on_last_day, coverage_below_min or exempt.
-- METHOD.md 1.1.
with recursive commune as (
    select unit.unit_id
    from unit join scope_unit on scope_unit.unit_id = unit.unit_id
    where unit.level = 'commune'
),
-- A unit is its own ancestor; a predecessor that gave no people is none.
ancestor (unit_id, ancestor_id) as (
    select unit_id, unit_id from commune
    union
    select ancestor.unit_id, unit_edge.from_unit
    from ancestor join unit_edge on unit_edge.to_unit = ancestor.ancestor_id and unit_edge.share > 0
),
-- The stretches of a period on which the unit or an ancestor existed; until is
-- exclusive.
stretch as (
    select ancestor.unit_id, period.period_id,
           greatest(version.valid_from, period.data_from) as since,
           least(coalesce(version.valid_to, period.data_to + 1), period.data_to + 1) as until
    from ancestor
    join unit_version version on version.unit_id = ancestor.ancestor_id
    join period on version.valid_from <= period.data_to
               and (version.valid_to is null or version.valid_to > period.data_from)
),
-- Two predecessors on one day are one day: what an earlier stretch reached is
-- not counted again.
fresh as (
    select unit_id, period_id, until,
           greatest(since, coalesce(max(until) over (
               partition by unit_id, period_id order by since, until
               rows between unbounded preceding and 1 preceding), since)) as since
    from stretch
),
cover as (
    select unit_id, period_id, sum(greatest(until - since, 0)) as days
    from fresh
    group by unit_id, period_id
),
exempted as (
    select unit_id, period_id, min(granted_on) as exempt_from
    from exemption
    where granted_on <= cast($as_of as date)
    group by unit_id, period_id
),
owed as (
    select commune.unit_id, period.period_id, period.report_type, period.year,
           period.data_from, period.data_to, period.last_day, period.last_day_rolled,
           period.cure_working_days, period.min_cover, period.policy_id,
           version.parent_id,
           version.unit_id is not null as stands,
           cast(coalesce(cover.days, 0) as bigint) as lineage_cover_days,
           cast(period.data_to - period.data_from + 1 as bigint) as period_days,
           exempted.exempt_from
    from commune
    cross join period
    left join unit_version version on version.unit_id = commune.unit_id
         and version.valid_from <= period.last_day
         and (version.valid_to is null or version.valid_to > period.last_day)
    left join cover on cover.unit_id = commune.unit_id and cover.period_id = period.period_id
    left join exempted on exempted.unit_id = commune.unit_id and exempted.period_id = period.period_id
)
select unit_id, period_id, report_type, year, data_from, data_to, last_day, last_day_rolled,
       cure_working_days, policy_id, parent_id, lineage_cover_days, period_days, exempt_from,
       case
           when not stands then 'not_valid_on_last_day'
           when lineage_cover_days < min_cover * period_days then 'coverage_below_min'
           when exempt_from is not null then 'exempt'
           else 'expected'
       end as result
from owed
