-- What coordinators do: roles and invites that end, letters given up that are seen to.

alter table role add column until bigint;           -- its last second; null: until it is taken back
alter table role add column ended_by text;          -- who took it back; null: it ended by itself
alter table invite add column days bigint;          -- how long the role lasts; null: until it is taken back
alter table invite add column made_by text;         -- null: the operator
alter table invite add column revoked_at bigint;
create index role_ending on role (until) where ended_at is null and until is not null;

alter table letter add column settled_by text;      -- who had a dead letter sent again, or let it go
