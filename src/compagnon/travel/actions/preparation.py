"""Preparation is done and written down: language, modules, country pages, settings."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.i18n import in_every_language
from compagnon.core.states import MoveRefused, locked
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network
from compagnon.travel.models import CountryPage, LanguageWork, Module, ModuleDone, PreparationSettings
from compagnon.travel.queries.preparation import settings_of


@transaction.atomic
def keep_language(*, mobility: Mobility, said: dict[str, Any], by: Any) -> LanguageWork:
    """Write what is known of the language of a stay."""
    locked(mobility)  # so that the first row of a stay is made once
    work = LanguageWork.objects.filter(mobility=mobility).first()
    work = work or LanguageWork(network_id=mobility.network_id, mobility=mobility)
    for name, value in said.items():
        setattr(work, name, value)
    work.save()
    activity.record("travel.language_kept", about=work, by=by, trail=mobility)
    return work


@transaction.atomic
def finish_module(*, mobility: Mobility, module: Module, learnt: str, by: Any) -> ModuleDone:
    """Say that a module is done, and what was learnt. Said twice, the first stays."""
    locked(mobility)
    kept = ModuleDone.objects.filter(mobility=mobility, module=module).first()
    if kept is not None:
        return kept
    done: ModuleDone = ModuleDone.objects.create(
        network_id=mobility.network_id,
        mobility=mobility,
        module=module,
        learnt=learnt.strip(),
        done_by_name=by.full_name,
    )
    facts = {"module": in_every_language(module.title)}
    activity.record("travel.module_done", about=done, by=by, trail=mobility, facts=facts)
    return done


@transaction.atomic
def reopen_module(*, mobility: Mobility, module: Module, by: Any) -> None:
    """A module is to be done again; the undo of a press."""
    done = ModuleDone.objects.select_for_update().filter(mobility=mobility, module=module).first()
    if done is not None:
        facts = {"module": in_every_language(module.title)}
        activity.record("travel.module_reopened", about=done, by=by, trail=mobility, facts=facts)
        done.delete()


@transaction.atomic
def keep_country(*, page: CountryPage, by: Any) -> CountryPage:
    """Write a country page: whoever keeps it has read it again today.

    Raises MoveRefused when a colleague has begun the page of this country meanwhile: their words are not overwritten unread.
    """
    _one_after_another(page.network_id)
    if page.pk is None and CountryPage.objects.filter(country=page.country).exists():
        raise MoveRefused(_("A colleague has just written this page. Copy your words, open the page again, put both together."))  # fmt: skip
    page.reviewed_on, page.reviewed_by_name = clock.today(), by.full_name
    page.save()
    activity.record("travel.country_kept", about=page, by=by, facts={"country": in_every_language(page.country.name)})
    return page


@transaction.atomic
def keep_module(*, module: Module, by: Any) -> Module:
    """Write a module, a new one at the end of the list."""
    if module.pk is None:
        _one_after_another(module.network_id)
        module.position = (Module.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    module.save()
    activity.record("travel.module_kept", about=module, by=by, facts={"module": in_every_language(module.title)})
    return module


@transaction.atomic
def keep_settings(*, network: Network, said: dict[str, Any], by: Any) -> PreparationSettings:
    """Write the settings of preparation."""
    _one_after_another(network.pk)
    kept = settings_of(network)
    for name, value in said.items():
        setattr(kept, name, value)
    kept.save()
    activity.record("travel.preparation_set", about=network, by=by)
    return kept


def _one_after_another(network: int) -> None:
    """Whoever makes the first row of something waits for whoever does the same."""
    Network.objects.select_for_update().get(pk=network)
