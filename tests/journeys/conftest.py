"""The small world of a journey: the first network with its people, three companies, one apprentice of 17."""

from tests.browser.conftest import browser, visitor  # noqa: F401  (fixtures)
