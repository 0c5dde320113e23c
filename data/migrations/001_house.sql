-- The house: catalogues, what was received, what was read.
-- Bulk tables (cell, fact, task_*) carry no key, index or foreign key: they are
-- append-only and clustered by submission, where zone maps find them (measured:
-- an index triples load time and file size for no gain).

-- ---- catalogues (embedded in the program; loaded at start when they change)

create table catalogue (
    name      varchar primary key,
    sha256    varchar not null
);

create table unit (
    unit_id   varchar not null,      -- danbiet's own key, e.g. xa-tan-an-2025
    level     varchar not null       -- province, town, commune, ap
);

create table unit_version (          -- slowly changing; valid_to is exclusive, null = still valid
    unit_id    varchar not null,
    valid_from date    not null,
    valid_to   date,
    name       varchar not null,     -- Tân An
    type       varchar not null,     -- xã, phường, thị trấn, thị xã, tỉnh, ấp, khóm
    code       varchar,              -- official code in that time
    parent_id  varchar,
    border     boolean not null,
    search_key varchar not null,     -- without marks, lower case: "tan an"
    sort_key   varchar not null,     -- binary order of it = Vietnamese alphabet
    source     varchar not null
);

create table unit_measure (
    unit_id    varchar not null,
    as_of      date    not null,
    households integer,
    population integer,
    ap_count   integer,
    source     varchar not null
);

create table unit_edge (             -- succession; share of the predecessor's population
    from_unit    varchar not null,
    to_unit      varchar not null,
    effective_on date    not null,
    share        double  not null,
    share_basis  varchar not null,
    document     varchar not null
);

create table calendar_day (
    day        date    not null,
    is_working boolean not null,
    working_no integer not null,     -- working days up to and including this day, from the calendar's start
    reason     varchar not null,
    status     varchar not null,     -- law, dispatch, provisional, week
    source     varchar not null
);

create table policy (
    policy_id   varchar not null,
    kind        varchar not null,    -- deadline, completion
    valid_from  date    not null,
    valid_to    date,
    body        varchar not null,    -- JSON
    document    varchar not null,
    approved_by varchar not null
);

create table report_type (
    report_type varchar not null,    -- so-ket-6t, tong-ket-nam
    name_vi     varchar not null,
    name_en     varchar not null,
    ordinal     integer not null
);

create table period (                -- one reporting period of one report type
    period_id        varchar not null,   -- 2024-6T, 2024-N
    report_type      varchar not null,
    year             integer not null,
    data_from        date    not null,
    data_to          date    not null,
    rule             varchar not null,   -- before_date, by_date, calendar_days_after, working_days_after
    rule_on          date    not null,   -- the date the rule speaks of
    rule_days        integer not null,   -- k of the *_after rules, else 0
    roll             varchar not null,   -- none, forward
    last_day         date    not null,   -- worked out by data.LastDay
    last_day_rolled  date    not null,   -- the other reading: rolled forward over days off
    cure_working_days integer not null,
    min_cover        double  not null,
    policy_id        varchar not null,
    document         varchar not null
);

create table indicator (
    code        varchar not null,    -- QC01 … QC62
    part        varchar not null,    -- '' or a, b, c
    ordinal     integer not null,
    element     varchar not null,    -- biet, ban, lam, kiem_tra, giam_sat, thu_huong, chung
    name_vi     varchar not null,
    name_en     varchar not null,
    unit        varchar not null,
    aggregation varchar not null,    -- flow, cumulative, stock, derived, yes_no
    numerator   varchar not null,
    denominator varchar not null,
    base        varchar not null,
    direction   varchar not null,    -- higher, lower, none
    lo          double,
    hi          double,
    range_lo    double,              -- plausible for one commune in six months
    range_hi    double,
    basis       varchar not null,    -- legal or other source
    synonyms    varchar not null     -- | between
);

-- ---- what events wrote

create table applied (               -- one row: the last ledger line whose rows stand here
    seq  bigint  not null,
    hash varchar not null
);
insert into applied values (0, '');

create table submission (
    submission_id  bigint    not null,  -- the ledger line of its receipt
    received_at    timestamp not null,  -- UTC; when the office received it
    received_on    date      not null,  -- its civil date in Asia/Ho_Chi_Minh
    clock_known    boolean   not null,  -- false: the register gives the day alone
    recorded_at    timestamp not null,  -- UTC; when danbiet recorded it
    actor          varchar   not null,
    register_sha256 varchar,            -- the incoming register that dates it, if any
    register_row   integer
);

