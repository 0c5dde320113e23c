-- Which figures of $period are rare, and still rare among all that was looked
-- at? METHOD.md 5.9. Those that survive first, the rarest of them first.
select
    signal.unit_id as unit,
    signal.kind,
    nullif(signal.subject, '') as subject,
    signal.seen,
    signal.out_of,
    signal.expected as usual,
    signal.p as chance,
    signal.adjusted_p as adjusted_chance,
    signal.n_tests,
    signal.survives,
    'explain_' || signal.kind as explained_by,
    signal.policy_id as _policy,
    case when row_number() over (partition by signal.unit_id order by signal.p) = 1 then 1 else 0 end as _sources
from signal
join unit_order on unit_order.unit_id = signal.unit_id
where signal.named
    and signal.period_id = $period
    and (signal.survives or signal.small_alone)
order by
    signal.survives desc, signal.adjusted_p, signal.p, unit_order.sort_key, signal.unit_id,
    signal.kind, signal.subject
