-- Weeks: what a week is reckoned from, its sums once it has ended, what was said of it, and what coordinators explained.

-- An event remembers how its case stood after it, so that a week that has ended reads the same for ever. For events
-- older than this the case as it is now has to do.
alter table case_event add column street text not null default '';
alter table case_event add column category text not null default '';
alter table case_event add column take_by bigint not null default 0;
alter table case_event add column handle_by bigint not null default 0;

drop trigger case_event_update;
update case_event set
    street = (select c.street from cases c where c.number = case_event.number),
    category = (select c.category from cases c where c.number = case_event.number),
    take_by = (select c.take_by from cases c where c.number = case_event.number),
    handle_by = (select c.handle_by from cases c where c.number = case_event.number);
create trigger case_event_update before update on case_event begin select raise(abort, 'an event never changes'); end;

create index case_event_by_time on case_event (at);
create index cases_by_end on cases (ended_at, opened_at, number);
create index transfer_by_time on transfer (at);

-- Sums of a week that has ended (2026-W48, Monday to Sunday on the district's clocks), worked out once.
create table week (
    name text primary key,
    summed_at bigint not null
);
create table week_sum (
    week text not null references week (name),
    street text not null,               -- '' for what belongs to none
    what text not null,                 -- opened, closed, joined, ... (cases/summary/store.py)
    n bigint not null,
    primary key (week, street, what)
);

-- What the clock has said: weekly:2026-W48:draft. The inbox forgets after a week, this never does.
create table weekly_said (
    id text primary key,
    at bigint not null
);

-- A street's explanation of its week, one line. A correction is a further row: the last one holds, all can be read.
create table weekly_note (
    week text not null,
    street text not null,
    n bigint not null,                  -- from 0
    person text not null references person (id),
    key_id text not null,
    line bytea not null,                -- sealed under its author's key
    at bigint not null,
    primary key (week, street, n)
);
