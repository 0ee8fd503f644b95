"""The privacy notice of a network: a short and a full layer, written from the declarations, kept by version."""

import json
from hashlib import sha256
from typing import Any

from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from compagnon.privacy.models import NoticeVersion
from compagnon.privacy.record import controller_of, countries_beyond, processings

LAYERS = ("short", "full")


def written(network: Any, layer: str) -> str:
    """One layer as it would be published now, in the reader's language."""
    context = {
        "network": network,
        "controller": controller_of(network),
        "processings": processings(network) if layer == "full" else (),
        "beyond": countries_beyond(network),
    }
    return render_to_string(f"privacy/public/_{layer}.html", context)


def texts(network: Any) -> dict[str, dict[str, str]]:
    """Both layers in every language of the network."""
    found = {}
    for language in network.languages or ["en"]:
        with translation.override(language):
            found[language] = {layer: written(network, layer) for layer in LAYERS}
    return found


def fingerprint(said: dict[str, dict[str, str]]) -> str:
    """What tells whether two versions say the same."""
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def current(network: Any) -> NoticeVersion | None:
    """The version published last; None while none was."""
    found: NoticeVersion | None = NoticeVersion.objects.filter(network=network).order_by("-number").first()
    return found


def next_number(network: Any) -> int:
    """The number of the version that would be published now."""
    last = NoticeVersion.objects.filter(network=network).aggregate(Max("number"))["number__max"]
    return int(last or 0) + 1


def shown(network: Any, layer: str) -> str:
    """What people read: the published version in their language, else what is written now."""
    version = current(network)
    language = translation.get_language() or "en"
    kept = version.texts.get(language) if version else None
    return mark_safe(kept[layer] if kept else written(network, layer))
