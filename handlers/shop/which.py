"""Which shop somebody speaks for, and what it looks like today."""

from __future__ import annotations

from cases.starlight.handbook import Shop
from dialogue.ask import Ask, Option
from dialogue.refusal import Refusal
from dialogue.say import Button, Say, name, text
from handlers.desk import Desk
from people.person import OWNER, SHOP


class NoSuchShop(Refusal):
    """Not theirs, or no longer in the handbook."""


class OwnerOnly(Refusal):
    """Staff redeem; what is offered and who works there is the owner's."""


def shop_of(ask: Ask, desk: Desk, *, role: str = SHOP) -> Shop:
    """The shop that this talk is about: the only one of the person, or the one that they choose.

    Raises NoSuchShop, or OwnerOnly where a member of the staff asks for what only the owner may do.
    """
    shops = desk.catalog.handbook.shops
    own = [shops[code] for code in desk.person.streets(role) if code in shops]
    if not own:
        raise OwnerOnly if role == OWNER and desk.person.is_(SHOP) else NoSuchShop
    if len(own) == 1:
        return own[0]
    return ask.choice("which-shop", [Option(shop.code, name(shop.names), shop) for shop in own], per_row=1)


def shop_welcome(desk: Desk, role: str, code: str) -> Say:
    """The first word to an owner or a member of the staff: what can be done, as buttons."""
    shop = desk.catalog.handbook.shops.get(code)
    if shop is None:
        raise NoSuchShop
    return Say(f"{role}-welcome", {"shop": name(shop.names)}, keys_of(desk, shop), menu="own")


def keys_of(desk: Desk, shop: Shop) -> tuple[tuple[Button, ...], ...]:
    """What this person can do for a shop."""
    staff = (Button(text("menu-redeem"), "redeem"), Button(text("shop-receipts"), "receipts"))
    if not desk.person.may(OWNER, shop.code):
        return (staff,)
    return (
        staff,
        (Button(text("shop-offers"), "offers"), Button(text("shop-statement"), "statement")),
        (Button(text("shop-till"), "till"), Button(text("shop-staff"), "staff")),
    )
