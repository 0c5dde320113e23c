-- Lists of units that were taken in, and when readings were made anew: what the
-- question "what changed since" names as a cause.

create table unit_import (
    seq         bigint    not null,      -- ledger line
    list        varchar   not null,      -- hash of the stored list
    actor       varchar   not null,
    imported_at timestamp not null,      -- UTC
    imported_on date      not null       -- its civil date in Asia/Ho_Chi_Minh
);

create table unit_change (           -- what a list changed of units known before; new units are in unit_version
    seq         bigint  not null,
    imported_on date    not null,
    table_name  varchar not null,        -- units, unit_edges, unit_measures
    unit_id     varchar not null,        -- of an edge the predecessor
    to_unit     varchar not null,        -- of an edge the successor, else ''
    valid_on    date    not null,        -- the row's own day: valid_from, on, as_of
    field       varchar not null,        -- column of the file; '' is the row as a whole
    was         varchar,                 -- null: not there before
    now         varchar                  -- null: no longer there
);

create table reread (
    seq       bigint  not null,
    reader    varchar not null,
    actor     varchar not null,
    reread_on date    not null           -- civil date in Asia/Ho_Chi_Minh
);
