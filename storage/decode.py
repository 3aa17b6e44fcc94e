"""The worker that decodes photos, in a process of its own: `python -m storage.decode`.

It reads a photo (a frame: 4 bytes of length, then the bytes) from stdin and answers on stdout with a frame of
JSON: {"bad": reason}, or the facts, followed by two frames of JPEG, the photo and its thumbnail. It knows no
key and no database, opens no file, and the system stops it when it takes more time or memory than a photo.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import warnings
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO

import pillow_heif
from PIL import Image, ImageFile, JpegImagePlugin

from storage.decoder import LENGTH, READY, BadPhoto, Decoded, Reason
from storage.exif import Facts, facts_of

# what fits the memory below: a JPEG is decoded small, a progressive one whole, HEIF and WebP are held twice
PIXELS_MAX = {
    "JPEG": 40_000_000,
    "PNG": 40_000_000,
    "progressive": 24_000_000,
    "HEIF": 30_000_000,
    "WEBP": 13_000_000,
}
SIDE_PX_MAX = 2_560
THUMBNAIL_PX_MAX = 320
MEMORY_BYTES_MAX = 250 << 20  # above what the worker has when it starts: together under 300 MB
CPU_SECONDS_MAX = 9  # for one photo; the wall clock of 10 s is its keeper's
STRIP_PX = 64  # rows of the result converted at once
QUARTER_TURNS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}


def decode(data: bytes) -> Decoded:
    """A photo as it may be kept; raises BadPhoto and nothing else."""
    try:
        return _decode(data, _format_of(data))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise BadPhoto(Reason.TOO_MANY_PIXELS) from error
    except BadPhoto:
        raise
    except Exception as error:  # a codec that meets hostile bytes may raise anything
        raise BadPhoto(Reason.BROKEN) from error


def _decode(data: bytes, form: str) -> Decoded:
    photo, (place, taken_at, turn) = _opened(data, form)
    photo = photo if turn is None else photo.transpose(turn)
    thumbnail = photo.resize(_fitted(photo.size, THUMBNAIL_PX_MAX), Image.Resampling.LANCZOS, reducing_gap=2)
    return Decoded(
        full=_jpeg(photo, quality=85),
        thumbnail=_jpeg(thumbnail, quality=80),
        width=photo.width,
        height=photo.height,
        phash=_hash(thumbnail),
        turned=tuple(_hash(thumbnail.transpose(turn)) for turn in QUARTER_TURNS),
        place=place,
        taken_at=taken_at,
    )


def _opened(data: bytes, form: str) -> tuple[Image.Image, Facts]:
    if form == "WEBP" and _webp_pixels(data) > PIXELS_MAX[form]:
        raise BadPhoto(Reason.TOO_MANY_PIXELS)  # asked first: opening takes the memory already
    with Image.open(BytesIO(data), formats=(form,)) as image:
        if image.width * image.height > PIXELS_MAX["progressive" if "progressive" in image.info else form]:
            raise BadPhoto(Reason.TOO_MANY_PIXELS)
        facts = facts_of(image)
        if isinstance(image, JpegImagePlugin.JpegImageFile):
            image.draft(None, _fitted(image.size, SIDE_PX_MAX))  # decodes at a half, a quarter or an eighth
        image.load()
        return _plain(image), facts


def _format_of(data: bytes) -> str:
    """The format by its first bytes alone; a name or a declared type is nothing."""
    if data[:3] == b"\xff\xd8\xff":
        return "JPEG"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and HEIC_BRANDS.intersection(_brands(data)):
        return "HEIF"
    raise BadPhoto(Reason.NOT_A_PHOTO if data else Reason.EMPTY)


def _brands(data: bytes) -> Iterator[bytes]:
    """The brands an ISO media file names in its first box: major at 8, compatible from 16."""
    end = min(LENGTH.unpack(data[:4])[0], 256)
    return (data[at : at + 4] for at in (8, *range(16, end, 4)))


def _webp_pixels(data: bytes) -> int:
    """Width by height from the header of WebP's three kinds: extended, lossless, lossy."""
    size = int.from_bytes(data[20:30], "little")
    if data[12:16] == b"VP8X":
        return (1 + (size >> 32 & 0xFFFFFF)) * (1 + (size >> 56 & 0xFFFFFF))
    if data[12:16] == b"VP8L":
        return (1 + (size >> 8 & 0x3FFF)) * (1 + (size >> 22 & 0x3FFF))
    return (size >> 48 & 0x3FFF) * (size >> 64 & 0x3FFF)


