-- What is the last word on each flag that was answered by $as_of, and how many
-- answers has it had? METHOD.md 5.9, 5.10.
select
    unit_id, period_id, kind, subject, answer, text, side, actor, answered_on, seq, n_answers
from (
    select
        flag_answer.*,
        count(*) over whole_flag as n_answers,
        row_number() over (partition by unit_id, period_id, kind, subject order by seq desc) as nth
    from flag_answer
    where flag_answer.period_id = any (string_to_array($periods, ','))
        and flag_answer.answered_on <= cast($as_of as date)
    window whole_flag as (partition by unit_id, period_id, kind, subject)
) as numbered
where nth = 1
