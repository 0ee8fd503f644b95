"""Factories make things of any network, whichever scope the test has open; the program itself may not."""

from typing import Any

from django_scopes import scopes_disabled
from factory.django import DjangoModelFactory

_generate = DjangoModelFactory._generate.__func__


def _generate_anywhere(cls: Any, strategy: Any, params: Any) -> Any:
    with scopes_disabled():
        return _generate(cls, strategy, params)


DjangoModelFactory._generate = classmethod(_generate_anywhere)
