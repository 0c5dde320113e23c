-- Which words does each section have, in order? In composed letters and lower
-- case, what is no letter and no digit taken as a space. METHOD.md 5.7.
select
    side, unit_id, period_id, set_id, section,
    list_filter(
        string_to_array(
            regexp_replace(lower(nfc_normalize(text)), '[^\p{L}\p{N}\p{M}]+', ' ', 'g'),
            ' '),
        lambda word: word <> '') as words
from text_section
