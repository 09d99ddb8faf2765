-- Versions of drafts whose authors ask for approval. A version that isn't current any more is asked for in vain.
create table approval_request (
    draft        integer     not null references draft (id) on delete cascade,
    version      integer     not null,
    requested_by text        not null,
    requested_at timestamptz not null,
    primary key (draft, version)
);
