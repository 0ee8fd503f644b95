"""What a web process has done before the first page is asked for."""

import gc

from django.urls import get_resolver


def get_ready() -> None:
    """Load the code of every page, and have the garbage collector leave what is loaded alone.

    It would walk through all of that again and again, for a fifth of a second in the middle of somebody's page, and find nothing.
    """
    get_resolver().url_patterns  # noqa: B018  (looking is what loads)
    gc.collect()
    gc.freeze()
