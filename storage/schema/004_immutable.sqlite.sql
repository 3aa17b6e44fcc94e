-- What is posted stays posted.

create trigger transfer_update before update on transfer begin select raise(abort, 'a transfer never changes'); end;
create trigger transfer_delete before delete on transfer begin select raise(abort, 'a transfer never changes'); end;
create trigger posting_update before update on posting begin select raise(abort, 'a posting never changes'); end;
create trigger posting_delete before delete on posting begin select raise(abort, 'a posting never changes'); end;
create trigger lot_update before update on lot begin select raise(abort, 'a lot never changes'); end;
create trigger lot_delete before delete on lot begin select raise(abort, 'a lot never changes'); end;
