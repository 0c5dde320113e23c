-- Which units have a score in every element that the composite needs?
-- METHOD.md 3.4.
select unit_id, period_id
from element_score
group by unit_id, period_id
having count(*) = count(score)
