"""The voucher's picture: its QR is read by a scanner, from small and slanted pictures too, and carries pixels alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from bot.code_reading import read_qr
from bot.voucher_card import HEIGHT_PX, WIDTH_PX, VoucherWords, voucher_card

CODE = "7K3M-9QX2-4TBP"
LONG = "a voucher with a name that is a good deal longer than anybody who made the card had in mind"


def words(**other: str) -> VoucherWords:
    usual = {
        "scheme": "星光礼遇",
        "benefit": "社区食堂套餐",
        "shop": "社区食堂（样例）",
        "where": "大宁路街道",
        "until": "12 月 24 日前有效",
        "hint": "给店员看这张图就行，不用报姓名",
        "price": "30 分",
        "code": CODE,
    }
    return VoucherWords(**{**usual, **other})


@pytest.mark.parametrize("side_px", [1520, 640, 320])
def test_the_qr_is_read_at_any_size_that_a_screen_shows(side_px: int) -> None:
    image = Image.open(BytesIO(voucher_card(words())))
    image.thumbnail((side_px, side_px))
    assert read_qr(_jpeg(image)) == CODE


@pytest.mark.parametrize("degrees", [12, 90, 200])
def test_the_qr_is_read_from_a_photo_that_is_held_askew(degrees: int) -> None:
    image = Image.open(BytesIO(voucher_card(words()))).resize((810, 1140))
    table = Image.new("RGB", (1600, 1600), "#6b5b4a")
    table.paste(image, (380, 200))
    assert read_qr(_jpeg(table.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="#6b5b4a"))) == CODE


@pytest.mark.parametrize("other", [{"benefit": LONG}, {"shop": LONG}, {"hint": LONG}, {"benefit": "长" * 60}])
def test_words_of_any_length_leave_the_qr_free(other: dict[str, str]) -> None:
    card = voucher_card(words(**other))
    assert read_qr(card) == CODE
    assert Image.open(BytesIO(card)).size == (WIDTH_PX, HEIGHT_PX)


def test_the_card_carries_nothing_but_pixels() -> None:
    image = Image.open(BytesIO(voucher_card(words())))
    assert not image.getexif()
    assert not {"comment", "icc_profile"} & set(image.info)


def test_no_code_is_found_where_there_is_none() -> None:
    assert read_qr(_jpeg(Image.new("RGB", (400, 300), "orange"))) == ""


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()
