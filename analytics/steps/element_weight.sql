-- What does each element weigh in the composite of each period, and in which
-- order do the elements stand? METHOD.md 3.3.
select
    period_id,
    cast((elements -> cast(place as integer)) ->> 'element' as varchar) as element,
    cast((elements -> cast(place as integer)) ->> 'weight' as double) as weight,
    place as ordinal
from (
    select period_id, elements, unnest(range(cast(json_array_length(elements) as bigint))) as place
    from score_policy
) as listed
