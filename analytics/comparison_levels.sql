-- At which levels does the policy of $period want intervals and funnel limits?
-- METHOD.md 4.2, 4.5.
select level, alarm_level
from comparison_policy
where period_id = $period
order by policy_id
