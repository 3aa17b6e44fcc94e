-- The scheme's own desk: what is due by night in rows that tell nothing, signs to look at, what two people decide.

-- A point a row, in the order of names that chance made: neither how many belong together nor which came first is seen.
create table entitlement_by_points (
    id text primary key,                -- a keyed hash of what it is for
    digest text not null,               -- a keyed hash of what was asked
    due_on text not null,               -- the day in whose night it is paid
    sealed bytea,                       -- null once it is paid
    paid_at bigint,
    paid_in text,                       -- the lot that paid it
    paid_points bigint
) without rowid;
insert into entitlement_by_points (id, digest, due_on, sealed, paid_at, paid_in, paid_points)
    select e.id, e.digest, e.due_on, e.sealed, e.paid_at, lot.id, lot.points
    from entitlement e left join lot on e.paid_at is not null and lot.id = 'service:' || e.id;
drop table entitlement;
alter table entitlement_by_points rename to entitlement;
create index entitlement_due on entitlement (due_on, id) where paid_at is null;
create index entitlement_paid on entitlement (paid_in) where paid_in is not null;

-- Signs that a verified report may not be what it seems: for people to look at, never a penalty by themselves.
create table signal (
    id text primary key,                -- what was noticed, by its natural name, so that it is noticed once
    kind text not null,                 -- photo, travel, burst, quick, cleared, pair
    number text not null references cases (number),
    street text not null,               -- of the case when it was noticed
    person text not null references person (id),    -- whose report it is
    facts text not null,                -- numbers and case numbers as JSON, nothing that anybody said
    at bigint not null,                 -- UTC seconds, as all times here
    decided text,                       -- fine, false, pause; null while nobody has looked
    decided_by text,                    -- person id
    decided_at bigint
);
create index signal_open on signal (street, at) where decided is null;
create index signal_of_person on signal (person);
create index signal_of_case on signal (number);

-- How far the history of cases was looked through for signs.
create table looked_through (
    what text primary key,
    at bigint not null,
    number text not null,
    n bigint not null
);

-- What one coordinator asks for and another agrees to or not; a rider whom it is against is heard before.
create table proposal (
    id text primary key,                -- the ticket, T-7K3M
    kind text not null,                 -- adjust, pause, fraud
    number text not null references cases (number),
    street text not null,
    person text not null references person (id),    -- whose points they are
    points bigint not null,             -- to give, or below 0 to take; 0 where it is no adjustment
    reason text not null,
    maker text not null,                -- person id
    asked_at bigint not null,
    ask_from bigint,                    -- when the rider may be asked; null where nobody is to be heard
    hear_until bigint,                  -- by when they may answer; null until they were asked
    heard bytea,                        -- what they said, sealed under their key
    state text not null,                -- hearing, waiting, agreed, refused, dropped
    checker text,                       -- person id
    decided_at bigint
);
create index proposal_waiting on proposal (street, asked_at) where state in ('hearing', 'waiting');
create index proposal_hearing on proposal (coalesce(hear_until, ask_from)) where state = 'hearing';
create index proposal_of_person on proposal (person);
create index proposal_of_case on proposal (number);
create index adjustment_of_member on adjustment (member);
