-- What was decided, for whom, and what came of it.
--
-- Nothing here holds a fact about a customer in the clear: what was presented and what was answered is sealed
-- (AES-GCM), and who it was about is a number whose only tie to the customer is a keyed hash in `customer`.

create table customer (
    number        bigint      generated always as identity primary key,
    -- HMAC of the customer's id.
    mark          bytea       not null unique,
    -- Goes up with each contact, so that two decisions at once can't both take the last one allowed.
    contacts      integer     not null default 0,
    first_decided timestamptz not null
);

-- One row a decision. Ids are UUIDs of version 7, which begin with their moment; the partitions are months of it.
create table decision (
    id         uuid        primary key,
    decided_at timestamptz not null,
    -- Null once the customer is erased, and for one whose customer was erased while it waited to be written.
    customer   bigint,
    as_of      date        not null,
    release    integer     not null,
    -- By a release that was tried, not by the one in force: no advice, so no part of any path or count.
    trial      boolean     not null,
    stage      text,
    transition text,
    level      text,
    risk       text,
    action     text,
    channel    text,
    -- The ten parts of the retention effect in the order of `EffectParts`, then their score as the eleventh; 0 to 100
    -- each, null where unknown.
    effect     smallint[],
    -- Language of the answer.
    language   text        not null,
    key_number smallint,
    sealed     bytea
) partition by range (id);

create index on decision (customer, as_of);
-- Read one at a time, and never while rows are counted.
alter table decision alter column sealed set storage external;

-- A customer's stage on each day that was decided on: what memory is made of. Where a day was decided twice, the
-- later decision counts.
create table path (
    customer   bigint      not null,
    as_of      date        not null,
    stage      text        not null,
    transition text,
    -- Whether volume had halved; null where that was unknown.
    dropped    boolean,
    decision   uuid        not null,
    decided_at timestamptz not null,
    primary key (customer, as_of)
);

-- Contacts of ours: made, or promised to a caller who will make them.
create table contact (
    id       bigint  generated always as identity primary key,
    customer bigint  not null,
    on_day   date    not null,
    channel  text,
    action   text    not null,
    decision uuid    not null,
    made     boolean not null,
    unique (decision, action)
);
create index on contact (customer, on_day);

-- What came of a decision.
create table outcome (
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
create index on outcome (customer);

-- Which decision answered a request that may be sent again.
create table request_key (
    key        bytea       primary key,
    body       bytea       not null,
    decision   uuid        not null,
    created_at timestamptz not null
);
create index on request_key (created_at);

-- Receipts of erasure. The mark stays for a while, so that what still waits in some journal comes in without it.
create table erasure (
    receipt    uuid        primary key,
    mark       bytea,
    erased_at  timestamptz not null,
    erased_by  text        not null,
    decisions  integer     not null,
    outcomes   integer     not null,
    contacts   integer     not null,
    days       integer     not null
);
create index on erasure (mark);
