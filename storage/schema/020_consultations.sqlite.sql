-- 协商恳谈会: about a class of cases, with who takes part, what was said, what each of them agreed to.

create table consultation (
    id {{identity}},
    class bigint not null references case_class (id),
    round bigint not null,              -- 1, and one more each time it is called again
    level text not null,                -- street, district
    state text not null,                -- called, held, asked, agreed, unagreed, cancelled
    version bigint not null,            -- one more with each step of the coordinators
    moderator text not null references person (id),
    meet_at bigint not null,
    key_id text not null,               -- its own key, nobody else's
    content bytea,                      -- sealed: place, agenda, minutes, what was agreed; null once its time is over
    called_at bigint not null,
    reminded_at bigint,                 -- the day before, or when it was called later than that
    asked_at bigint,                    -- when consent was last asked for
    review_at bigint,
    reviewed_at bigint,
    ended_at bigint,
    gone_at bigint,                     -- when its key was destroyed
    last_link text not null,            -- of its trace
    unique (class, round)
);
create index consultation_to_come on consultation (meet_at) where reminded_at is null;
create index consultation_to_review on consultation (review_at) where reviewed_at is null and review_at is not null;

-- Who takes part: riders of the bot, and guests by a link without an account.
create table consultation_party (
    consultation bigint not null references consultation (id),
    n bigint not null,                  -- 1 and on
    side text not null,                 -- owner, rider, property, guard
    person text references person (id), -- null: a guest
    link text unique,                   -- keyed index of a guest's link
    key_id text not null,               -- what their words are sealed under: the person's key, or the consultation's
    name bytea,                         -- sealed under the consultation's key: a guest's, as the coordinator typed it
    answer text not null default '',    -- come, cant, words
    answered_at bigint,
    words bytea,
    absent bigint not null default 0,   -- 1: a coordinator noted that they did not take part
    consent text not null default '',   -- yes, no
    consented_at bigint,
    recorded_by text,                   -- the coordinator who noted what was said in the room
    why bytea,                          -- what is open for who does not agree
    owed text not null default '',      -- what a rider is still to be told, once riders may be asked
    primary key (consultation, n)
);
create unique index consultation_party_of_person on consultation_party (person, consultation) where person <> 'p-nobody';
create index consultation_party_owed on consultation_party (consultation) where owed <> '';

-- Who did what, and when (UTC seconds); it stays when the content is gone.
create table consultation_trace (
    consultation bigint not null references consultation (id),
    n bigint not null,
    at bigint not null,
    actor text not null,                -- a coordinator's person id, party:N, or clock
    what text not null,
    link text not null,                 -- keyed, bound to the line before
    primary key (consultation, n)
);

-- A photo of the minutes, so that it is not taken for a forgotten draft's.
create table consultation_photo (
    photo text primary key references photo (id),
    consultation bigint not null references consultation (id)
);

alter table notice add column consultation bigint references consultation (id);
create index notice_of_consultation on notice (consultation);

create trigger consultation_trace_update before update on consultation_trace begin select raise(abort, 'a trace never changes'); end;
create trigger consultation_trace_delete before delete on consultation_trace begin select raise(abort, 'a trace never changes'); end;
