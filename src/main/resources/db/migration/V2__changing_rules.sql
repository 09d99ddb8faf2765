-- What has been published, activated or noted is never changed or taken back, whoever holds the connection.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are only ever added', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger release_append_only before update or delete or truncate on release
    for each statement execute function refuse_change();

-- Which release decides from which moment on: of those whose moment has come, the latest.
create table activation (
    id          bigint      generated always as identity primary key,
    release     integer     not null references release (number),
    active_from timestamptz not null,
    made_by     text        not null,
    made_at     timestamptz not null
);
create index on activation (active_from, id);

insert into activation (release, active_from, made_by, made_at)
select r.number, r.active_from, r.author, r.created_at
from release r
order by r.number;

insert into activation (release, active_from, made_by, made_at)
select a.release, now(), 'migration', now()
from active_release a
where a.release <> (select max(number) from release);

drop table active_release;

create trigger activation_append_only before update or delete or truncate on activation
    for each statement execute function refuse_change();

-- Activations called off before their moment came.
create table withdrawal (
    activation bigint      primary key references activation (id),
    made_by    text        not null,
    made_at    timestamptz not null
);

create trigger withdrawal_append_only before update or delete or truncate on withdrawal
    for each statement execute function refuse_change();

-- Bundles on their way to becoming a release: what they change of their base.
create table draft (
    id         integer     generated always as identity primary key,
    base       integer     not null references release (number),
    author     text        not null,
    comment    text        not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version    integer     not null,
    release    integer     references release (number)
);

create table draft_file (
    draft    integer not null references draft (id) on delete cascade,
    path     text    not null,
    content  bytea   not null,
    removed  boolean not null,
    author   text    not null,
    engineer boolean not null,
    primary key (draft, path)
);

-- What publishing a version of a draft would have changed for a file of customers.
create table impact (
    id            bigint      generated always as identity primary key,
    draft         integer     not null,
    version       integer     not null,
    against       integer     not null references release (number),
    made_by       text        not null,
    made_at       timestamptz not null,
    customers     integer     not null,
    level_changes integer     not null
);

create table audit (
    id      bigint      generated always as identity primary key,
    at      timestamptz not null,
    who     text        not null,
    what    text        not null,
    subject text        not null,
    done    boolean     not null,
    detail  text        not null
);

create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function refuse_change();
