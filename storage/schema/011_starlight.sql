-- Shops, their tills and what is offered; points and vouchers themselves are the ledger's.

-- What a shop offers of a benefit right now. A benefit without a row is offered as the handbook says.
create table offer (
    benefit text primary key,
    is_paused bigint not null,
    week_stock bigint not null,        -- filled up to this every Monday: the handbook's number, or less if its owner says so
    supplied text not null             -- the week (2026-W48) it was last filled up in; empty before the first time
);

-- Wrong codes and wrong PINs: who tried, and at which shop.
create table guess (
    id {{identity}},
    guesser text not null,             -- a staff member, a till's session, a till's door
    shop text not null,
    at bigint not null
);
create index guess_of_guesser on guess (guesser, at);
create index guess_at_shop on guess (shop, at);

create table guess_lock (
    guesser text primary key,
    until bigint not null
);

-- A shop's till link: at most one is good at a time.
create table till (
    shop text primary key,
    token text not null unique,        -- keyed hash; the link itself is shown once
    pin text not null,                 -- keyed hash
    set_at bigint not null
);

create table till_session (
    id text primary key,               -- keyed hash of the cookie
    shop text not null,
    name text not null,                -- which till it is, on receipts
    opened_at bigint not null,
    ended_at bigint
);
create index till_session_of_shop on till_session (shop);

-- What a till was answered, so that a question that is sent again gets the same answer.
create table till_answer (
    session text not null,
    id text not null,                  -- the till's own
    word text not null,
    at bigint,                         -- when it was used, where that was said
    redemption text,
    answered_at bigint not null,
    primary key (session, id)
);
create index till_answer_at on till_answer (answered_at);

-- A month's statement as a table, to be fetched by whoever has the link.
create table statement_link (
    token text primary key,            -- keyed hash
    shop text not null,
    month text not null,               -- 2026-11
    language text not null,
    expires_at bigint not null
);

-- What was told once: reminders of points and vouchers that run out, alarms of a day.
create table told_once (
    about text primary key,
    at bigint not null
);

create index lot_by_expiry on lot (expires_on);
