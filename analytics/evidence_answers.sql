-- Which answers does a number of answered flags count? METHOD.md 5.9. Of each flag
-- the last one; of the flag of $subject, where $every is 1, all. place is the line
-- of the ledger.
with chosen as (
    select unit_id, period_id, kind, subject, answer, text, actor, answered_on, seq
    from flag_counted
    where $every = ''
    union all
    select unit_id, period_id, kind, subject, answer, text, actor, answered_on, seq
    from flag_answer
    where $every = '1'
        and subject = $subject
        and period_id = any (string_to_array($periods, ','))
        and answered_on <= cast($as_of as date)
)
select
    chosen.unit_id as unit,
    chosen.period_id as period,
    chosen.kind || case when chosen.subject = '' then '' else ' ' || chosen.subject end as what,
    cast(case when $count = '' or chosen.answer = $count then 1 else 0 end as double) as value,
    strftime(chosen.answered_on, '%d/%m/%Y') || ' ' || chosen.actor as printed,
    chosen.answer as state,
    cast(null as bigint) as submission,
    cast(null as integer) as file_no,
    cast(null as integer) as cell_no,
    'nhật ký dòng ' || chosen.seq as place,
    chosen.text
from chosen
join asked_unit on asked_unit.unit_id = chosen.unit_id
join unit_order on unit_order.unit_id = chosen.unit_id
where chosen.kind = $kind
order by chosen.period_id, unit_order.sort_key, chosen.unit_id, chosen.subject, chosen.seq
