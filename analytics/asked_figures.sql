-- Which figures do the indicators asked about stand on? Their codes without parts.
-- METHOD.md 3.1.
with term as (
    select unnest(string_to_array(numerator || '+' || denominator, '+')) as figure from asked_indicator
)
select distinct coalesce(indicator.code, term.figure) as code
from term
left join indicator on indicator.code || indicator.part = term.figure
order by 1
