-- Which figures does each rule of arithmetic hold against each other in each
-- report? One row a term, its value null where the report does not give it. A
-- cumulative figure is held against the earlier report of the same year.
-- METHOD.md 5.1.
with term as (
    select period_id, rule, ordinal, subject, per, tolerance, 'left' as side,
           unnest(string_to_array(left_of, '+')) as code
    from quality_rule
    union all
    select period_id, rule, ordinal, subject, per, tolerance, 'right',
           unnest(string_to_array(right_of, '+'))
    from quality_rule
    union all
    select period_id, rule, ordinal, subject, per, tolerance, 'under',
           unnest(string_to_array(under_of, '+'))
    from quality_rule
    where under_of <> ''
),
reported as (
    select distinct unit_id, period_id from figure
)
select
    reported.unit_id,
    term.*,
    figure.period_id as figure_period_id,
    figure.value,
    figure.submission_id,
    figure.file_no,
    figure.cell_no
from reported
join term on term.period_id = reported.period_id
left join earlier_period on earlier_period.period_id = reported.period_id
left join figure
    on figure.unit_id = reported.unit_id
    and figure.indicator = term.code
    and figure.period_id = case
        when term.rule = 'QC-CUM' and term.side = 'right' then earlier_period.earlier_id
        else reported.period_id
    end
