-- A counter's day: who is on duty, what bad weather puts together, what lies alike near by. Times are UTC seconds.

-- At most one person a street; what they did is in the cases' own history.
create table duty (
    street text primary key,
    person text not null references person (id),
    began_at bigint not null
);

-- A period of bad weather; one row for each of its streets, each of which may end it for itself.
create table weather (
    id text not null,
    street text not null,
    kind text not null,                 -- rain, typhoon, wind, snow
    opened_by text not null references person (id),
    began_at bigint not null,
    until_at bigint not null,           -- it ends then by itself
    ended_at bigint,                    -- when it was ended by hand
    primary key (id, street)
);
create index weather_of_street on weather (street) where ended_at is null;

-- What was put off in a period: once each, so that a rider hears of it once.
create table weather_delay (
    id text not null,
    number text not null references cases (number),
    hours bigint not null,
    at bigint not null,
    primary key (id, number)
);

-- How many alike lie near by, whatever became of them. Its condition never changes, so a case that moves does not
-- touch it; in squares as in 009, because what is counted is older than what is open.
create index cases_alike on cases
    (category, (latitude_e7 / 25000), (longitude_e7 / 25000), opened_at, latitude_e7, longitude_e7, status, number)
    where routed <> 'by_words';
