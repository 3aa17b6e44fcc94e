-- Chats in the browser: who holds which, what was said in them, and photos on their way.

-- `changes` counts everything that happened in a chat; a reader who has seen number n asks for what came after it.
-- `fixed` is 1 for a seat that every browser shares, as the demo's counter; no cookie opens it.
create table web_sessions (
    id text primary key,
    token_hash text not null unique,
    seal_key text not null,
    menu bytea,
    changes bigint not null,
    fixed bigint not null,
    opened_at bigint not null,
    seen_at bigint not null
);
create index web_sessions_seen on web_sessions (seen_at);

-- `source` is the letter's id, or for what the person said the id their browser gave it.
create table web_messages (
    session text not null references web_sessions (id) on delete cascade,
    number bigint not null,
    mine bigint not null,
    source text not null,
    edited_by text not null,
    heard bigint not null,
    change bigint not null,
    body bytea not null,
    said_at bigint not null,
    primary key (session, number),
    unique (session, mine, source)
);
create index web_messages_change on web_messages (session, change);
create index web_messages_said on web_messages (said_at);

create table web_pictures (
    session text not null,
    number bigint not null,
    sealed bytea not null,
    primary key (session, number),
    foreign key (session, number) references web_messages (session, number) on delete cascade
);

-- A photo's bytes lie sealed in the spool folder under the upload's id, in so many chunks.
create table web_uploads (
    id text primary key,
    session text not null references web_sessions (id) on delete cascade,
    source text not null,
    bytes_count bigint not null,
    chunks bigint not null,
    uploaded_at bigint not null,
    heard_at bigint,
    fetched_at bigint,
    unique (session, source)
);
create index web_uploads_uploaded on web_uploads (uploaded_at);
