"""What a test sees of the workers, and of a picture."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

WORKER_BYTES_MAX = 300_000_000


def opened(data: bytes) -> Image.Image:
    """A picture that must be a JPEG."""
    return Image.open(BytesIO(data), formats=("JPEG",))


def workers() -> list[int]:
    """The ids of this process's own decoders."""
    children = [int(pid) for task in Path("/proc/self/task").iterdir() for pid in _children(task)]
    return [pid for pid in children if b"storage.decode" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _children(task: Path) -> list[str]:
    return (task / "children").read_text().split()


def peak_bytes() -> int:
    """The most memory any of the present workers ever had, as the system counts it."""
    peaks = [0]
    for pid in workers():
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        peaks += [int(line.split()[1]) * 1_024 for line in lines if line.startswith("VmHWM")]
    return max(peaks)
