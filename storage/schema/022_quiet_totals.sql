-- What may be told of clues, each total once it had moved by enough; a line is never changed. Days are local, ISO.
create table quiet_total (
    what text not null,                 -- clues, cases_made, losses_prevented
    day text not null,                  -- the last day that it counts; its year is the year that it is of
    n bigint not null,
    yuan bigint not null,               -- prevented loss; 0 of what has none
    primary key (what, day)
);

-- A quiet counter's photo is sealed anew under a key of its own, and then belongs to nobody. Null: not yet.
alter table quiet_photo add column key_id text;
