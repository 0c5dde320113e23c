-- Which report did each come after? The one whose figures were closed last before
-- its own. METHOD.md 5.6.
select period_id, previous_id
from (
    select
        later.period_id,
        previous.period_id as previous_id,
        row_number() over (partition by later.period_id order by previous.data_to desc, previous.period_id) as nth
    from period as later
    join period as previous on previous.data_to < later.data_to
    where later.period_id = any (string_to_array($periods, ','))
) as numbered
where nth = 1
