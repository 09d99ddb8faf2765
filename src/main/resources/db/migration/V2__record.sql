-- What was decided, for whom, and how the customer responded.
--
-- No table holds a fact about a customer in plaintext: requests and responses are encrypted (AES-GCM), and the customer
-- is a number whose only tie to the customer's id is a keyed hash in `customer`.

create table customer (
    number          bigint      generated always as identity primary key,
    -- HMAC of the customer's id.
    pseudonym       bytea       not null unique,
    -- Goes up with each contact, so that two decisions at once can't both take the last contact allowed.
    contact_version integer     not null default 0,
    first_decided   timestamptz not null
);

-- One row for each decision. Ids are UUIDs of version 7, which begin with their time; the partitions are months of it.
create table decision (
    id                uuid        primary key,
    decided_at        timestamptz not null,
    -- Null once the customer is erased, and where the customer was erased while the decision waited to be written.
    customer          bigint,
    as_of             date        not null,
    release           integer     not null,
    -- By a release named in the request, not by the active one: no advice, so no part of any timeline or report.
    trial             boolean     not null,
    stage             text,
    transition        text,
    level             text,
    risk              text,
    -- Likely reason for leaving.
    cause             text,
    action            text,
    channel           text,
    -- Share of the value at stake x lifetime value, money; null where unknown.
    potential_loss    double precision,
    -- The ten retention indicators in the order of `RetentionIndicators`, then the retention score as the eleventh;
    -- 0 to 100 each, null where unknown.
    retention_scores  smallint[],
    -- Language of the response.
    language          text        not null,
    key_number        smallint,
    encrypted_payload bytea
) partition by range (id);

create index on decision (customer, as_of);
-- Read one at a time, and never while rows are counted.
alter table decision alter column encrypted_payload set storage external;

-- A customer's stage on each day with a decision: what later decisions recall. Where a day was decided twice, the later
-- decision counts.
create table timeline (
    customer      bigint      not null,
    as_of         date        not null,
    stage         text        not null,
    transition    text,
    -- Whether volume had halved; null where that was unknown.
    volume_halved boolean,
    decision      uuid        not null,
    decided_at    timestamptz not null,
    primary key (customer, as_of)
);

-- Contacts that we start: made, or reserved for a caller who will make them.
create table contact (
    id           bigint  generated always as identity primary key,
    customer     bigint  not null,
    contact_date date    not null,
    channel      text,
    action       text    not null,
    decision     uuid    not null,
    made         boolean not null,
    unique (decision, action)
);
create index on contact (customer, contact_date);

-- How customers responded to decisions.
create table feedback (
    decision    uuid        not null,
    type        text        not null,
    action      text        not null,
    at          timestamptz not null,
    customer    bigint,
    channel     text,
    amount      numeric,
    recorded_at timestamptz not null,
    recorded_by text        not null,
    primary key (decision, type, action, at)
) partition by range (decision);
create index on feedback (customer);

-- Which decision answered a request that may be sent again.
create table idempotency_key (
    request_hash bytea       primary key,
    body_hash    bytea       not null,
    decision     uuid        not null,
    created_at   timestamptz not null
);
create index on idempotency_key (created_at);

-- Receipts of erasure. The pseudonym stays for a while, so that decisions still waiting in a journal are written without
-- their customer.
create table erasure (
    id              uuid        primary key,
    pseudonym       bytea,
    erased_at       timestamptz not null,
    erased_by       text        not null,
    decisions       integer     not null,
    feedback        integer     not null,
    contacts        integer     not null,
    timeline_points integer     not null
);
create index on erasure (pseudonym);

-- Fingerprints of the keys that the record was written with: `pseudonym`, and the numbers of the encryption keys.
create table key_fingerprint (
    name        text  primary key,
    fingerprint bytea not null
);