def _plain(image: Image.Image) -> Image.Image:
    """The pixels alone on a new white picture, at most SIDE_PX_MAX long; transparent is white.

    Colour profiles are dropped unread: a shade of colour is worth less than another parser of hostile bytes.
    Strips are narrowed one by one, then the whole is shortened: a second whole picture never lies in memory.
    """
    width, height = _fitted(image.size, SIDE_PX_MAX)
    factor = max(1, max(image.size) // SIDE_PX_MAX)
    narrow = Image.new("RGB", (width, -(-image.height // factor)), "white")
    for top in range(0, image.height, STRIP_PX * factor):
        strip = _rgb(image.crop((0, top, image.width, min(top + STRIP_PX * factor, image.height))))
        small = strip.reduce(factor)
        narrow.paste(small.resize((width, small.height), Image.Resampling.LANCZOS), (0, top // factor))
    return narrow.resize((width, height), Image.Resampling.LANCZOS)


def _rgb(strip: Image.Image) -> Image.Image:
    if strip.mode.startswith("I"):  # 16-bit grey
        strip = strip.point(lambda value: value * (1 / 256)).convert("L")
    if not strip.has_transparency_data:
        return strip.convert("RGB")
    clear = strip.convert("RGBA")
    white = Image.new("RGB", strip.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _fitted(size: tuple[int, int], side_px_max: int) -> tuple[int, int]:
    """The same shape with its longer side at most `side_px_max`; never larger, never without pixels."""
    scale = min(1.0, side_px_max / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _jpeg(image: Image.Image, *, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, progressive=False)
    return out.getvalue()


def _hash(image: Image.Image) -> int:
    """A difference hash: 64 bits, one for each cell of a 9 by 8 grid brighter than its right neighbour."""
    grid = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = [grid[row * 9 + column] > grid[row * 9 + column + 1] for row in range(8) for column in range(8)]
    unsigned = sum(1 << at for at, is_set in enumerate(bits) if is_set)
    return unsigned - (1 << 64) if unsigned >> 63 else unsigned


def main() -> None:
    """Answer photos until stdin ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a codec prints is no answer
    _prepare()
    _send(answers, [READY])
    while photo := _received(sys.stdin.buffer):
        _bound_cpu()
        _send(answers, _answer(photo))


def _answer(photo: bytes) -> list[bytes]:
    try:
        found = decode(photo)
    except BadPhoto as bad:
        return [json.dumps({"bad": bad.reason}).encode()]
    place = found.place and (found.place.latitude, found.place.longitude, found.place.accuracy_m)
    names = ("width", "height", "phash", "turned", "taken_at")
    facts = {name: getattr(found, name) for name in names} | {"place": place}
    return [json.dumps(facts).encode(), found.full, found.thumbnail]


def _prepare() -> None:
    """Four formats, no photo above the limits, and no more memory, files or cores than a photo needs."""
    Image.MAX_IMAGE_PIXELS = max(PIXELS_MAX.values())
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False, aux_images=False, depth_images=False)
    bounds = {resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0, resource.RLIMIT_NOFILE: 32}
    for what, most in (bounds | {resource.RLIMIT_AS: _memory_bytes() + MEMORY_BYTES_MAX}).items():
        resource.setrlimit(what, (most, most))


def _memory_bytes() -> int:
    """The address space of this process now."""
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[0]) * resource.getpagesize()


def _bound_cpu() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS_MAX, most))


def _received(source: BinaryIO) -> bytes:
    """The next photo; empty at the end of the line, or when its sender broke off."""
    length = source.read(LENGTH.size)
    if len(length) < LENGTH.size:
        return b""
    (bytes_count,) = LENGTH.unpack(length)
    photo = source.read(bytes_count)
    return photo if len(photo) == bytes_count else b""


def _send(out: BinaryIO, frames: Iterable[bytes]) -> None:
    for frame in frames:
        out.write(LENGTH.pack(len(frame)))
        out.write(frame)
    out.flush()


if __name__ == "__main__":
    main()
