-- What was answered to the rules and signals of section 5 (METHOD.md 5.9, 5.10):
-- all answers of all times; the last to a flag speaks.

create table flag_answer (
    unit_id     varchar   not null,
    period_id   varchar   not null,
    kind        varchar   not null,    -- the rule or the kind of signal: QC-SUM, so_dem
    subject     varchar   not null,    -- what of it: an indicator, a task; '' for the report as a whole
    answer      varchar   not null,    -- corrected, explained, not_a_fault
    text        varchar   not null,
    side        varchar   not null,    -- unit, officer
    actor       varchar   not null,
    answered_at timestamp not null,    -- UTC
    answered_on date      not null,    -- its civil date in Asia/Ho_Chi_Minh
    seq         bigint    not null     -- ledger line
);
