-- Where does each indicator, or part of one, stand in the catalogue?
-- METHOD.md 3.1.
select code, part, ordinal
from indicator
order by code, part
