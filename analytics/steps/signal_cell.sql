-- Which figures does each test stand on? METHOD.md 5.3, 5.4, 5.5, 5.6. value is
-- the figure; counted says whether the test counted it.
with part as (
    select 'so_dem' as kind, unit_id, period_id, named, indicator, x_of || '+' || n_of as codes
    from measure_part
    where kind = 'rate' and period_id = $period
    union all
    select 'tron_ven', unit_id, period_id, named, indicator, x_of || '+' || n_of from proportion_value
    union all
    select 'ngoai_le', unit_id, period_id, named, indicator, x_of || '+' || n_of from outlier_value
),
term as (
    select distinct kind, unit_id, period_id, named, indicator, unnest(string_to_array(codes, '+')) as code
    from part
),
of_shares as (
    select distinct
        proportion_value.unit_id, proportion_value.period_id, proportion_value.named,
        unnest(string_to_array(proportion_value.x_of || '+' || proportion_value.n_of, '+')) as code
    from proportion_value
    join quality_policy on quality_policy.period_id = proportion_value.period_id
    where proportion_value.x = proportion_value.n and proportion_value.n >= quality_policy.many_cases
)
select
    term.kind, term.indicator as subject, term.unit_id, term.period_id, term.named,
    term.code as what, figure.value, figure.printed, figure.submission_id, figure.file_no, figure.cell_no
from term
join figure
    on figure.unit_id = term.unit_id and figure.period_id = term.period_id and figure.indicator = term.code
union all
select
    'nhieu_tron_ven', '', of_shares.unit_id, of_shares.period_id, of_shares.named,
    of_shares.code, figure.value, figure.printed, figure.submission_id, figure.file_no, figure.cell_no
from of_shares
join figure
    on figure.unit_id = of_shares.unit_id and figure.period_id = of_shares.period_id
    and figure.indicator = of_shares.code
union all
select
    'so_tron', '', counted_number.unit_id, counted_number.period_id, counted_number.named,
    counted_number.subject, counted_number.value, '', counted_number.submission_id,
    counted_number.file_no, counted_number.cell_no
from counted_number
join quality_policy on quality_policy.period_id = counted_number.period_id
where counted_number.value >= quality_policy.heap_least
    and counted_number.value = floor(counted_number.value)
    and counted_number.value < 1e15
    and cast(counted_number.value as bigint) % 5 = 0
union all
select
    'lap_lai', '', unit_id, period_id, named, indicator, value, printed, submission_id, file_no, cell_no
from figure_pair
where aggregation = 'flow' and value <> 0 and value = value_before
