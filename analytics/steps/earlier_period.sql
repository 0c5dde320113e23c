-- Which report of the same year came before, over a stretch that begins on the
-- same day? What a report of the year counts holds what that one counted.
-- METHOD.md 5.1.
select period_id, earlier_id
from (
    select
        later.period_id,
        earlier.period_id as earlier_id,
        row_number() over (partition by later.period_id order by earlier.data_to desc, earlier.period_id) as nth
    from period as later
    join period as earlier
        on earlier.year = later.year
        and earlier.data_from = later.data_from
        and earlier.data_to < later.data_to
    where later.period_id = any (string_to_array($periods, ','))
) as numbered
where nth = 1
