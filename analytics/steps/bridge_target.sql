-- Of which units and indicators is a figure of $before wanted though the unit was
-- another one then? Of those of $period, or, when a day is asked for, of those of
-- that day, which people of others came to in between. METHOD.md 4.8.
with arrived as (
    select distinct unit_edge.to_unit as unit_id
    from unit_edge
    join bridge_span
        on unit_edge.effective_on > bridge_span.since_day and unit_edge.effective_on <= bridge_span.until_day
    where unit_edge.share > 0
),
-- A policy of the kind "definition" names the indicators that mean something else
-- from its first day on.
redefined as (
    select policy.policy_id, policy.valid_from, unnest(cast(cast(policy.body as json) -> 'indicators' as varchar[])) as indicator
    from policy
    where policy.kind = 'definition'
),
definition as (
    select
        indicator.code || indicator.part as indicator,
        coalesce(max(redefined.valid_from) filter (where redefined.valid_from <= bridge_span.before_to), date '0001-01-01') as before_since,
        coalesce(max(redefined.valid_from) filter (where redefined.valid_from <= bridge_span.after_to), date '0001-01-01') as after_since
    from indicator
    cross join bridge_span
    left join redefined on redefined.indicator = indicator.code || indicator.part
    group by indicator.code, indicator.part
),
wanted as (
    select unit_id, period_id, indicator, x_of, n_of, measured.kind
    from measured
    where period_id = $period and $map_on = ''
    union all
    select version.unit_id, asked.period_id, asked.indicator, asked.x_of, asked.n_of, asked.kind
    from (
        select distinct period_id, indicator, x_of, n_of, kind from measured where period_id = $period and $map_on <> ''
    ) as asked
    cross join bridge_span
    join unit_version as version
        on version.valid_from <= bridge_span.until_day
        and (version.valid_to is null or version.valid_to > bridge_span.until_day)
    join unit on unit.unit_id = version.unit_id and unit.level = 'commune'
)
select
    wanted.unit_id,
    wanted.period_id,
    wanted.indicator,
    -- events of a base grow with the stretch they are counted over, as counts do
    case when wanted.n_of = '' then 'count' when wanted.kind = 'proportion' then 'ratio' else 'rate' end as kind,
    strftime(definition.before_since, '%Y-%m-%d') as definition_before,
    strftime(definition.after_since, '%Y-%m-%d') as definition_after,
    cast(bridge_span.before_to - bridge_span.before_from + 1 as bigint) as days_before,
    case
        when indicator.aggregation = 'stock' then cast(bridge_span.before_to - bridge_span.before_from + 1 as bigint)
        else cast(bridge_span.after_to - bridge_span.after_from + 1 as bigint)
    end as days_after
from wanted
join arrived on arrived.unit_id = wanted.unit_id
cross join bridge_span
-- yes and no do not add up; what stands on a day is not counted over a stretch
join indicator
    on indicator.code || indicator.part = wanted.indicator and indicator.aggregation <> 'yes_no'
join definition on definition.indicator = wanted.indicator
