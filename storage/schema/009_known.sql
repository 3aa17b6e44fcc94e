-- What is known already: where cases lie, who else saw them, which were merged, which came back, photos seen before.

-- Two grids (cases/known/near.py). Open cases lie in bands of latitude, in each of them by longitude: what has ended
-- leaves the index, so it stays as small as what is open; it holds all that the nearest are chosen by. Ended ones lie in
-- squares, in each of them by time: what ended long ago is never read.
create index cases_near on cases
    (category, (latitude_e7 / 5000), longitude_e7, latitude_e7, opened_at, urgency, status, routed, number)
    where status in ('submitted', 'taken', 'asked') and routed <> 'by_words';
create index cases_ended_near on cases
    (category, (latitude_e7 / 25000), (longitude_e7 / 25000), (coalesce(ended_at, handled_at)))
    where status in ('handled', 'closed') and verified = 1 and routed <> 'by_words';

-- Whoever saw it too. They hear what comes of it, and the first ones with a photo of their own earn.
create table follower (
    number text not null references cases (number),
    person text not null references person (id),
    joined_at bigint not null,
    photo text references photo (id),   -- their first one of it; null where none came along
    words bytea,                        -- sealed under their own key
    credited_at bigint,
    primary key (number, person)
);
create index follower_by_person on follower (person, joined_at);

-- A case that was merged follows its target; a target that is merged later takes along what follows it.
create table merger (
    number text primary key references cases (number),
    target text not null references cases (number),
    actor text not null,                -- person id
    at bigint not null
);
create index merger_by_target on merger (target);

-- A case whose hazard had been handled before, and the case in which that was.
create table recurrence (
    number text primary key references cases (number),
    earlier text not null references cases (number),
    at bigint not null
);

-- A photo's hashes as it would be turned by one, two and three quarters, with commas; null where they were not taken.
alter table photo add column turned text;

-- Its hash in four slices of 16 bits, each with its place in front: hashes that differ in up to three bits share one.
create table photo_slice (
    slice bigint not null,
    photo text not null references photo (id),
    at bigint not null,
    primary key (slice, at, photo)
);
create index photo_slice_of_photo on photo_slice (photo);

-- A photo that shows what an earlier one shows: a sign for people to look at, never a penalty.
create table photo_again (
    photo text not null references photo (id),
    earlier text not null references photo (id),
    turns bigint not null,              -- quarter turns between them
    bits_apart bigint not null,
    at bigint not null,
    primary key (photo, earlier)
);
