-- Which chances make up a batch? Every test of one comparison set in one period,
-- whatever its kind: seen is a count, out_of what it is one of, expected what it
-- would be if nothing were unusual. METHOD.md 5.9.
select
    'so_dem' as kind, indicator as subject, unit_id, period_id, set_id, named,
    x as seen, cast(null as double) as out_of, expected, p
from poisson_tail
union all
select 'tron_ven', indicator, unit_id, period_id, set_id, named, x, n, peer_rate * n, p
from perfect_value
where tested
union all
select kind, '', unit_id, period_id, set_id, named, k, n, q * n, p
from binomial_tail
