-- An alias is one person's; which border each case was handed over.

-- Two people may have drawn the same four symbols until now: whoever came second reads longer from here on.
update person set alias = alias || '-' || substr(id, 2, 4)
    where exists (select 1 from person o where o.alias = person.alias and o.id < person.id);
create unique index person_by_alias on person (alias);

create table hand_over (
    number text not null references cases (number),
    n bigint not null,
    before text not null,               -- the street that handed it over
    after text not null,                -- the street that it went to
    actor text not null,                -- person id
    at bigint not null,
    primary key (number, n)
);
create index hand_over_by_border on hand_over (before, after);
