-- Which numbers of the reports that count does a total stand on? METHOD.md 1.4.
select counted_report.unit_id as unit, counted_report.period_id as period,
       fact.indicator || fact.part as what, fact.value, fact.printed,
       cast(null as varchar) as state,
       fact.submission_id as submission, fact.file_no, fact.cell_no, cell.place, cell.text,
       1 as _sources
from counted_report
join asked_unit on asked_unit.unit_id = counted_report.unit_id
join unit_order on unit_order.unit_id = counted_report.unit_id
join fact on fact.submission_id = counted_report.submission_id
left join cell on cell.submission_id = fact.submission_id and cell.file_no = fact.file_no
     and cell.cell_no = fact.cell_no
where ($period = '' or counted_report.period_id = $period)
  and ($indicator = '' or fact.indicator = $indicator)
  and ($part = '' or fact.part = $part)
  and ($submission = '' or cast(fact.submission_id as varchar) = $submission)
order by counted_report.period_id, unit_order.sort_key, counted_report.unit_id,
         fact.indicator, fact.part, fact.file_no, fact.cell_no
