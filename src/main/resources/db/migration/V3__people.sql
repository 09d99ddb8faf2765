-- People who sign in with a password.
create table person (
    id         bigint      generated always as identity primary key,
    name       text        not null unique,
    -- A bcrypt hash in modular crypt format.
    password   text        not null,
    -- Comma-separated.
    roles      text        not null,
    disabled   boolean     not null,
    created_at timestamptz not null,
    version    integer     not null
);

-- Tokens by which programs sign in. The token itself is nowhere: only its SHA-256.
create table api_token (
    id         bigint      generated always as identity primary key,
    name       text        not null,
    hash       bytea       not null unique,
    roles      text        not null,
    created_by text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index on api_token (name);
