"""The server: Bot API, files and the control that tests use, on a loopback port."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from tests.fake_bot_api.acts import Acts, NotPossible
from tests.fake_bot_api.chats import Chats
from tests.fake_bot_api.control import Control
from tests.fake_bot_api.faults import Call, Dropped, Fault, Faults, Garbage
from tests.fake_bot_api.methods import Methods
from tests.fake_bot_api.rules import Refused, parsed
from tests.fake_bot_api.updates import Updates

TOKEN = "123456789:AAFakeTokenForTestsOnLoopback-0123456789"


class App:
    """The ASGI application. It is plain, so that it can end a connection without an answer."""

    def __init__(self, token: str) -> None:
        bot = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Star",
            "username": "star_test_bot",
        }
        self.token = token
        self.updates = Updates()
        self.methods = Methods(Chats(bot), self.updates)
        self.acts = Acts(self.methods)
        self.faults = Faults()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "http"
        request = Request(scope, receive)
        _, root, *rest = request.url.path.split("/")
        try:
            if root == "control":
                answer = self._control("/".join(rest), await request.body())
            elif root == "file":
                answer = await self._file(rest[0], "/".join(rest[1:]))
            else:
                answer = await self._bot(root, rest[0] if rest else "", request)
        except Dropped:
            # The connection's own object: ASGI has no word for hanging up.
            send.__self__.transport.abort()  # type: ignore[attr-defined]
            return
        await answer(scope, receive, send)

    async def _bot(self, root: str, method: str, request: Request) -> Response:
        try:
            values = _values(request.headers.get("content-type", ""), await request.body())
        except Refused as refused:
            return _error(refused)
        if root != f"bot{self.token}":
            return _error(Refused(401, "Unauthorized"))
        call = self.faults.note(method, _without_bytes(values))
        return await self._guarded(call, self._run(call, method, values))

    async def _file(self, root: str, path: str) -> Response:
        if root != f"bot{self.token}":
            return _error(Refused(401, "Unauthorized"))
        call = self.faults.note("file", {"path": path})
        return await self._guarded(call, self._read_file(path))

    async def _run(self, call: Call, method: str, values: Mapping[str, Any]) -> Response:
        run = getattr(self.methods, method, None)
        if run is None or method.startswith("_"):
            raise Refused(404, "Not Found")
        return JSONResponse({"ok": True, "result": await run(values)})

    async def _read_file(self, path: str) -> Response:
        data = self.methods.chats.file_at(path)
        if data is None:
            raise Refused(404, "Not Found")
        return Response(data, media_type="application/octet-stream")

    async def _guarded(self, call: Call, work: Any) -> Response:
        """Do the call, meeting the fault that waits for it, before or after."""
        fault = self.faults.draw(call)
        try:
            if fault and fault.when == "before":
                await self.faults.strike(fault, call)
            answer: Response = await work
            call.took_effect = True
            if fault and fault.when == "after":
                await self.faults.strike(fault, call)
            call.state = "ok"
            return answer
        except Refused as refused:
            call.state = str(refused.code)
            return _error(refused)
        except Garbage:
            call.state = "garbage"
            return Response(b"<html>not what you expected</html>", media_type="text/html")
        except Dropped:
            call.state = "dropped"
            raise
        finally:
            work.close()

    def _control(self, name: str, body: bytes) -> Response:
        asked = json.loads(body) if body else {}
        try:
            return JSONResponse(self._controlled(name, asked))
        except NotPossible as error:
            return JSONResponse({"error": str(error)}, status_code=409)

    def _controlled(self, name: str, asked: Mapping[str, Any]) -> Any:
        match name:
            case "chat":
                return self.methods.chats.rooms[asked["chat"]].seen()
            case "calls":
                return [asdict(call) for call in self.faults.calls[asked.get("since", 0) :]]
            case "fault":
                return self.faults.add(Fault(**asked))
            case "clear":
                return self.faults.clear()
            case "redeliver":
                return self.updates.redeliver(asked["last"])
            case "disorder":
                self.updates.is_shuffled, self.updates.is_doubled = asked["shuffled"], asked["doubled"]
                return None
            case "state":
                waiting = [update["update_id"] for update in self.updates.pending]
                presses, settings = self.methods.presses, self.methods.settings
                webhook, types = self.updates.webhook, sorted(self.updates.types)
                return {
                    "pending": waiting,
                    "presses": presses,
                    "settings": settings,
                    "webhook": webhook,
                    "types": types,
                }
            case _:
                return getattr(self.acts, name)(asked)


def _error(refused: Refused) -> Response:
    body: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return JSONResponse(body, status_code=refused.code)


def _values(kind: str, body: bytes) -> dict[str, Any]:
    """A call's values: form, multipart or JSON; files as bytes."""
    if kind.startswith("application/json"):
        return dict(json.loads(body))
    if not kind.startswith("multipart/"):
        return {name: parsed(name, value) for name, value in parse_qsl(body.decode(), keep_blank_values=True)}
    whole = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    values: dict[str, Any] = {}
    for part in whole.iter_parts():
        name, data = str(part.get_param("name", header="content-disposition")), part.get_payload(decode=True)
        assert isinstance(data, bytes)
        values[name] = data if part.get_filename() else parsed(name, data.decode())
    return values


def _without_bytes(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: len(value) if isinstance(value, bytes) else value for name, value in values.items()}


def _server(port: int, token: str) -> uvicorn.Server:
    settings = uvicorn.Config(
        App(token),
        host="127.0.0.1",
        port=port,
        log_level="critical",
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=0,
    )
    return uvicorn.Server(settings)


def serve(port: int, token: str = TOKEN) -> None:
    """Serve until the process is told to end."""
    _server(port, token).run()


class FakeBotApi(Control):
    """The server inside the test's own process, in a thread with its own loop; a context manager."""

    def __init__(self, token: str = TOKEN) -> None:
        self._server = _server(0, token)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            self._thread.join(0.01)
            assert self._thread.is_alive(), "the server did not start"
        port = self._server.servers[0].sockets[0].getsockname()[1]
        super().__init__(f"http://127.0.0.1:{port}", token)

    def close(self) -> None:
        self.clear_faults()
        super().close()
        self._server.should_exit = True
        self._thread.join(10)
