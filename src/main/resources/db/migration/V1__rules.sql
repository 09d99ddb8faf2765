-- Rules: releases, their activation, drafts, impact runs; and the audit log.

-- What has been published, activated or logged is never changed or deleted, whoever holds the connection.
create function reject_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are only ever added', tg_table_name using errcode = 'restrict_violation';
end
$$;

-- Published bundles.
create table release (
    number     integer     primary key check (number > 0),
    hash       text        not null,
    bundle     bytea       not null,
    author     text        not null,
    -- Null for a bundle that nobody has to approve.
    approver   text,
    comment    text        not null,
    created_at timestamptz not null
);

create trigger release_append_only before update or delete or truncate on release
    for each statement execute function reject_change();

-- Which release is active from which moment on: of those whose moment has passed, the latest.
create table activation (
    id          bigint      generated always as identity primary key,
    release     integer     not null references release (number),
    active_from timestamptz not null,
    created_by  text        not null,
    created_at  timestamptz not null
);
create index on activation (active_from, id);

create trigger activation_append_only before update or delete or truncate on activation
    for each statement execute function reject_change();

-- Activations cancelled before their moment.
create table activation_cancellation (
    activation bigint      primary key references activation (id),
    created_by text        not null,
    created_at timestamptz not null
);

create trigger activation_cancellation_append_only before update or delete or truncate on activation_cancellation
    for each statement execute function reject_change();

-- Bundles that may become a release: what they change of their base.
create table draft (
    id         integer     generated always as identity primary key,
    base       integer     not null references release (number),
    author     text        not null,
    comment    text        not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version    integer     not null,
    -- What it was published as; null while it is open.
    release    integer     references release (number)
);

create table draft_file (
    id               bigint  generated always as identity primary key,
    draft            integer not null references draft (id) on delete cascade,
    path             text    not null,
    -- Empty where the draft deletes the file.
    content          bytea   not null,
    deleted          boolean not null,
    author           text    not null,
    by_rule_engineer boolean not null,
    unique (draft, path)
);

-- What publishing a version of a draft would have changed for a file of customers. Stays when the draft is deleted.
create table impact_run (
    id              bigint      generated always as identity primary key,
    draft           integer     not null,
    version         integer     not null,
    against_release integer     not null references release (number),
    created_by      text        not null,
    created_at      timestamptz not null,
    whole_record    boolean     not null,
    distinct_customers integer  not null,
    customers       integer     not null,
    lost            integer     not null,
    skipped         integer     not null,
    level_changes   integer     not null,
    first_cause     text        not null
);

create table audit (
    id        bigint      generated always as identity primary key,
    at        timestamptz not null,
    actor     text        not null,
    operation text        not null,
    subject   text        not null,
    -- False for an attempt that was rejected.
    succeeded boolean     not null,
    detail    text        not null
);

create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function reject_change();

-- The audit log as a chain: the hash of each entry covers the entry and the hash before it, so whoever changes, removes or
-- slips in an entry has to change every later hash, and the last one may be kept elsewhere. `AuditChain` verifies it.
create table audit_chain (
    position bigint primary key check (position > 0),
    entry    bigint not null unique references audit (id),
    hash     bytea  not null
);

create trigger audit_chain_append_only before update or delete or truncate on audit_chain
    for each statement execute function reject_change();

-- Length in bytes, colon, value, comma: no two entries have the same content.
create function audit_field(value text) returns text language sql immutable as $$
    select octet_length(value) || ':' || value || ','
$$;

create function chain_audit_entry() returns trigger language plpgsql as $$
declare
    last audit_chain;
begin
    perform pg_advisory_xact_lock(hashtext('tenure_audit_chain'));
    select * into last from audit_chain order by position desc limit 1;
    insert into audit_chain (position, entry, hash) values (
        coalesce(last.position, 0) + 1,
        new.id,
        sha256(coalesce(last.hash, '') || convert_to(
            audit_field(new.id::text)
            || audit_field((extract(epoch from new.at) * 1000000)::bigint::text)
            || audit_field(new.actor)
            || audit_field(new.operation)
            || audit_field(new.subject)
            || audit_field(new.succeeded::text)
            || audit_field(new.detail),
            'UTF8')));
    return null;
end
$$;

-- At the end of the transaction, so that the lock, which all instances share, is held for a moment only and nothing waits
-- for it that holds other locks in another order. The order of the chain is that of the commits.
create constraint trigger audit_chained after insert on audit deferrable initially deferred
    for each row execute function chain_audit_entry();
