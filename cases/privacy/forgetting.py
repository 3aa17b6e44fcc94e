"""How a case forgets: what was said in it goes, its facts and its chain of events stay."""

from __future__ import annotations

from dataclasses import dataclass

from cases import store as casebook
from cases.moving import Moving
from cases.privacy import store
from cases.review import store as signs

GRID_E7 = 10_000  # 0.001 degrees: 111 m north, 95 m east in Shanghai; what is left of a place whose time is up


@dataclass(slots=True)
class Forgetting:
    """Letting go of what cases say, within one turn's transaction."""

    moving: Moving

    def case(self, number: str) -> None:
        """Words, notes and reporter of a case are gone; wherever its card stands it is drawn without them."""
        moving = self.moving
        store.be_nobody(moving.tx)
        store.forget_case(moving.tx, number, key_id=moving.seals.new_key(), now=moving.now)
        store.forget_office_words(moving.tx, number)
        signs.forget_case(moving.tx, number)
        store.drop_shown(moving.tx, number)

    def redraw(self, number: str) -> None:
        """Show its office what is left of a case, wherever its card stands."""
        case = casebook.find(self.moving.tx, self.moving.seals, number)
        assert case is not None, "a case is never removed"
        self.moving.informing.redraw(case)

    def coarsely(self, number: str, *, latitude_e7: int, longitude_e7: int) -> int:
        """A case whose time is up: besides, its photos go and its place is only known to about 100 m; the photos."""
        self.case(number)
        photos = store.drop_case_photos(self.moving.tx, number)
        store.forget_followers_words(self.moving.tx, number)
        store.coarsen(
            self.moving.tx, number,
            latitude_e7=on_grid(latitude_e7), longitude_e7=on_grid(longitude_e7), now=self.moving.now,
        )  # fmt: skip
        return photos


def on_grid(degrees_e7: int) -> int:
    """The middle of the grid's square, so that nothing tells on which side of it the place was."""
    return degrees_e7 // GRID_E7 * GRID_E7 + GRID_E7 // 2
