"""`python -m tests.fake_bot_api --port 8081`: the server as its own process, until it is ended."""

from __future__ import annotations

import argparse

from tests.fake_bot_api.server import TOKEN, serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fake_bot_api", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="loopback port to listen on")
    parser.add_argument("--token", default=TOKEN, help="the bot's token")
    asked = parser.parse_args()
    serve(asked.port, asked.token)


main()
