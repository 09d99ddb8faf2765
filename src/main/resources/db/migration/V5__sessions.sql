-- Sessions of people who signed in on a page. The secret of a session is in the cookie alone: here is its SHA-256.
create table session (
    hash       bytea       primary key,
    person     bigint      not null references person on delete cascade,
    created_at timestamptz not null,
    used_at    timestamptz not null,
    expires_at timestamptz not null
);
create index on session (person);
create index on session (expires_at);
