-- Quiet counters: what was confided, who read it, and what is to vanish from a rider's phone. Days are local, ISO.

create table quiet_entry (
    number text primary key,            -- random, so that it tells nothing
    counter text not null,              -- clue, care, rights
    category text not null,
    street text not null,               -- '' where none was told
    outcome text not null,              -- waiting, or what came of it
    key_id text not null,               -- its own key, nobody else's
    content bytea,                      -- sealed: who, words, photos, point; null once its time is over
    opened_on text not null,            -- the day alone: a second would tell whose message it was
    settled_on text,
    saved_yuan bigint not null,         -- loss that was prevented
    handed_to text not null,            -- who else has it now, '' for nobody
    handed_on text,
    gone_on text,                       -- the day from which its key is destroyed
    last_link text not null             -- of its trace
);
create index quiet_entry_at on quiet_entry (counter, street, opened_on);
create index quiet_entry_kept on quiet_entry (handed_on, settled_on) where gone_on is null;

-- What the counter and the reporter say to each other, through the bot.
create table quiet_word (
    number text not null references quiet_entry (number),
    n bigint not null,
    body bytea not null,                -- sealed under the entry's key
    primary key (number, n)
);

-- Who did or read what, and when (UTC seconds); it stays when the content is gone.
create table quiet_trace (
    number text not null references quiet_entry (number),
    n bigint not null,
    at bigint not null,
    actor text not null,                -- person id of who works there; '' for the reporter, whose second is not kept
    what text not null,
    link text not null,                 -- keyed, bound to the line before
    primary key (number, n)
);

-- Photos that a quiet counter holds, so that they are not taken for a forgotten draft's.
create table quiet_photo (
    photo text primary key references photo (id)
);

-- Messages to be taken back on both sides of a private chat.
create table fading (
    id {{identity}},
    chat text not null references chat (id),
    messages bytea not null,            -- sealed: what the platform calls them
    due_at bigint not null
);
create index fading_due on fading (due_at);
create index fading_of_chat on fading (chat);

create trigger quiet_trace_stays before update or delete or truncate on quiet_trace for each statement execute function refuse_change();
