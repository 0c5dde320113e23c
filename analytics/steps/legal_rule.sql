-- Which minimums does the law in force set on what is reported for each period?
-- METHOD.md 3.8. Those of the policy valid on its last day.
with candidate as (
    select period.period_id, period.year, period.data_to, policy.policy_id, cast(policy.body as json) as body,
           row_number() over (partition by period.period_id order by policy.valid_from desc, policy.policy_id) as nth
    from period
    join policy
        on policy.kind = 'legal'
        and policy.valid_from <= period.last_day
        and (policy.valid_to is null or policy.valid_to > period.last_day)
),
listed as (
    select period_id, policy_id,
           data_to = max(data_to) over (partition by year) as ends_year,
           unnest(from_json(body -> 'rules',
               '[{"rule":"VARCHAR","indicator":"VARCHAR","of":"VARCHAR","least":"DOUBLE","whole_year":"BOOLEAN","basis":"VARCHAR"}]')) as one,
           generate_subscripts(from_json(body -> 'rules', '["JSON"]'), 1) as ordinal
    from candidate
    where nth = 1
)
select period_id, policy_id, ends_year, ordinal,
       one.rule as rule, one.indicator as indicator, one."of" as whole, one.least as least,
       one.whole_year as whole_year, one.basis as basis
from listed
