-- Figures that others give to our units, as they give them (METHOD.md 3.7): all
-- loads of all times; the last of a unit, period and group speaks.

create table outside_figure (
    seq       bigint  not null,        -- ledger line of the load
    loaded_on date    not null,
    unit_id   varchar not null,
    period_id varchar not null,
    score     varchar not null,        -- qd766
    group_id  varchar not null,        -- a group of the policy, or "tong"
    points    double  not null,
    place     varchar not null,        -- "dòng 3!cong_khai"
    printed   varchar not null,
    file_name varchar not null,
    sha256    varchar not null,
    source    varchar not null
);
