-- Which lines make up a section, and where does each stand? METHOD.md 5.7.
select
    section_line.unit_id as unit,
    section_line.period_id as period,
    section_line.section as what,
    cast(null as double) as value,
    section_line.text as printed,
    cast(null as varchar) as state,
    section_line.submission_id as submission,
    section_line.file_no,
    section_line.cell_no,
    section_line.place,
    section_line.text,
    quality_policy.policy_id as _policy,
    case when row_number() over (partition by section_line.submission_id order by section_line.cell_no) = 1
        then 1 else 0 end as _sources
from section_line
join quality_policy on quality_policy.period_id = section_line.period_id
join unit_order on unit_order.unit_id = section_line.unit_id
where section_line.named
    and section_line.side = 'report'
    and $kind = 'giong_nhau'
    and ($subject = '' or section_line.section = $subject)
order by unit_order.sort_key, section_line.unit_id, section_line.file_no, section_line.cell_no
