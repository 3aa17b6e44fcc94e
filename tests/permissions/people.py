"""Everybody the table knows, each with what they are to the street whose things are tried."""

from __future__ import annotations

from collections.abc import Mapping

PEOPLE: Mapping[str, str] = {
    "stranger": "somebody who has not agreed",
    "reporter": "the rider who reported or confided it",
    "follower": "a rider who saw it too",
    "looker": "a rider who is asked to look at it again",
    "rider": "another rider",
    "holder": "the officer who has it",
    "officer": "another officer of the street",
    "duty": "the street's duty officer",
    "elsewhere": "an officer of another street",
    "street": "the street's coordinator",
    "other": "another street's coordinator",
    "both": "another street's coordinator who is an officer here",
    "district": "a district coordinator",
    "clue": "the clue desk",
    "care": "the street's care desk",
    "farcare": "another street's care desk",
    "rights": "the rights desk",
    "owner": "the shop's owner",
    "staff": "the shop's staff",
    "shopkeeper": "another shop's owner",
}
Who = frozenset[str]

ALL: Who = frozenset(PEOPLE)
RIDERS: Who = ALL - {"stranger"}  # whoever has agreed reports like any rider
HERE: Who = frozenset({"holder", "officer", "duty", "street", "both", "district"})  # works for the street
HAS_IT: Who = frozenset({"holder", "street", "district"})  # may work what an officer has taken
COORDINATES: Who = frozenset({"street", "district"})
ANY_COORDINATOR: Who = COORDINATES | {"other", "both"}
ANY_OFFICE: Who = HERE | ANY_COORDINATOR | {"elsewhere"}
ANY_DESK: Who = frozenset({"clue", "care", "farcare", "rights"})
SHOP: Who = frozenset({"owner", "staff"})
ANY_OWNER: Who = frozenset({"owner", "shopkeeper"})
NOBODY: Who = frozenset()
