"""A part of a photo that an officer hid is blurred wherever the photo is shown; what is kept stays as it was."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from dialogue.hear import Photo, Press
from tests.cases.test_casework import CASE, GROUP, reported
from tests.world import World


def noisy() -> bytes:
    out = BytesIO()
    Image.effect_noise((900, 900), 120).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def is_fine(picture: bytes | None, column: int, row: int) -> bool:
    """Whether a ninth of a picture shows anything fine."""
    assert picture
    image = Image.open(BytesIO(picture)).convert("L")
    third = image.width // 3
    left, upper = column * third + third // 20, row * third + third // 20
    low, high = image.crop((left, upper, left + third // 6, upper + third // 6)).getextrema()
    return bool(high - low > 40)  # type: ignore[operator]


async def test_nobody_sees_it_any_more_and_the_photo_is_as_it_was(world: World) -> None:
    world.channel.files["a"] = noisy()
    await reported(world)
    row = await world.read(lambda tx: tx.one("select name, key_id from photo where state = 'kept'"))
    before = world.basis.photos.read(row["name"], row["key_id"])
    await world.say("zhou", Press(f"hide:{CASE}:1"))
    await world.press("zhou", "hide-which:5")
    card = [one for one in world.channel.shown if one.address == world.address(GROUP) and one.picture][-1]
    assert card.is_edit
    await world.say("wang", Press(f"case:{CASE}"))
    mine = [one for one in world.channel.shown if one.address == world.address("wang") and one.picture][-1]
    for shown in (card, mine):
        assert not is_fine(shown.picture, 1, 1)
        assert is_fine(shown.picture, 2, 2)
    assert world.basis.photos.read(row["name"], row["key_id"]) == before
    assert await world.count("case_event", "what = 'hide'") == 1
    await world.say("zhou", Press(f"hide:{CASE}:1"))
    await world.press("zhou", "hide-which:5")
    assert await world.count("case_event", "what = 'hide'") == 1


async def test_a_photo_that_came_later_is_its_own(world: World) -> None:
    await reported(world)
    await world.say("wang", Press(f"add:{CASE}"))
    await world.say("wang", Photo("b"))
    await world.say("zhou", Press(f"hide:{CASE}:1"))
    await world.press("zhou", "hide-which:1")
    assert await world.count("pixelated") == 1
