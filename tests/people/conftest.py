"""A running bot for the tests of this room."""

from tests.world import basis, shared_basis, sqlite_world, world

__all__ = ["basis", "shared_basis", "sqlite_world", "world"]
