-- Which points of $score did another body give to each unit for $periods, as known
-- by $as_of? The last table that gives a group speaks for it. METHOD.md 3.7.
select unit_id, period_id, group_id, points, place, printed, file_name, source
from (
    select
        outside_figure.*,
        row_number() over (partition by unit_id, period_id, group_id order by seq desc) as nth
    from outside_figure
    where outside_figure.score = $score
        and outside_figure.period_id = any (string_to_array($periods, ','))
        and outside_figure.loaded_on <= cast($as_of as date)
) as numbered
where nth = 1
