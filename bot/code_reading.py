"""A voucher's QR in a photo of a screen or of paper."""

from __future__ import annotations

from io import BytesIO

import zxingcpp
from PIL import Image

TEXT_MAX = 80  # characters: our codes have fourteen, whatever is longer is somebody else's


def read_qr(jpeg: bytes) -> str:
    """What the QR in a picture says, the first where there are several; empty where none can be read.

    `jpeg` is a kept photo: decoded once already, under limits, by `storage.photos`.
    """
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as image:
        found = zxingcpp.read_barcodes(
            image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
    return next((code.text[:TEXT_MAX] for code in found if code.text), "")
