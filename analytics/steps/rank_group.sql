-- In which third is each unit for certain? In the first when even its worst rank
-- is there, in the last when even its best is; where one word would hold for all,
-- the units cannot be told apart. METHOD.md 4.4.
with thirds as (
    select
        rank_interval.*,
        case
            when worst <= ceil(k / 3.0) then 'nhom_dau'
            when best > k - ceil(k / 3.0) then 'nhom_can_ho_tro'
            else 'nhom_giua'
        end as third
    from rank_interval
),
told as (
    select set_id, period_id, indicator, count(distinct third) as n_thirds
    from thirds
    group by set_id, period_id, indicator
)
select
    thirds.*,
    case when told.n_thirds = 1 then 'khong_phan_biet' else thirds.third end as rank_group
from thirds
join told
    on told.set_id = thirds.set_id
    and told.period_id = thirds.period_id
    and told.indicator = thirds.indicator
