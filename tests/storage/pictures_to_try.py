"""Files to try: honest photos of every kind, and hostile ones, all made here."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

import pillow_heif
from PIL import Image, ImageDraw, PngImagePlugin

pillow_heif.register_heif_opener()

MARKER = b"STARLIGHT-MARKER"  # written into every kind of metadata; it must be nowhere afterwards
GPS = {1: "N", 2: (31.0, 13.0, 48.36), 3: "E", 4: (121.0, 27.0, 0.0), 31: 6.5}


def scene(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    """A picture with a red corner at its upper left, so that its turn can be told."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=(220, 20, 20))
    return image.convert(mode)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def exif(*, orientation: int = 1, gps: dict[int, Any] | None = None, taken: str = "", zone: str = "") -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = MARKER.decode()  # the maker of the camera
    if gps is not None:
        made.get_ifd(0x8825).update(gps)
    if taken:
        made.get_ifd(0x8769)[0x9003] = taken
    if zone:
        made.get_ifd(0x8769)[0x9011] = zone
    return made


def full_of_metadata(form: str) -> bytes:
    """A photo with its place and the marker in EXIF, XMP, a colour profile and a comment."""
    options: dict[str, Any] = {"exif": exif(gps=GPS).tobytes(), "icc_profile": MARKER * 9}
    if form == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", MARKER.decode())
        notes.add_itxt("XML:com.adobe.xmp", f"<x>{MARKER.decode()}</x>")
        return saved(scene(), form, exif=options["exif"], icc_profile=options["icc_profile"], pnginfo=notes)
    if form == "JPEG":
        options["comment"] = MARKER
    return saved(scene(), form, xmp=b"<x:xmpmeta>" + MARKER + b"</x:xmpmeta>", **options)


def png_of_declared_size(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG whose header declares a size, whatever its pixels are."""
    header = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def png_with_bombs_in_its_notes() -> bytes:
    """A PNG with 64 compressed texts and a profile that each grow to 60 MB."""
    grown = zlib.compress(bytes(60_000_000), 9)
    chunks = [(b"zTXt", b"note\0\0" + grown)] * 64 + [(b"iCCP", b"icc\0\0" + grown)]
    whole = png_of_declared_size(8, 8, bytes(8 * 25))
    notes = b"".join(
        struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return whole[:33] + notes + whole[33:]


def jpeg_of_declared_size(width: int, height: int) -> bytes:
    """A small JPEG whose frame header declares another size."""
    small = saved(scene((64, 64)), "JPEG")
    frame = small.index(b"\xff\xc0")
    return small[: frame + 5] + struct.pack("!HH", height, width) + small[frame + 9 :]


def webp_of_declared_size(width: int, height: int) -> bytes:
    """An animated WebP whose canvas declares another size."""
    small = saved(scene((64, 64)), "WEBP", save_all=True, append_images=[scene((64, 64)).rotate(90)])
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return small[:24] + canvas + small[30:]


def jpeg_and_zip() -> bytes:
    """A JPEG that is also a ZIP archive."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as within:
        within.writestr("run.sh", MARKER)
    return saved(scene(), "JPEG") + archive.getvalue()


def jpeg_with_a_script() -> bytes:
    """A JPEG that a careless browser would take for a page."""
    small = saved(scene(), "JPEG", comment=b"<script>alert(1)</script>" + MARKER)
    assert b"<script>" in small
    return small
