-- Which indicators are asked about, and what is each worked out from? Those of
-- $of_indicators (codes with parts, joined by commas), or all when it is empty.
-- The denominator is the base where the indicator is a count per base; a sum of
-- figures is written with "+". METHOD.md 3.1.
select
    code || part as indicator,
    ordinal,
    element,
    direction,
    base,
    unit,
    numerator,
    case base when 'per_1000_households' then 'QC60a' when 'per_ap' then 'QC16' else denominator end as denominator,
    case base when 'per_1000_households' then 1000 else 1 end as per
from indicator
where $of_indicators = '' or code || part = any (string_to_array($of_indicators, ','))
