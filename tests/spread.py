"""Which tests one worker runs together: those of a module whose fixture is dear to make; all others go one by one, stories first.

A story of a hundred seconds that begins last leaves the other worker with nothing to do.

By the path, because the marks by which pytest-xdist groups do nothing with the pytest that we use: both workers had made the crawl.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {"tests/crawl/test_reading.py", "tests/doors/test_demo.py", "tests/house/test_objects.py"}


LONG = ("journey", "browser")


class Spread(LoadScopeScheduling):
    """The largest groups first, then test by test."""

    def _split_scope(self, nodeid):
        path = nodeid.partition("::")[0]
        return path if path in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config, log):
    return Spread(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """After they were shuffled: stories, then what else drives a browser, then all others."""
    items.sort(
        key=lambda item: next((place for place, mark in enumerate(LONG) if item.get_closest_marker(mark)), len(LONG))
    )
