"""Reads of preparation: modules with what is done, the language, country pages and their emergency numbers."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from compagnon.engines.legal.facts import EUROPEAN_UNION
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Destination
from compagnon.travel.models import CountryPage, LanguageWork, Module, ModuleDone, PreparationSettings
from compagnon.travel.phrases.preparation import NUMBERS


@dataclass(frozen=True)
class Number:
    """One emergency number. `is_checked` when somebody of the network wrote it, else it is only generally known."""

    service: str
    label: str
    number: str
    is_checked: bool


@dataclass(frozen=True)
class Doing:
    """One module with what was done of it."""

    module: Module
    done: ModuleDone | None


def settings_of(network: Any) -> PreparationSettings:
    """What the network has set; an empty row, not kept, while it has set nothing."""
    kept = PreparationSettings.objects.filter(network=network).first()
    return kept or PreparationSettings(network=network)


def modules_for(mobility: Mobility) -> list[Doing]:
    """The modules that are offered, and those that were done before one was switched off."""
    done = {one.module_id: one for one in ModuleDone.objects.filter(mobility=mobility)}
    return [Doing(one, done.get(one.pk)) for one in Module.objects.all() if not one.is_off or one.pk in done]


def module_for(mobility: Mobility, code: str) -> Module:
    """One of them; raises DoesNotExist for any other."""
    for doing in modules_for(mobility):
        if doing.module.code == code:
            return doing.module
    raise Module.DoesNotExist


def language_of(mobility: Mobility) -> LanguageWork:
    """What is known of the language; an empty row, not kept, while nothing is."""
    kept = LanguageWork.objects.filter(mobility=mobility).first()
    return kept or LanguageWork(network_id=mobility.network_id, mobility=mobility)


def page_of(country: str) -> CountryPage | None:
    """What the network wrote about a country."""
    found: CountryPage | None = CountryPage.objects.filter(country=country).first()
    return found


def numbers_of(country: str, page: CountryPage | None) -> list[Number]:
    """Emergency numbers that the network wrote; else 112 in the European Union, generally known and to be checked."""
    kept = page.numbers if page else {}
    found = [Number(key, str(NUMBERS[key]), kept[key], is_checked=True) for key in NUMBERS if kept.get(key)]
    if not found and country in EUROPEAN_UNION:
        return [Number("all", str(NUMBERS["all"]), "112", is_checked=False)]
    return found


def countries_to_keep() -> list[dict[str, Any]]:
    """Every destination of the network, and every country with a page, with the page if there is one."""
    pages = {str(page.country): page for page in CountryPage.objects.all()}
    codes = {str(one.country): str(one.country.name) for one in Destination.objects.filter(is_off=False)}
    codes |= {code: str(page) for code, page in pages.items()}
    return [
        {"code": code, "name": codes[code], "page": pages.get(code)}
        for code in sorted(codes, key=lambda one: codes[one])
    ]


def modules() -> QuerySet[Module]:
    """Every module, switched off ones too."""
    found: QuerySet[Module] = Module.objects.all()
    return found
