-- By which days which parts of a task must be done, as a plan's or a report's table
-- says (METHOD.md 2.5). The shares of one task add up to 1.

create table task_milestone (
    submission_id bigint  not null,
    file_no       integer not null,
    cell_no       integer not null,
    label         varchar not null,
    due_on        date    not null,
    share         double  not null
);
