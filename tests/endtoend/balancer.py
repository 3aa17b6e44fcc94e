"""What stands before several processes of one bot: each update goes to the next of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PATIENCE_SECONDS = 20.0


@asynccontextmanager
async def balancing(port: int, to_ports: Sequence[int]) -> AsyncIterator[None]:
    """Hands what is posted at `port` to the ports in turn, and gives back what they answer."""
    turns = cycle(to_ports)
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, verify=False, trust_env=False) as client:

        async def hand_on(request: Request) -> Response:
            url = f"http://127.0.0.1:{next(turns)}{request.url.path}"
            kept = {name: value for name, value in request.headers.items() if name not in ("host", "content-length")}
            answer = await client.post(url, content=await request.body(), headers=kept)
            return Response(answer.content, answer.status_code)

        app = Starlette(routes=[Route("/{path:path}", hand_on, methods=["POST"])])
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off"))
        serving = asyncio.create_task(server.serve())
        try:
            yield
        finally:
            server.should_exit = True
            await serving
