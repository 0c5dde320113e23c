-- Which runs of words are a section's own? Not those of the superior's plan, and
-- not those that more than the policy's share of the units of a set have: that is
-- the form, not the report. METHOD.md 5.7. A share of very few units says nothing.
with writer as (
    select set_id, period_id, count(distinct unit_id) as n_units
    from shingle
    where side = 'report'
    group by set_id, period_id
),
common as (
    select shingle.set_id, shingle.period_id, shingle.figures, shingle.run
    from shingle
    join writer on writer.set_id = shingle.set_id and writer.period_id = shingle.period_id
    join quality_policy on quality_policy.period_id = shingle.period_id
    where shingle.side = 'report' and writer.n_units >= quality_policy.template_units
    group by shingle.set_id, shingle.period_id, shingle.figures, shingle.run,
             writer.n_units, quality_policy.template_share
    having count(distinct shingle.unit_id) > quality_policy.template_share * writer.n_units
    union
    select set_id, period_id, figures, run from shingle where side = 'template'
)
select shingle.*
from shingle
where side <> 'template'
    and not exists (
        select 1
        from common
        where common.set_id = shingle.set_id
            and common.period_id = shingle.period_id
            and common.figures = shingle.figures
            and common.run = shingle.run
    )
