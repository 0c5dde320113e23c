-- How is each figure printed where it was found? As the report has it; of one
-- from the catalogue its source is said. METHOD.md 0 (R1).
with said as (
    select fact.submission_id, fact.file_no, fact.cell_no, fact.indicator || fact.part as indicator, min(fact.printed) as printed
    from figure
    join fact
        on fact.submission_id = figure.submission_id
        and fact.file_no = figure.file_no
        and fact.cell_no = figure.cell_no
        and fact.indicator || fact.part = figure.indicator
    group by fact.submission_id, fact.file_no, fact.cell_no, fact.indicator || fact.part
)
select
    figure.unit_id, figure.period_id, figure.indicator, figure.value,
    coalesce(figure.source, said.printed) as printed,
    figure.submission_id, figure.file_no, figure.cell_no
from figure
left join said
    on said.submission_id = figure.submission_id
    and said.file_no = figure.file_no
    and said.cell_no = figure.cell_no
    and said.indicator = figure.indicator
