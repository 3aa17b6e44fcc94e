"""Sealing: whatever is personal rests under a key of its person, and is gone when that key is destroyed."""

from __future__ import annotations

import base64
import hmac
import math
import os
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.keystore import Keys, WrappedKey

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
VERSION = b"\x01"  # the first byte of whatever is sealed, so that another cipher can follow
KEYS_RESERVED = 64  # made in one commit and handed out one by one: a durable write takes milliseconds
KEYS_TRUSTED_MAX = 4_096  # unwrapped keys in memory, the one asked for longest ago forgotten first: about 2 MB
INDEXES_KEPT = 8_192  # indexes remembered, about 2 MB: the same people write again and again
KEY_TRUSTED_SECONDS = 30.0  # after that the store is asked again, so a key destroyed elsewhere ends here too
REFUSED = (None, math.inf)  # what is remembered of a destroyed key, for ever
UNKNOWN = (None, 0.0)  # and of one that was never asked for
INDEX_ROOT = "index-root"  # the id of the one key that is nobody's: indexes are derived from it


class Erased(Exception):
    """The key was destroyed: what it sealed can never be read again."""


class Tampered(Exception):
    """The bytes are not what was sealed under this key and for this purpose."""


class KeyMissing(Exception):
    """The key store never held this key: it is the wrong or an incomplete one."""


class WrongMasterKey(Exception):
    """A key is wrapped by a master key that was not given."""


