-- How much do two sections share? The runs of words that both have, over those
-- that either has. METHOD.md 5.7. Each pair of one set once from either side; a
-- section of a unit's own report before (side 'before') is held against its new
-- one alone. Short sections are never called alike.
with sized as (
    select side, unit_id, period_id, set_id, section, figures, count(*) as n
    from own_shingle
    group by side, unit_id, period_id, set_id, section, figures
),
shared as (
    select
        a.unit_id, a.period_id, a.set_id, a.section, a.figures,
        b.side as other_side, b.unit_id as other_id, b.section as other_section,
        count(*) as both_have
    from own_shingle as a
    join own_shingle as b
        on b.set_id = a.set_id
        and b.period_id = a.period_id
        and b.figures = a.figures
        and b.run = a.run
        and ((b.side = 'report' and b.unit_id <> a.unit_id) or (b.side = 'before' and b.unit_id = a.unit_id))
    where a.side = 'report'
    group by a.unit_id, a.period_id, a.set_id, a.section, a.figures, b.side, b.unit_id, b.section
),
measured_pair as (
    select
        shared.*,
        own.n as shingles,
        other.n as other_shingles,
        own.n + other.n - shared.both_have as either_has,
        cast(shared.both_have as double) / (own.n + other.n - shared.both_have) as jaccard
    from shared
    join sized as own
        on own.side = 'report' and own.unit_id = shared.unit_id and own.period_id = shared.period_id
        and own.set_id = shared.set_id and own.section = shared.section and own.figures = shared.figures
    join sized as other
        on other.side = shared.other_side and other.unit_id = shared.other_id and other.period_id = shared.period_id
        and other.set_id = shared.set_id and other.section = shared.other_section and other.figures = shared.figures
)
select
    measured_pair.*,
    case
        when least(shingles, other_shingles) < quality_policy.min_shingles then null
        when jaccard >= quality_policy.near then 'gan_nhu_trung'
        when jaccard >= quality_policy.alike then 'nhieu_doan_giong'
    end as likeness,
    quality_policy.policy_id
from measured_pair
join quality_policy on quality_policy.period_id = measured_pair.period_id
