-- Which sections of $period say much the same as others? METHOD.md 5.7. The most
-- alike first. A unit without a name here is only told that there is one.
with may_name as (
    select distinct unit_id from section_line where named
),
pair as (
    select
        masked.unit_id, masked.period_id, masked.set_id, masked.section,
        masked.other_side, masked.other_id, masked.other_section,
        kept.jaccard as share_alike, masked.jaccard as share_alike_masked,
        kept.likeness, masked.likeness as form_likeness,
        kept.shingles as n_shingles, masked.policy_id
    from text_pair as masked
    left join text_pair as kept
        on kept.figures = 'kept'
        and kept.unit_id = masked.unit_id and kept.section = masked.section and kept.set_id = masked.set_id
        and kept.other_side = masked.other_side and kept.other_id = masked.other_id
        and kept.other_section = masked.other_section
    where masked.figures = 'masked' and masked.period_id = $period
)
select
    pair.unit_id as unit,
    text_section.heading,
    case when other_name.unit_id is not null then pair.other_id end as other_unit,
    case pair.other_side when 'before' then previous_period.previous_id else pair.period_id end as other_period,
    pair.share_alike,
    pair.share_alike_masked,
    pair.n_shingles,
    pair.likeness,
    pair.form_likeness,
    text_section.submission_id as submission,
    pair.section,
    pair.policy_id as _policy,
    case when row_number() over (partition by pair.unit_id order by pair.section) = 1 then 1 else 0 end as _sources
from pair
join may_name on may_name.unit_id = pair.unit_id
join text_section
    on text_section.side = 'report' and text_section.unit_id = pair.unit_id
    and text_section.set_id = pair.set_id and text_section.section = pair.section
join unit_order on unit_order.unit_id = pair.unit_id
left join may_name as other_name on other_name.unit_id = pair.other_id
left join previous_period on previous_period.period_id = pair.period_id
where pair.likeness is not null or pair.form_likeness is not null
order by
    pair.share_alike desc nulls last, pair.share_alike_masked desc, unit_order.sort_key, pair.unit_id,
    pair.section, pair.other_side, pair.other_id, pair.other_section
