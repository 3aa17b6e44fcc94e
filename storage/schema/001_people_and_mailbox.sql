-- Who there is, where they can be reached, what was heard, what is to be said. Times are UTC seconds unless named _ms.

create table person (
    id text primary key,
    key_id text not null,               -- their key in the key store; all that is sealed about them is under it
    member text not null unique,        -- random pseudonym: the only name the ledger knows
    alias text not null,                -- what officers see
    language text not null,
    agreed_version bigint not null default 0,
    agreed_at bigint,
    created_at bigint not null
);

create table chat (
    id text primary key,
    channel text not null,
    handle text not null,               -- keyed hash of the address, to find it again
    base text not null,                 -- keyed hash of the address without its topic: the group that a topic is in
    address bytea not null,             -- sealed
    key_id text not null,
    person text references person (id), -- null for a group
    language text not null,
    state text not null,                -- open, new (never answered us), blocked
    unique (channel, handle)
);
create index chat_of_person on chat (person);
create index chat_of_group on chat (channel, base);

create table role (
    person text not null references person (id),
    role text not null,
    street text not null,               -- '' for the whole district
    via text not null,                  -- the chat or invite it came by; membership of that chat keeps it
    granted_at bigint not null,
    ended_at bigint,
    primary key (person, role, street)
);

create table invite (
    code text primary key,              -- keyed hash; the code itself is shown once
    role text not null,
    street text not null,
    expires_at bigint not null,
    used_at bigint,
    used_by text
);

create table counter (
    chat text not null references chat (id),
    street text not null,
    bound_at bigint not null,
    ended_at bigint,
    primary key (chat, street)
);
create index counter_of_street on counter (street);

create table talk (
    person text primary key references person (id),
    stack bytea not null,               -- sealed JSON
    expires_at bigint not null
);
create index talk_by_expiry on talk (expires_at);

create table inbox (
    channel text not null,
    id text not null,
    heard_at bigint not null,
    primary key (channel, id)
);
create index inbox_by_time on inbox (heard_at);

create table letter (
    id {{identity}},
    chat text not null references chat (id),
    card text not null,                 -- '' or the message that this replaces in place
    urgent bigint not null,
    about text not null,                -- case number or '', so that a dead letter says what it was about
    body bytea,                         -- sealed; dropped once it went out
    state text not null,                -- waiting, sent, dead
    claimed_by text,
    due_at_ms bigint not null,
    tries bigint not null default 0,
    posted_at_ms bigint not null,
    sent_at_ms bigint,
    why text
);
create index letter_waiting on letter (chat, id) where state = 'waiting';
create index letter_dead on letter (id) where state = 'dead';

create table card (
    chat text not null references chat (id),
    card text not null,
    message text not null,              -- the platform's id of the message to edit
    primary key (chat, card)
);
create index card_shown on card (card);

-- Processes that send. One not seen for a while is dead, and its letters and errands are anybody's.
create table process (
    id text primary key,
    seen_at_ms bigint not null
);

create table photo (
    id text primary key,
    person text not null references person (id),
    key_id text not null,
    state text not null,                -- coming, kept, refused, dropped
    name text,                          -- under which storage/photos.py holds it
    why text,
    album text not null,                -- '' or what the channel calls the album it came in
    bytes bigint,
    phash bigint,
    heard_at bigint not null
);
create index photo_in_album on photo (person, album) where album <> '';

create table errand (
    photo text primary key references photo (id),
    channel text not null,
    ref bytea not null,                 -- sealed: what the channel calls it
    claimed_by text,
    due_at_ms bigint not null,
    tries bigint not null default 0
);
create index errand_due on errand (due_at_ms);
