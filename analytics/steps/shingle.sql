-- Which runs of words does each section have, each once? With its figures as they
-- are, and with every figure the same: two texts of one form differ in the first
-- and agree in the second. METHOD.md 5.7.
with run as (
    select
        section_word.side, section_word.unit_id, section_word.period_id, section_word.set_id,
        section_word.section,
        unnest(list_transform(
            range(1, len(section_word.words) - quality_policy.shingle_words + 2),
            lambda i: array_to_string(section_word.words[i:i + quality_policy.shingle_words - 1], ' ')
        )) as run
    from section_word
    join quality_policy on quality_policy.period_id = section_word.period_id
)
select distinct side, unit_id, period_id, set_id, section, 'kept' as figures, run from run
union all
select distinct side, unit_id, period_id, set_id, section, 'masked', regexp_replace(run, '[0-9]+', '#', 'g') from run
