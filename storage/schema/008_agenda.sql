-- What falls due while something is open, and when: the steps of its clocks, each told once. Times are UTC seconds.

create table agenda (
    about text not null references cases (number),
    clock text not null,                -- which promise: take, handle
    run bigint not null,                -- a clock that starts anew has steps of its own
    step text not null,                 -- warn, overdue, district; reckon: the others are not worked out yet
    urgent bigint not null,             -- 1: before all that is not
    starts_at bigint not null,          -- from when the clock runs; later than it was set where a night lies between
    at bigint,                          -- null while the clock waits
    left_seconds bigint,                -- of the clock's own time, while it waits
    told_at bigint,
    primary key (about, clock, run, step)
);
-- What is still to be told, and nothing else: a clock that is stopped takes its steps along.
create index agenda_next on agenda (at) where told_at is null and at is not null;

-- Cases that are open already: what is promised of them is worked out when first looked at.
insert into agenda (about, clock, run, step, urgent, starts_at, at)
    select number, 'take', version, 'reckon', case urgency when 'emergency' then 1 else 0 end, opened_at, opened_at
    from cases where status = 'submitted';
insert into agenda (about, clock, run, step, urgent, starts_at, at)
    select number, 'handle', version, 'reckon', case urgency when 'emergency' then 1 else 0 end, opened_at, opened_at
    from cases where status in ('submitted', 'taken');
