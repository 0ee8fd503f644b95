"""The people of the vault's own tests."""

from tests.inclusion.conftest import coordinator, learner, on_26_november_2026, referent, stay

__all__ = ["coordinator", "learner", "on_26_november_2026", "referent", "stay"]
