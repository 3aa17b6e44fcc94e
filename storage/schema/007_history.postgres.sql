-- What happened to a case stays as it was noted, and its events form a chain (cases/history.py).

alter table case_event add column salt bytea;                       -- sealed under the case's key
alter table case_event add column commitment text not null default '';
alter table case_event add column link text not null default '';    -- '' for what is older than the chain
alter table cases add column last_link text not null default '';

create trigger case_event_stays before update or delete or truncate on case_event for each statement execute function refuse_change();
