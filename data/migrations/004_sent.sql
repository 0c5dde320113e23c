-- When a sending left its sender, where the office's register says so: what a
-- deadline policy whose receipt_basis is sent_at goes by (METHOD.md 1.3).

create table submission_sent (       -- at most one row a submission
    submission_id bigint    not null,
    sent_at       timestamp not null,  -- UTC
    sent_on       date      not null,  -- its civil date in Asia/Ho_Chi_Minh
    clock_known   boolean   not null   -- false: the register gives the day alone
);
