"""`python -m tests.permissions`: writes docs/permissions.md."""

from tests.permissions.page import page
from tests.permissions.test_permissions import PAGE

PAGE.write_text(page(), encoding="utf-8")
