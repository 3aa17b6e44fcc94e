"""A person, as a turn knows them."""

from __future__ import annotations

from dataclasses import dataclass, replace

RIDER, OFFICER, COORDINATOR, SHOP = "rider", "officer", "coordinator", "shop"
ROLES = (RIDER, OFFICER, COORDINATOR, SHOP)
CLUE_DESK, CARE_DESK, RIGHTS_DESK = "clue_desk", "care_desk", "rights_desk"
QUIET = "quiet"  # where their conversations stand, and their menu
QUIET_ROLES = (CLUE_DESK, CARE_DESK, RIGHTS_DESK)  # each sees its own counter and nothing of the others
OWNER = "owner"  # of a shop: what its staff (SHOP) may do, and more; where other roles have a street it has its shop
SHOWN_TO_ALL = "shown-to-all"  # what an invite for one person becomes where a whole group reads it: void
NOBODY = "p-nobody"  # who reported what was let go of (cases/privacy)
COUNTER = "counter"  # an invite that binds a chat to a street, and makes who binds it an officer there
INVITED = (*ROLES, *QUIET_ROLES, COUNTER, OWNER)  # what an invite can be for


@dataclass(frozen=True, slots=True)
class Person:
    """`member` is the only name the ledger knows, `alias` the only one officers see.

    `roles` are pairs of role and street code; '' is the whole district. A shop's people have the shop's code there.
    Everybody is a rider.
    """

    id: str
    key_id: str
    member: str
    alias: str
    language: str
    agreed_version: int
    roles: frozenset[tuple[str, str]] = frozenset()
    consent_version: int = 1  # the version in force
    goes_at: int | None = None  # UTC seconds from which they are erased, as they asked

    @property
    def has_agreed(self) -> bool:
        return self.agreed_version >= self.consent_version

    def is_(self, role: str) -> bool:
        """Whether they have a role anywhere."""
        return role == RIDER or any(held == role for held, _ in self.roles)

    def may(self, role: str, street: str) -> bool:
        """Whether they have a role for a street, by itself or for the whole district."""
        return (role, street) in self.roles or (role, "") in self.roles

    def streets(self, role: str) -> list[str]:
        """The streets of a role; '' stands for all."""
        return sorted(street for held, street in self.roles if held == role)

    def agreed(self) -> Person:
        return replace(self, agreed_version=self.consent_version)
