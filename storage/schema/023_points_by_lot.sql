-- A balance is looked up from two indexes alone: the lots that still hold something of a member, and their last days.

create index balance_in_lots on balance (unit, account, lot, amount) where lot <> '' and amount <> 0;
create index lot_expiry on lot (id, expires_on);
