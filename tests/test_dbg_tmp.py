import asyncio
from datetime import timedelta
from tests.bot.test_delivery import *
from tests.world import basis, shared_basis, sqlite_world, world
async def test_x(sqlite_world):
    world=sqlite_world
    await world.settle()
    await post(world, "wang", line(1), deliver=False)
    world._letters.clear()
    show=lambda tx: ([dict(r) for r in tx.all("select * from process")],[dict(r) for r in tx.all("select id,state,claimed_by,due_at_ms from letter")])
    print(world.app.know.process, await world.read(show))
    await world._stop(); print(await world.read(show))
    await world._start(); 
    await world.app.delivery.settle(); print(world.app.know.process, await world.read(show))
    await world.pass_time(timedelta(seconds=1)); print(await world.read(show), len(world.channel.shown))
