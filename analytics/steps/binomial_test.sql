-- Which counts are held against the binomial distribution: how many of how many,
-- at which chance? METHOD.md 5.4, 5.5, 5.6.
select 'so_tron' as kind, unit_id, period_id, set_id, named, k, n, q from heaping
union all
select 'nhieu_tron_ven', unit_id, period_id, set_id, named, k, n, q from many_perfect
union all
select 'lap_lai', unit_id, period_id, set_id, named, k, n, q from copied_value
