-- Points: every point has a lot, every limit is a balance, every transfer has two sides and a key.

create table transfer (
    id text primary key,               -- the key, e.g. award:JA26-00042:verified:0
    digest text not null,              -- of what was asked, so that a key cannot come back with another meaning
    code text not null,                -- award, rerun, mature, reverse
    at bigint not null,                -- UTC seconds
    ref text not null,                 -- the case
    actor text not null                -- who caused it, under a pseudonym; empty for the clock
);

create table posting (
    transfer text not null references transfer (id),
    unit text not null,                -- pt, cap:month, cap:month:day, cap:month:day:category
    account text not null,
    lot text not null,                 -- empty where a unit has no lots
    amount bigint not null check (amount <> 0),
    primary key (transfer, unit, account, lot)
);

-- A cache of sums for members' accounts; system accounts have none.
create table balance (
    unit text not null,
    account text not null,
    lot text not null,
    amount bigint not null,
    floor bigint not null,
    primary key (unit, account, lot),
    check (amount >= floor)
);
create index balance_unripe on balance (lot) where amount > 0 and substr(account, 1, 8) = 'pending:';

create table lot (
    id text primary key references transfer (id),  -- the award's transfer
    member text not null,              -- a random pseudonym
    points bigint not null check (points > 0),
    category text not null,
    reported_on text not null,         -- the report's local day, which the limits count
    origin text not null,              -- the rule that earned it
    expires_on text not null           -- its last day, always the last of a month
);
create index lot_of_member on lot (member, reported_on);

-- Awards that found their limit reached. They are kept and run again when a slot returns.
create table withheld (
    award text primary key references lot (id),
    reason text not null,              -- month, day or category
    state text not null,               -- waiting, paid, cancelled
    tries bigint not null              -- how often it was run again
);

-- One row to lock before anything of a member is picked or taken back.
create table member (
    id text primary key
);
