-- Which numbers of the reports that count does a total or a share stand on?
-- METHOD.md 1.4, 3.1.
with chosen as (
    select counted_report.unit_id, counted_report.period_id, fact.indicator, fact.part,
           fact.value, fact.printed, fact.submission_id, fact.file_no, fact.cell_no
    from counted_report
    join fact on fact.submission_id = counted_report.submission_id
    where $figures = ''
      and ($period = '' or counted_report.period_id = any (string_to_array($period, ',')))
      and ($indicator = '' or fact.indicator = $indicator)
      and ($part = '' or fact.part = $part)
      and ($submission = '' or cast(fact.submission_id as varchar) = $submission)
    union all
    select unit_id, period_id, indicator, '', case when period_id = $less then -value else value end, printed, submission_id, file_no, cell_no
    from printed_figure
    where $figures = '*' or indicator = any (string_to_array($figures, ','))
)
select chosen.unit_id as unit, chosen.period_id as period,
       chosen.indicator || chosen.part as what, chosen.value, chosen.printed,
       cast(null as varchar) as state,
       chosen.submission_id as submission, chosen.file_no, chosen.cell_no, cell.place, cell.text,
       case when chosen.submission_id is null then 0 else 1 end as _sources
from chosen
join asked_unit on asked_unit.unit_id = chosen.unit_id
join unit_order on unit_order.unit_id = chosen.unit_id
left join cell on cell.submission_id = chosen.submission_id and cell.file_no = chosen.file_no
     and cell.cell_no = chosen.cell_no
where $units = '' or chosen.unit_id = any (string_to_array($units, ','))
order by chosen.period_id, unit_order.sort_key, chosen.unit_id,
         chosen.indicator, chosen.part, chosen.file_no, chosen.cell_no, chosen.value, chosen.printed