class Seals:
    """Seals and opens under the keys of `keys`; safe from any thread.

    master: the operator's 32 bytes that wrap every key; older: earlier ones, still good to unwrap (`rewrap`).
    """

    def __init__(
        self,
        keys: Keys,
        master: bytes,
        older: Sequence[bytes] = (),
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keys = keys
        self._wraps = {_master_id(each): AESGCM(each) for each in (*older, master)}
        self._master = _master_id(master)
        self._clock = clock
        self._reserve: deque[str] = deque()
        self._reserving = threading.Lock()
        self._trusted: OrderedDict[str, tuple[AESGCM | None, float]] = OrderedDict()
        self._trusting = threading.Lock()
        self._index_root = self._find_index_root()
        self._index_keys: dict[str, bytes] = {}
        self.index = lru_cache(INDEXES_KEPT)(self._index)

    def new_key(self) -> str:
        """A new person's key by its id, durable; one that nobody comes to use harms nothing."""
        with self._reserving:
            if not self._reserve:
                made = [self._wrap(secrets.token_hex(12), secrets.token_bytes(KEY_BYTES)) for _ in range(KEYS_RESERVED)]
                self._keys.add(made)
                self._reserve.extend(key.id for key in made)
            return self._reserve.popleft()

    def seal(self, key: str, plain: bytes, about: str) -> bytes:
        """`plain` so that only this key opens it, and only as being `about` the same; raises Erased.

        The result is longer by 29 bytes: a version, a random nonce, the authentication tag.
        """
        nonce = os.urandom(NONCE_BYTES)
        return VERSION + nonce + self._cipher(key).encrypt(nonce, plain, _bound(key, about))

    def open(self, key: str, sealed: bytes, about: str) -> bytes:
        """What was sealed; raises Erased when the key was destroyed, Tampered if bytes or `about` differ."""
        cipher = self._cipher(key)
        if len(sealed) < len(VERSION) + NONCE_BYTES + TAG_BYTES or sealed[:1] != VERSION:
            raise Tampered("these bytes were never sealed here")
        try:
            return cipher.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], _bound(key, about))
        except InvalidTag as error:
            raise Tampered("sealed bytes were changed, or belong elsewhere") from error

    def destroy(self, key: str) -> None:
        """Erase: from here on this process refuses the key, others after at most KEY_TRUSTED_SECONDS."""
        if key == INDEX_ROOT:
            raise ValueError("the index root belongs to nobody and is never erased")
        self._remember(key, None)
        try:
            self._keys.destroy(key, int(time.time()))
        except BaseException:
            self._forget(key)
            raise

    def destroyed(self) -> dict[str, int]:
        """Every destroyed key and when (UTC seconds); a restore destroys them again."""
        return self._keys.tombstones()

    def _index(self, purpose: str, value: str) -> str:
        """The same 32 characters for the same value and purpose; without the keys they tell nothing."""
        key = self._index_keys.get(purpose)
        if key is None:
            key = self._index_keys[purpose] = _derived(self._index_root, f"index:{purpose}")
        digest = hmac.digest(key, value.encode(), "sha256")
        return digest[:16].hex()

    def rewrap(self) -> int:
        """Wrap every key that an older master key is around anew; how many. Safe beside running processes."""
        return sum(
            self._keys.swap(old, self._wrap(old.id, self._unwrap(old))) for old in self._keys.all_but(self._master)
        )

    def _cipher(self, key: str) -> AESGCM:
        cipher, until = self._trusted.get(key, UNKNOWN)
        if self._clock() < until:
            return _unless_erased(key, cipher)
        found = self._keys.find(key)
        if found is None and not self._keys.is_destroyed(key):
            raise KeyMissing(key)
        return _unless_erased(key, self._remember(key, AESGCM(self._unwrap(found)) if found else None))

    def _remember(self, key: str, cipher: AESGCM | None) -> AESGCM | None:
        """Trust a key for a while, or (None) refuse it for good: what is destroyed never comes back."""
        with self._trusting:
            if self._trusted.get(key) == REFUSED:
                return None  # destroyed while the store was being asked
            self._trusted[key] = REFUSED if cipher is None else (cipher, self._clock() + KEY_TRUSTED_SECONDS)
            self._trusted.move_to_end(key)
            if len(self._trusted) > KEYS_TRUSTED_MAX:
                self._trusted.popitem(last=False)
            return cipher

    def _forget(self, key: str) -> None:
        with self._trusting:
            self._trusted.pop(key, None)

    def _find_index_root(self) -> bytes:
        """The root of all indexes: made once, so that a new master key leaves every index as it was."""
        if self._keys.find(INDEX_ROOT) is None:
            self._keys.add([self._wrap(INDEX_ROOT, secrets.token_bytes(KEY_BYTES))])
        found = self._keys.find(INDEX_ROOT)
        if found is None:
            raise KeyMissing(INDEX_ROOT)
        return self._unwrap(found)

    def _wrap(self, key: str, plain: bytes) -> WrappedKey:
        nonce = os.urandom(NONCE_BYTES)
        return WrappedKey(key, self._master, nonce + self._wraps[self._master].encrypt(nonce, plain, key.encode()))

    def _unwrap(self, key: WrappedKey) -> bytes:
        if key.master not in self._wraps:
            raise WrongMasterKey(f"key {key.id} is wrapped by master key {key.master}, which was not given")
        try:
            return self._wraps[key.master].decrypt(
                key.wrapped[:NONCE_BYTES], key.wrapped[NONCE_BYTES:], key.id.encode()
            )
        except InvalidTag as error:
            raise Tampered(f"the wrapped key {key.id} was changed") from error


def master_key(text: str | None, file: Path) -> bytes:
    """The operator's master key: 32 bytes in base64 from a setting, else from `file`, made once (mode 0600).

    Raises ValueError when that is not 32 bytes of base64. Several processes may start at once: one file wins.
    """
    if text:
        return _master_from(text, "the setting")
    if not file.exists():
        _write_once(file, base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
    return _master_from(file.read_text(), str(file))


def _master_from(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError as error:
        raise ValueError(f"the master key in {where} is not base64") from error
    if len(key) != KEY_BYTES:
        raise ValueError(f"the master key in {where} has {len(key)} bytes instead of {KEY_BYTES}")
    return key


def _write_once(file: Path, content: bytes) -> None:
    """Write a whole file or none, durably; if another process was first, its file stays."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    _sync(file.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unless_erased(key: str, cipher: AESGCM | None) -> AESGCM:
    if cipher is None:
        raise Erased(key)
    return cipher


def _bound(key: str, about: str) -> bytes:
    return f"{about}\0{key}".encode()


def _master_id(master: bytes) -> str:
    """Names a master key without telling anything of it."""
    return _derived(master, "master-id")[:8].hex()


def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"starlight:{purpose}".encode()).derive(key)
