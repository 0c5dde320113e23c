-- Which number of each indicator counts for each unit and period? The one in
-- the report that counts; where a report's files give two that differ, neither
-- is known. Households and ấp that a report does not give come from the
-- catalogue, as last known on the day its figures were closed. An empty $periods
-- is every period, an empty $of_figures every figure (codes without parts, joined
-- by commas: those of one indicator are read in half the time). How a number is
-- printed is not looked up here: the words of a country's figures take longer to
-- read than all else of them (printed_figure).
-- METHOD.md 0 (R1), 3.1.
with asked_report as (
    select unit_id, period_id, submission_id, data_to
    from counted_report
    where $periods = '' or period_id = any (string_to_array($periods, ','))
),
-- Of what a report says several times the first is the place, by file and cell.
stated as (
    select
        asked_report.unit_id,
        asked_report.period_id,
        said.indicator || said.part as indicator,
        said.least_value,
        said.most_value,
        said.submission_id,
        said.place // 1000000000 as file_no,
        said.place % 1000000000 as cell_no
    from (
        select
            fact.submission_id,
            fact.indicator,
            fact.part,
            min(fact.value) as least_value,
            max(fact.value) as most_value,
            min(fact.file_no * 1000000000::bigint + fact.cell_no) as place
        from asked_report
        join fact on fact.submission_id = asked_report.submission_id
        where $of_figures = '' or fact.indicator = any (string_to_array($of_figures, ','))
        group by fact.submission_id, fact.indicator, fact.part
    ) as said
    join asked_report on asked_report.submission_id = said.submission_id
),
measured_by_others as (
    select
        asked_report.unit_id,
        asked_report.period_id,
        unit_measure.households,
        unit_measure.ap_count,
        unit_measure.source,
        row_number() over (
            partition by asked_report.unit_id, asked_report.period_id
            order by unit_measure.as_of desc
        ) as nth
    from asked_report
    join unit_measure
        on unit_measure.unit_id = asked_report.unit_id and unit_measure.as_of <= asked_report.data_to
),
from_catalogue as (
    select unit_id, period_id, 'QC60a' as indicator, households as value, source
    from measured_by_others
    where nth = 1 and households is not null
    union all
    select unit_id, period_id, 'QC16', ap_count, source
    from measured_by_others
    where nth = 1 and ap_count is not null
)
select unit_id, period_id, indicator, least_value as value, null as source, submission_id, file_no, cell_no
from stated
where least_value = most_value
union all
select unit_id, period_id, indicator, value, source, null, null, null
from from_catalogue
where not exists (
    select 1 from stated
    where stated.unit_id = from_catalogue.unit_id
        and stated.period_id = from_catalogue.period_id
        and stated.indicator = from_catalogue.indicator
)
