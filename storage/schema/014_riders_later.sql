-- What a rider is asked and reminded of later: idle drafts, how a handled case looks, a second look at closed cases.
-- Times are UTC seconds.

-- A draft that lies idle: when its rider is reminded, once; null where nothing waits.
alter table talk add column remind_at bigint;
create index talk_to_remind on talk (remind_at) where remind_at is not null;

-- A handled case whose rider could not be asked when it was handled: from when on they may be.
create table resolved_question (
    number text primary key references cases (number),
    at bigint not null
);
create index resolved_question_next on resolved_question (at);

-- 常跑片区: the streets that a rider who looks at closed cases again usually rides; no row, no looks.
create table usual_street (
    person text not null references person (id),
    street text not null,
    since bigint not null,
    primary key (person, street)
);
create index usual_street_riders on usual_street (street, person);

-- 回头看: closed cases that were drawn to be looked at again, each closing by itself.
create table recheck (
    number text not null references cases (number),
    round bigint not null,              -- the case's own: how often it had been sent back when it closed
    street text not null,
    drawn_at bigint not null,
    next_at bigint,                     -- when a rider is looked for; null once it has ended
    answer text,                        -- ok, bad; null: not yet, or it ended without
    answered_at bigint,
    primary key (number, round)
);
create index recheck_next on recheck (next_at) where next_at is not null;

create table recheck_offer (
    number text not null references cases (number),
    person text not null references person (id),
    round bigint not null,
    offered_at bigint not null,
    answer text,                        -- ok, bad, not_passed, left (opted out), passed (time was up); null: open
    answered_at bigint,
    primary key (number, person)
);
create index recheck_offer_of_person on recheck_offer (person, offered_at);
-- One at a time.
create unique index recheck_offer_open on recheck_offer (person) where answer is null;
