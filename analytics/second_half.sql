-- What is each unit's own figure of the second half of the year of $period, and
-- what was it a year before? METHOD.md 4.7. A share stands on the own figures of
-- both its sides.
select
    own.unit_id as unit,
    own.indicator,
    own.at_half,
    own.at_year,
    own.own,
    before.own as own_before,
    whole.own as own_out_of,
    own.own / nullif(whole.own, 0) as share,
    before.own / nullif(whole_before.own, 0) as share_before,
    own.state,
    own.earlier_id as _half,
    before.period_id as _year_before,
    before.earlier_id as _half_before,
    own.denominator as _whole,
    year.policy_id as _policy,
    case when row_number() over (partition by own.unit_id order by own.ordinal) = 1
        then 2 else 0 end as _sources
from second_half as own
join period as year on year.period_id = own.period_id
join asked_unit on asked_unit.unit_id = own.unit_id
join unit_order on unit_order.unit_id = own.unit_id
left join second_half as whole
    on whole.period_id = own.period_id and whole.unit_id = own.unit_id and whole.indicator = own.denominator
left join second_half as before
    on before.period_id = $before and before.unit_id = own.unit_id and before.indicator = own.indicator
left join second_half as whole_before
    on whole_before.period_id = $before and whole_before.unit_id = own.unit_id
    and whole_before.indicator = own.denominator
where own.period_id = $period and ($indicator = '' or own.indicator = $indicator)
order by unit_order.sort_key, own.unit_id, own.ordinal
