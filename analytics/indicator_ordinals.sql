-- Where does each indicator, or part of one, stand in the catalogue?
select code, part, ordinal
from indicator
order by code, part
