-- Which other days could the last day of $period be read as? METHOD.md 1.2. The
-- one decided comes first; "before a day" may be read as that day itself, "by a
-- day" as the day before, and each may or may not give way to days off.
with named as (
    select period.*,
           (select min(day) from calendar_day where day >= period.rule_on and is_working) as rule_on_rolled
    from period
    where period_id = $period
)
select 1 as nth, 'as_decided' as reading, last_day, policy_id from named
union all
select 2, 'rolled', last_day_rolled, policy_id from named where roll = 'none'
union all
select 3, 'not_rolled', rule_on + rule_days, policy_id from named where roll = 'forward' and rule = 'calendar_days_after'
union all
select 4, 'named_day', rule_on, policy_id from named where rule = 'before_date'
union all
select 5, 'named_day_rolled', rule_on_rolled, policy_id from named where rule = 'before_date' and rule_on_rolled > rule_on
union all
select 6, 'day_before', rule_on - 1, policy_id from named where rule = 'by_date'
