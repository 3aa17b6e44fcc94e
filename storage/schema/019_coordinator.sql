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
