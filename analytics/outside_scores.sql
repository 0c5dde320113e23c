-- Which points of Decision 766 did each unit get for $period, as given, and what
-- does it report itself of its files? METHOD.md 3.7. Beside each other, in no sum.
with wide as (
    select
        unit_id,
        max(points) filter (where group_id = 'cong_khai') as cong_khai,
        max(points) filter (where group_id = 'tien_do') as tien_do,
        max(points) filter (where group_id = 'so_hoa') as so_hoa,
        max(points) filter (where group_id = 'truc_tuyen') as truc_tuyen,
        max(points) filter (where group_id = 'hai_long') as hai_long,
        max(points) filter (where group_id = 'tong') as given_total
    from outside_counted
    group by unit_id
),
added as (
    select unit_id, max(total) as total from score_766 group by unit_id
),
own as (
    select
        unit_id,
        max(value) filter (where indicator = 'QC59a') as counted,
        max(value) filter (where indicator = 'QC59b') as out_of
    from figure
    where period_id = $period
    group by unit_id
)
select
    wide.unit_id as unit,
    wide.cong_khai, wide.tien_do, wide.so_hoa, wide.truc_tuyen, wide.hai_long,
    wide.given_total,
    added.total as added_total,
    own.counted,
    own.out_of,
    own.counted / nullif(own.out_of, 0) as share,
    'QC59a' as x_of,
    'QC59b' as n_of,
    outside_policy.policy_id as _policy,
    1 as _sources
from wide
join asked_unit on asked_unit.unit_id = wide.unit_id
join unit_order on unit_order.unit_id = wide.unit_id
left join added on added.unit_id = wide.unit_id
left join own on own.unit_id = wide.unit_id
left join period_policy as outside_policy
    on outside_policy.period_id = $period and outside_policy.kind = 'outside'
order by unit_order.sort_key, wide.unit_id
