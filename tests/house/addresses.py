"""Every address of the program, with the door that its view declares."""

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
    arguments: tuple[str, ...]

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
        return self.url(**dict.fromkeys(self.arguments, "987654321"))


def addresses() -> list[Address]:
    return list(_below(get_resolver().url_patterns, "", "", ()))


def behind(*doors: str) -> list[Address]:
    return [one for one in addresses() if one.door and one.door.name in doors]


def _below(patterns: list[Any], namespace: str, prefix: str, arguments: tuple[str, ...]) -> Iterator[Address]:
    for one in patterns:
        taken = (*arguments, *one.pattern.converters)
        whole = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _below(one.url_patterns, inner, whole, taken)
        elif isinstance(one, URLPattern):
            yield Address(f"{namespace}{one.name}" if one.name else "", whole, one.callback, taken)
