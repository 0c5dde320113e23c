-- Which figures does each test stand on? METHOD.md 5.3, 5.4, 5.5, 5.6. value is
-- the figure. side says what it is to the test: of a count or a share, the left
-- is divided by the right; of a test that counts figures, each is counted or
-- not_counted, so that both numbers of the test come out of the rows.
with part as (
    select 'so_dem' as kind, unit_id, period_id, named, indicator, x_of, n_of
    from measure_part
    where kind = 'rate' and period_id = $period
    union all
    select 'tron_ven', unit_id, period_id, named, indicator, x_of, n_of from proportion_value
    union all
    select 'ngoai_le', unit_id, period_id, named, indicator, x_of, n_of from outlier_value
),
term as (
    select kind, indicator as subject, unit_id, period_id, named, 'left' as side,
           unnest(string_to_array(x_of, '+')) as code
    from part
    union
    select kind, indicator, unit_id, period_id, named, 'right', unnest(string_to_array(n_of, '+'))
    from part
),
-- a share is counted at the first figure of its numerator
of_shares as (
    select proportion_value.*,
           case when proportion_value.x = proportion_value.n then 'counted' else 'not_counted' end as side
    from proportion_value
    join quality_policy on quality_policy.period_id = proportion_value.period_id
    where proportion_value.n >= quality_policy.many_cases
),
of_many as (
    select unit_id, period_id, named, indicator, side, split_part(x_of, '+', 1) as code
    from of_shares
    union all
    select distinct unit_id, period_id, named, '', cast(null as varchar), code
    from (
        select unit_id, period_id, named, unnest(string_to_array(n_of, '+')) as code from of_shares
    ) as whole
)
select
    term.kind, term.subject, term.unit_id, term.period_id, term.named, term.side,
    term.code as what, figure.value, figure.printed, figure.submission_id, figure.file_no, figure.cell_no
from term
join printed_figure as figure
    on figure.unit_id = term.unit_id and figure.period_id = term.period_id and figure.indicator = term.code
union all
select
    'nhieu_tron_ven', '', of_many.unit_id, of_many.period_id, of_many.named, of_many.side,
    of_many.code, figure.value, figure.printed, figure.submission_id, figure.file_no, figure.cell_no
from of_many
join printed_figure as figure
    on figure.unit_id = of_many.unit_id and figure.period_id = of_many.period_id
    and figure.indicator = of_many.code
union all
select
    'so_tron', '', counted_number.unit_id, counted_number.period_id, counted_number.named,
    case when cast(counted_number.value as bigint) % 5 = 0 then 'counted' else 'not_counted' end,
    counted_number.subject, counted_number.value, '', counted_number.submission_id,
    counted_number.file_no, counted_number.cell_no
from counted_number
join quality_policy on quality_policy.period_id = counted_number.period_id
where counted_number.value >= quality_policy.heap_least
    and counted_number.value = floor(counted_number.value)
    and counted_number.value < 1e15
union all
select
    'lap_lai', '', figure_pair.unit_id, figure_pair.period_id, figure_pair.named,
    case when figure_pair.value = figure_pair.value_before then 'counted' else 'not_counted' end,
    figure_pair.indicator, figure.value, figure.printed, figure.submission_id, figure.file_no, figure.cell_no
from figure_pair
join printed_figure as figure
    on figure.unit_id = figure_pair.unit_id and figure.period_id = figure_pair.period_id
    and figure.indicator = figure_pair.indicator
where figure_pair.aggregation = 'flow' and figure_pair.value <> 0 and figure_pair.value_before <> 0
