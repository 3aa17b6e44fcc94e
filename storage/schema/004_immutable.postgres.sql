-- What is posted stays posted.

create function refuse_change() returns trigger language plpgsql as $$ begin raise exception using message = 'a ' || tg_table_name || ' never changes'; end $$;

create trigger transfer_stays before update or delete or truncate on transfer for each statement execute function refuse_change();
create trigger posting_stays before update or delete or truncate on posting for each statement execute function refuse_change();
create trigger lot_stays before update or delete or truncate on lot for each statement execute function refuse_change();
