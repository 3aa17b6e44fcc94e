-- What an office does with a case besides moving it: it asks, wants more time, passes it to a unit, has its own number.

create table question (
    number text not null references cases (number),
    n bigint not null,
    officer text not null references person (id),
    round bigint not null,              -- of the case: how often it had come back
    words bytea not null,               -- sealed
    why bytea,                          -- sealed: why it is asked once more
    asked_at bigint not null,
    next_step text not null,            -- tell, remind, end: what its reporter hears next
    next_at bigint not null,
    until_at bigint not null,           -- then the case goes on without an answer
    ended_at bigint,
    ended_how text,                     -- answered, unsure, silence, withdrawn, moved
    latitude_e7 bigint,                 -- the place that came with the answer
    longitude_e7 bigint,
    primary key (number, n)
);
create unique index question_open on question (number) where ended_at is null;
create index question_next on question (next_at) where ended_at is null;

create table delay (
    number text not null references cases (number),
    n bigint not null,
    officer text not null references person (id),
    hours bigint not null,              -- of the category's clock
    why bytea not null,                 -- sealed
    asked_at bigint not null,
    before_by bigint not null,          -- the deadline that it would move
    until_at bigint not null,           -- the deadline that was asked for; the one that was given, once agreed
    decided_at bigint,
    decided_by text references person (id),
    outcome text,                       -- agreed, refused, void: the case had moved on
    answer bytea,                       -- sealed: why it was refused
    primary key (number, n)
);
create unique index delay_waiting on delay (number) where decided_at is null;
create index delay_by_time on delay (asked_at);

create table assignment (
    number text not null references cases (number),
    n bigint not null,
    unit text not null,                 -- a handling unit of the pack
    actor text not null references person (id),
    at bigint not null,
    primary key (number, n)
);

create table work_order (
    number text primary key references cases (number),
    code text not null,                 -- the office's own number of the case
    actor text not null references person (id),
    at bigint not null
);
create index work_order_by_code on work_order (code);

create table refusal_owner (
    number text primary key references cases (number),
    owner bytea not null                -- sealed: whose matter a refused case is, in words for its reporter
);
