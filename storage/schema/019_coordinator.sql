-- What coordinators do: roles and invites that end, letters given up that are seen to.

alter table role add column until bigint;           -- its last second; null: until it is taken back
alter table role add column ended_by text;          -- who took it back; null: it ended by itself
alter table invite add column days bigint;          -- how long the role lasts; null: until it is taken back
alter table invite add column made_by text;         -- null: the operator
alter table invite add column revoked_at bigint;
create index role_ending on role (until) where ended_at is null and until is not null;

alter table letter add column settled_by text;      -- who had a dead letter sent again, or let it go

-- What coordinators tell many people, and whom it has reached; sent at a pace, so that cases need not wait behind it.
create table broadcast (
    id {{identity}},
    author text not null references person (id),
    audience text not null,             -- riders, officers, all
    street text not null,               -- '' for the whole district
    urgent bigint not null,             -- 1: in quiet hours as well
    words bytea not null,               -- sealed under the author's key
    asked_at bigint not null,
    ended_at bigint,                    -- everybody was told, or it was stopped
    stopped_by text
);
create index broadcast_under_way on broadcast (urgent, id) where ended_at is null;
create index broadcast_of_street on broadcast (street, asked_at);

create table broadcast_to (
    broadcast bigint not null references broadcast (id),
    person text not null references person (id),
    told_at bigint,
    primary key (broadcast, person)
);
create index broadcast_untold on broadcast_to (broadcast, person) where told_at is null;

-- 个案→类案: cases of one kind at one place worked on together, and the public notice that comes of it.
create table case_class (
    id {{identity}},
    category text not null,
    street text not null,
    place text not null,                -- as the coordinator calls it in public
    latitude_e7 bigint not null,
    longitude_e7 bigint not null,
    opened_by text not null references person (id),
    opened_at bigint not null,
    ended_at bigint
);
create index case_class_of_category on case_class (category);
create index case_class_of_street on case_class (street);

create table class_case (
    number text primary key references cases (number),
    class bigint not null references case_class (id),
    linked_by text not null references person (id),
    linked_at bigint not null
);
create index class_case_of_class on class_case (class);

create table notice (
    id {{identity}},
    class bigint not null unique references case_class (id),
    rule text not null,                 -- published words, nobody's secret
    from_at bigint not null,
    until_at bigint not null,           -- its first second that it does not hold
    published_at bigint not null,
    check_at bigint not null,           -- when its effect is looked at
    checked_at bigint
);
create index notice_to_check on notice (check_at) where checked_at is null;

-- The last months' cases with all that a proposal needs, so that what is older is never read.
create index cases_lately on cases (opened_at, category, street, latitude_e7, longitude_e7, reporter, status, routed, number);
