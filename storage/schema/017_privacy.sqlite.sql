-- What is let go of: people who erase themselves, closed cases whose time is up, and what others were shown of them.

create index person_by_key on person (key_id);
create index photo_of_person on photo (person);

create table erasure (
    person text primary key references person (id),
    key_id text not null,               -- destroyed only after what follows from it was committed
    asked_at bigint not null,
    due_at bigint not null,             -- until then it can be taken back
    let_go_at bigint,                   -- their rows say nothing any more; from here on there is no way back
    done_at bigint                      -- their key is destroyed
);
create index erasure_open on erasure (due_at) where done_at is null;

-- When a closed case lost its reporter and its exact place.
alter table cases add column coarse_at bigint;
create index cases_to_coarsen on cases (ended_at) where coarse_at is null and ended_at is not null;

-- What one night let go of, of each kind.
create table swept (
    night text not null,                -- the district's day, 2026-11-24
    kind text not null,
    amount bigint not null,
    at bigint not null,
    primary key (night, kind)
);

-- Areas of photos that nobody is shown clearly any more: ninths, from 1 at the upper left to 9 at the lower right.
create table pixelated (
    photo text not null references photo (id),
    cell bigint not null,
    actor text not null,                -- person id
    at bigint not null,
    primary key (photo, cell)
);

-- The case whose words or photos a letter shows, so that a copy which we keep of it can go with them.
alter table letter add column shows text not null default '';
create index letter_shows on letter (shows) where shows <> '';
create index web_messages_source on web_messages (source);

-- What an event says may be forgotten; what was committed to, and where it stands, never changes.
alter table case_event add column forgotten_at bigint;
drop trigger case_event_update;
create trigger case_event_update before update on case_event
when new.note is not null or new.salt is not null or new.forgotten_at is null
    or new.actor not in (old.actor, 'p-nobody') or new.number <> old.number or new.n <> old.n or new.at <> old.at
    or new.what <> old.what or new.before <> old.before or new.after <> old.after
    or new.commitment <> old.commitment or new.link <> old.link or new.street <> old.street
    or new.category <> old.category or new.take_by <> old.take_by or new.handle_by <> old.handle_by
begin select raise(abort, 'an event never changes'); end;
