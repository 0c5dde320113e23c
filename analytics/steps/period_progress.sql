-- What moved between the mid-year and the year's report? METHOD.md 2.6. The plan
-- rate counts planned tasks alone, as bounds; unplanned work is counted beside
-- it. Nothing is called lost before the year's report is there, nor newly done
-- when nothing was said of it at mid-year.
with judged as (
    select
        task_pair.*,
        tk in ('hoan_thanh', 'hoan_thanh_vuot') as done,
        sk in ('hoan_thanh', 'hoan_thanh_vuot') as was_done,
        coalesce(tk, '') not in ('khong_phat_sinh', 'khong_ap_dung') as applicable
    from task_pair
),
counted as (
    select
        unit_id,
        count(*) filter (where planned and applicable) as planned,
        count(*) filter (where planned and done) as planned_done,
        count(*) filter (where planned and applicable and not done) as planned_not_done,
        count(*) filter (where planned and tk is null) as planned_not_reported,
        count(*) filter (where not planned and done) as unplanned_done,
        string_agg(label, ', ' order by ordinal, label)
            filter (where done and not was_done) as newly_done,
        string_agg(label, ', ' order by ordinal, label)
            filter (where was_done and applicable and not done) as went_backwards,
        string_agg(label, ', ' order by ordinal, label)
            filter (where sk is not null and tk is null and year_reported) as lost_report
    from judged
    group by unit_id
)
select
    unit_id,
    planned,
    planned_done,
    planned_not_done,
    planned_not_reported,
    unplanned_done,
    cast(planned_done as double) / nullif(planned, 0) as plan_done_lower,
    cast(planned_done + planned_not_reported as double) / nullif(planned, 0) as plan_done_upper,
    coalesce(newly_done, '') as newly_done,
    coalesce(went_backwards, '') as went_backwards,
    coalesce(lost_report, '') as lost_report
from counted
