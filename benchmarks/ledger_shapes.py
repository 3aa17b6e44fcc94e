"""Awards in the shapes that two published ledgers have on PostgreSQL, beside ours, in one run.

The same award everywhere: eight sides, which are three limits and the points, each from one account to another,
durable, on as many connections as we have. *Running balances* is the shape of pgledger: every account has a cached
balance with a version, all are locked in their order, every move writes a transfer and two entries with the balance
before and after. *Sums by trigger* is the shape of django-hordak: a transaction and its legs, whose sum a deferred
trigger checks for each leg at the commit, and no balance. Both are written here anew from what their projects publish,
as one call of a function; their accounts are there before the clock starts. Neither has a key that happens once, or a
lot; ours has, and says five statements an award.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from benchmarks.known import _new, servers
from benchmarks.ledger import CONNECTIONS, POSTINGS_OF_AN_AWARD, RIDERS, award_of, fresh, ours

Sides = tuple[list[str], list[str], list[int]]  # from which accounts, to which, how much
CATEGORIES, AWARDS_OF_A_DAY = 5, 5

RUNNING_BALANCES = """
    create table account (
        id text primary key, balance numeric not null default 0, version bigint not null default 0,
        may_be_negative boolean not null, changed_at timestamptz not null default now()
    );
    create table move (
        id text primary key default gen_random_uuid(), source text not null references account (id),
        target text not null references account (id), amount numeric not null check (amount > 0),
        at timestamptz not null default now()
    );
    create index on move (source);
    create index on move (target);
    create index on move (at);
    create table entry (
        id text primary key default gen_random_uuid(), account text not null references account (id),
        move text not null references move (id), amount numeric not null, before numeric not null,
        after numeric not null, version bigint not null, at timestamptz not null default now()
    );
    create index on entry (account);
    create index on entry (move);
    create function post(sources text[], targets text[], amounts int[]) returns void language plpgsql as $$
    declare gives account; takes account; made text;
    begin
        perform 1 from account where id = any (sources || targets) order by id for update;
        for n in 1 .. cardinality(sources) loop
            update account set balance = balance - amounts[n], version = version + 1, changed_at = now()
                where id = sources[n] returning * into gives;
            if gives.balance < 0 and not gives.may_be_negative then raise exception 'short'; end if;
            update account set balance = balance + amounts[n], version = version + 1, changed_at = now()
                where id = targets[n] returning * into takes;
            insert into move (source, target, amount) values (sources[n], targets[n], amounts[n])
                returning id into made;
            insert into entry (account, move, amount, before, after, version) values
                (sources[n], made, -amounts[n], gives.balance + amounts[n], gives.balance, gives.version),
                (targets[n], made, amounts[n], takes.balance - amounts[n], takes.balance, takes.version);
        end loop;
    end $$;
"""
SUMS_BY_TRIGGER = """
    create table account (id text primary key, may_be_negative boolean not null);
    create table deal (id bigserial primary key, name uuid not null unique default gen_random_uuid());
    create table leg (
        id bigserial primary key, name uuid not null unique default gen_random_uuid(),
        account text not null references account (id), deal bigint not null references deal (id),
        credit numeric check (credit > 0), debit numeric check (debit > 0)
    );
    create index on leg (account);
    create index on leg (deal);
    create function check_deal() returns trigger language plpgsql as $$
    begin
        if (select sum(coalesce(debit, 0) - coalesce(credit, 0)) from leg where deal = new.deal) <> 0 then
            raise exception 'the legs of a deal are not equal';
        end if;
        return new;
    end $$;
    create constraint trigger legs_are_equal after insert or update on leg
        deferrable initially deferred for each row execute function check_deal();
    create function post(sources text[], targets text[], amounts int[]) returns void language sql as $$
        with made as (insert into deal default values returning id)
        insert into leg (account, deal, credit, debit)
            select unnest(sources), made.id, null, unnest(amounts) from made
            union all select unnest(targets), made.id, unnest(amounts), null from made
    $$;
"""
SHAPES = {"running balances (pgledger)": RUNNING_BALANCES, "sums by trigger (django-hordak)": SUMS_BY_TRIGGER}


def sides_of(rider: int, n: int) -> Sides:
    """What a rider's award moves: out of the month, the day and the category, and from the scheme to the rider."""
    day, category = n // AWARDS_OF_A_DAY, n % CATEGORIES
    limits = [f"m-{rider}:month", f"m-{rider}:{day}", f"m-{rider}:{day}:c{category}"]
    return [*limits, "issuance"], ["used:month", "used:day", "used:category", f"avail:m-{rider}"], [2, 2, 1, 2]


def shaped(url: str, shape: str, awards: int) -> float:
    """Awards a second in a shape, a transaction each."""
    riders = [[sides_of(rider, n) for n in range(awards)] for rider in range(RIDERS)]
    accounts = {account for each in riders for sources, targets, _ in each for account in (*sources, *targets)}
    with psycopg.connect(url) as connection:
        connection.execute(shape.encode())
        connection.cursor().executemany(
            "insert into account (id, may_be_negative) values (%s, true)", [(account,) for account in sorted(accounts)]
        )
    ready = threading.Barrier(CONNECTIONS + 1)

    def work(mine: Sequence[Sequence[Sides]]) -> None:
        with psycopg.connect(url, prepare_threshold=0) as connection:
            ready.wait()
            for sides in (sides for together in zip(*mine, strict=True) for sides in together):
                connection.execute("select post(%s, %s, %s)", sides)
                connection.commit()

    threads = [threading.Thread(target=work, args=(riders[n::CONNECTIONS],)) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return sum(map(len, riders)) / (time.perf_counter() - began)


async def run(folder: Path, awards: int, rounds: int) -> dict[str, float]:
    """Medians of awards a second, every shape in turn."""
    found: dict[str, list[float]] = {}
    with servers(folder, ["postgres"]) as addresses:
        for n in range(rounds):
            database, _ = await fresh(addresses["postgres"], f"ours{n}")
            deeds = [[award_of(rider, n) for n in range(awards)] for rider in range(RIDERS)]
            found.setdefault("ours", []).append(await ours(database, deeds))
            await database.close()
            for number, (name, shape) in enumerate(SHAPES.items()):
                url = _new(addresses["postgres"], f"shape{number}_{n}")
                found.setdefault(name, []).append(await asyncio.to_thread(shaped, url, shape, awards))
    return {name: statistics.median(each) for name, each in found.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--awards", type=int, default=40, help="of each of the 64 riders; at most 60, a month's points")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the databases lie while it runs")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder, prefix="shapes-") as folder:
        found = asyncio.run(run(Path(folder), chosen.awards, chosen.rounds))
    if chosen.json:
        json.dump(found, sys.stdout)
        return 0
    table = Table(f"shape, {POSTINGS_OF_AN_AWARD} sides an award, {CONNECTIONS} connections", "awards/s")
    for name, speed in found.items():
        table.add_row(name, f"{speed:,.0f}")
    Console(width=120).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
