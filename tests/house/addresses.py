"""Every address of the program, with the door that its view declares."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from compagnon.core.access import Door


@dataclass(frozen=True)
class Address:
    name: str
    pattern: str
    view: Any
    samples: tuple[tuple[str, str], ...]
    """Each argument with a value that fits its pattern and names nothing there is."""

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(name for name, _value in self.samples)

    @property
    def door(self) -> Door | None:
        return getattr(self.view, "door", None)

    @property
    def place(self) -> str:
        return self.name or f"/{self.pattern}"

    def url(self, **arguments: str) -> str:
        return reverse(self.name, kwargs=arguments)

    def url_of_nothing(self) -> str:
        """Its address with arguments that name nothing there is."""
        return self.url(**dict(self.samples))


def addresses() -> list[Address]:
    return list(_below(get_resolver().url_patterns, "", "", ()))


def behind(*doors: str) -> list[Address]:
    return [one for one in addresses() if one.door and one.door.name in doors]


def _below(patterns: list[Any], namespace: str, prefix: str, taken: tuple[tuple[str, str], ...]) -> Iterator[Address]:
    for one in patterns:
        samples = (*taken, *_samples(one.pattern))
        whole = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _below(one.url_patterns, inner, whole, samples)
        elif isinstance(one, URLPattern):
            yield Address(f"{namespace}{one.name}" if one.name else "", whole, one.callback, samples)


def _samples(pattern: Any) -> Iterator[tuple[str, str]]:
    for name in pattern.regex.groupindex:
        choice = re.search(rf"\(\?P<{name}>([a-z]+)\|", pattern.regex.pattern)
        yield name, choice[1] if choice else "987654321"
