-- Which shares of each unit changed since the same report a year before by more
-- than chance? METHOD.md 4.7.
select
    change.unit_id as unit,
    change.indicator,
    case measured.direction when 'none' then 'no_direction' else measured.direction end as direction,
    change.before_x as counted_before,
    change.before_n as out_of_before,
    change.after_x as counted,
    change.after_n as out_of,
    change.after_x / change.after_n as share,
    change.diff as change_points,
    change.lo as change_lo,
    change.hi as change_hi,
    change.verdict,
    measured.x_of,
    measured.n_of,
    comparison_policy.policy_id as _policy,
    case when row_number() over (partition by change.unit_id order by measured.ordinal) = 1
        then 2 else 0 end as _sources
from change
join measured
    on measured.unit_id = change.unit_id and measured.indicator = change.indicator and measured.period_id = $period
join comparison_policy on comparison_policy.period_id = $period
join unit_order on unit_order.unit_id = change.unit_id
-- a unit that people of others came to since is another one: see Bridged
where not exists (
        select 1
        from unit_edge
        join period as earlier on earlier.period_id = $before
        join period as later on later.period_id = $period
        where unit_edge.to_unit = change.unit_id
            and unit_edge.share > 0
            and unit_edge.effective_on > earlier.last_day
            and unit_edge.effective_on <= later.last_day
    )
    and measured.named and ($indicator = '' or change.indicator = $indicator)
order by unit_order.sort_key, change.unit_id, measured.ordinal
