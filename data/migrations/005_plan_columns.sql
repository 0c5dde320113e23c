-- What the columns of a plan's table of tasks say of each: who answers for it, and
-- by what it will be shown (METHOD.md 2.1). Null in rows of before.

alter table plan_task add column responsible varchar;
alter table plan_task add column evidence varchar;
