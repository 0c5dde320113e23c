-- What happens between a receipt and an acceptance: where a sending came from,
-- what people answered and corrected, and readings made anew.

create table submission_origin (     -- at most one row a submission
    submission_id bigint  not null,
    sender        varchar,               -- key of the unit that sent it; null: not known
    by_page       boolean not null,      -- sent through the page: counts when its sender has confirmed it
    container     varchar,               -- name of the archive the files came in
    container_sha256 varchar
);

create table file_reading (          -- the stored reading of each file, as it stands
    submission_id bigint  not null,
    file_no       integer not null,
    reading       varchar not null
);
-- Until now a submission had one file.
insert into file_reading select submission_id, 1, reading from submission_reading;

create table submission_content (    -- tells a sending that says nothing new; none for readings of before
    submission_id bigint  not null,
    content       varchar not null       -- hash of what it says, without where and how
);

create table answer (                -- all answers of all times; the last to a question speaks
    submission_id bigint  not null,
    seq           bigint  not null,      -- ledger line
    file_no       integer not null,
    question      varchar not null,      -- key of the question: unit, period, kind, number:ChiTieu!E5
    got           varchar not null,      -- what it was about, as the file has it
    value         varchar not null,
    actor         varchar not null,
    answered_at timestamp not null     -- UTC
);

create table correction (            -- all corrections of all times; the last of a place speaks
    submission_id bigint  not null,
    seq           bigint  not null,
    file_no       integer not null,
    place         varchar not null,      -- as cell.place
    place_json    varchar not null,      -- the same, to read the file again with
    code          varchar not null,      -- of the figure, '' when the cell is
    part          varchar not null,
    was           varchar not null,      -- as the file has it
    value         varchar not null,
    actor         varchar not null,
    corrected_at timestamp not null
);

create table confirmation (
    submission_id bigint  not null,
    seq           bigint  not null,
    actor         varchar not null,
    confirmed_at timestamp not null,
    confirmed_on date     not null       -- its civil date in Asia/Ho_Chi_Minh
);

create table explanation (           -- why a sender stands by what a warning speaks of
    submission_id bigint  not null,
    seq           bigint  not null,
    file_no       integer not null,
    problem       varchar not null,      -- the sentence of the problem, as it was shown
    text          varchar not null
);

create table withdrawal (
    submission_id bigint  not null,
    seq           bigint  not null,
    reason        varchar not null,
    actor         varchar not null,
    withdrawn_at timestamp not null,
    withdrawn_on date     not null
);

create table alias (                 -- what a sender's words mean; the last one speaks
    seq     bigint  not null,
    sender  varchar not null,            -- key of the unit
    kind    varchar not null,            -- unit, indicator
    text    varchar not null,            -- as the sender wrote it
    means   varchar not null,
    actor   varchar not null,
    learned_at timestamp not null
);

create table reread_change (         -- what a newer reader read otherwise
    seq           bigint  not null,
    submission_id bigint  not null,
    file_no       integer not null,
    what          varchar not null,
    place         varchar not null,
    was           varchar,               -- null: not read before
    now           varchar                -- null: no longer read
);
