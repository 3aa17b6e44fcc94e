-- Points are held, redeemed, given back and lost; stock and monthly limits are balances as points are.

create table redemption (
    id text primary key,
    member text not null,              -- a random pseudonym
    benefit text not null,
    shop text not null,
    cost_points bigint not null check (cost_points >= 0),
    state text not null,               -- held, used, released; the first of the last two that comes is the end of it
    held_at bigint not null,           -- UTC seconds, as all times here
    deadline bigint not null,
    ended_at bigint,                   -- when the till saw it, or when it was given back
    why text not null,                 -- undone, expired, withdrawn for a released one, else empty
    code_index text not null unique,   -- a keyed hash of the code; the code itself is nowhere
    tail text not null                 -- the last symbols of the code, for people to tell two of them apart
);
create index redemption_open on redemption (deadline, id) where state = 'held';
create index redemption_of_member on redemption (member, held_at);
create index redemption_used on redemption (shop, ended_at) where state = 'used';

-- A hold that could not be: asked again under its key, the same answer again.
create table refused_hold (
    transfer text primary key references transfer (id),
    outcome text not null,             -- short, sold_out, limit
    short_by bigint not null           -- points
);

-- Points that expired while they were held come back for some days more. `times` counts that.
create table grace (
    lot text primary key references lot (id),
    until text not null,               -- the last day
    times bigint not null
);

-- A member whose awards wait, after two people heard them.
create table paused (
    id text primary key,
    member text not null,
    reason text not null,
    maker text not null,               -- who asked for it
    checker text not null,             -- who agreed; somebody else
    at bigint not null,
    until bigint not null
);
create index paused_member on paused (member, until);

-- Points put right by two people.
create table adjustment (
    transfer text primary key references transfer (id),
    member text not null,
    points bigint not null check (points <> 0),
    reason text not null,
    maker text not null,
    checker text not null
);

-- What the nightly batch will pay. Nobody can read from a row whose it is, what for or how much.
create table entitlement (
    id text primary key,               -- a keyed hash of what it is for
    digest text not null,              -- a keyed hash of what was asked
    due_on text not null,              -- the day in whose night it is paid
    sealed bytea,                      -- null once it is paid
    paid_at bigint
);
create index entitlement_due on entitlement (due_on, id) where paid_at is null;

-- One line a day, bound to the line before: whoever changes what was posted before it, changes it.
create table root (
    day text primary key,              -- a local day
    ends_at bigint not null,           -- UTC seconds; what was posted before, and not under an earlier root, is under it
    first text not null,               -- keys of its first and last transfer, empty where there was none
    last text not null,
    count bigint not null,             -- transfers
    chains bigint not null,            -- cases whose history went on
    root text not null
);
create index transfer_at on transfer (at, id);
create index case_event_at on case_event (at);
