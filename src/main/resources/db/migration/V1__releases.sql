-- Published bundles. Rows are only ever added.
create table release (
    number      integer     primary key check (number > 0),
    hash        text        not null,
    bundle      bytea       not null,
    author      text        not null,
    approver    text,
    comment     text        not null,
    created_at  timestamptz not null,
    active_from timestamptz not null
);

-- Which of them decides: one row at most.
create table active_release (
    sole    boolean primary key default true check (sole),
    release integer not null references release (number)
);
