-- What is wrong, and what became of it. Facts that queries need stand open; words and exact addresses are sealed.

create table number_series (
    series text primary key,            -- prefix and year: JA26
    last bigint not null
);

create table cases (
    number text primary key,
    version bigint not null,            -- raised at every move; a move names the one it saw
    status text not null,
    category text not null,
    street text not null,
    urgency text not null,
    reporter text not null references person (id),
    key_id text not null,
    words bytea not null,               -- sealed
    place_words bytea not null,         -- sealed: the venue's title or what was typed
    latitude_e7 bigint not null,
    longitude_e7 bigint not null,
    routed text not null,               -- why this street
    opened_at bigint not null,
    take_by bigint not null,
    handle_by bigint not null,
    officer text references person (id),
    taken_at bigint,
    handled_at bigint,
    ended_at bigint,
    ended_why text,
    verified bigint,                    -- 1 核实属实, 0 未见, null not said
    outcome bytea,                      -- sealed: the office's words
    answer text,                        -- the reporter's: solved, partly, unsolved, not_passed
    rounds bigint not null default 0,   -- how often it was sent back
    points bigint not null default 0,   -- what its receipt promised
    before_asked text                   -- the state it goes back to when the reporter has answered
);
create index cases_of_reporter on cases (reporter, opened_at);
create index cases_of_street on cases (street, status);
create index cases_of_officer on cases (officer, status);
create index cases_waiting_for_answer on cases (handled_at) where status = 'handled';

create table case_photo (
    number text not null references cases (number),
    n bigint not null,
    photo text not null references photo (id),
    role text not null,                 -- report, result
    added_at bigint not null,
    primary key (number, n)
);
create index case_of_photo on case_photo (photo);

create table case_event (
    number text not null references cases (number),
    n bigint not null,
    at bigint not null,
    actor text not null,                -- person id, or 'clock'
    what text not null,
    before text not null,
    after text not null,
    note bytea,                         -- sealed under the case's key
    primary key (number, n)
);