create table submission_file (
    submission_id bigint  not null,
    file_no       integer not null,
    name          varchar not null,
    sha256        varchar not null,
    bytes         bigint  not null,
    format        varchar not null
);

create table submission_reading (    -- the reading that counts; at most one row a submission
    submission_id bigint  not null,
    seq           bigint  not null,     -- ledger line of the event
    kind          varchar not null,     -- plan, report, unknown
    outcome       varchar not null,     -- read, refused
    unit_id       varchar,
    period_id     varchar,
    report_type   varchar,
    year          integer,
    number        varchar,              -- the document's own number
    signed_on     date,
    data_from     date,
    data_to       date,                 -- ngày chốt số liệu, as the file states it
    reading       varchar not null,     -- hash of the stored reading
    reader        varchar not null      -- version of the reader
);

create table review (
    submission_id bigint  not null,
    seq           bigint  not null,
    decided_on    date    not null,
    decision      varchar not null,     -- accepted, returned
    reason_kind   varchar,              -- formal, substantive
    reason        varchar,
    actor         varchar not null,
    register_row  integer
);

create table exemption (
    unit_id     varchar not null,
    period_id   varchar not null,
    granted_on  date    not null,
    granted_by  varchar not null,
    reason      varchar not null,
    document    varchar not null,
    seq         bigint  not null
);

create table cell (
    submission_id bigint  not null,
    file_no       integer not null,
    cell_no       integer not null,     -- from 1 in reading order
    sheet         varchar not null,     -- '' for text
    row_no        integer not null,
    col_no        integer not null,
    place         varchar not null,     -- "NhiemVu!K7", "dòng 12"
    text          varchar not null,
    hidden        boolean not null
);

create table fact (
    submission_id bigint  not null,
    file_no       integer not null,
    cell_no       integer not null,
    indicator     varchar not null,
    part          varchar not null,
    value         double  not null,
    unit          varchar not null,
    printed       varchar not null
);

create table plan_task (
    submission_id bigint  not null,
    file_no       integer not null,
    cell_no       integer not null,
    ordinal       integer not null,
    label         varchar not null,
    title         varchar not null,     -- short head of the text, for column heads
    text          varchar not null,
    starts_on     date,
    due_on        date
);

create table task_target (           -- how a report's file says a task is measured
    submission_id bigint  not null,
    file_no       integer not null,
    cell_no       integer not null,
    ordinal       integer not null,
    label         varchar not null,
    title         varchar not null,
    text          varchar not null,
    type          varchar not null,     -- status, higher, lower, range, binary
    unit          varchar not null,
    target        double,
    baseline      double,
    lo            double,
    hi            double,
    weight        double,
    starts_on     date,
    due_on        date,
    responsible   varchar not null,
    evidence      varchar not null,
    rollup        varchar not null
);

create table task_status (
    submission_id bigint  not null,
    file_no       integer not null,
    cell_no       integer not null,
    label         varchar not null,
    status        varchar,
    progress      double,
    target        double,
    actual        double,
    note          varchar not null
);

create table task_status_ap (
    submission_id bigint  not null,
    file_no       integer not null,
    cell_no       integer not null,
    label         varchar not null,
    ap            varchar not null,
    target        double,
    actual        double,
    status        varchar
);

create table task_link (
    submission_id bigint  not null,
    file_no       integer not null,
    cell_no       integer not null,
    label         varchar not null,
    town_label    varchar not null,
    coverage      varchar not null      -- full, partial, none
);

create table plan_duty (             -- reports a plan promises: evidence, not policy
    submission_id bigint  not null,
    file_no       integer not null,
    cell_no       integer not null,
    report        varchar not null,
    rule          varchar not null,
    rule_on       date    not null,
    last_day      date    not null,
    recipient     varchar
);

create table problem (
    submission_id bigint  not null,
    file_no       integer not null,
    cell_no       integer,              -- null: the file as a whole
    code          varchar not null,
    level         varchar not null,
    text          varchar not null,
    args          varchar not null      -- JSON, for the sentence in another language
);
