"""By what papers identify organisations: every number and name says that it is an example."""

from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Organisation

FORMS = {"FR": "SARL (exemple)", "DE": "GmbH (Beispiel)", "IT": "S.r.l. (esempio)", "ES": "S.L. (ejemplo)", "NL": "B.V. (voorbeeld)"}  # fmt: skip
CENTRES = (OrganisationKind.TRAINING_CENTRE, OrganisationKind.NETWORK_HEAD)


def make() -> None:
    """Fill what is empty in every organisation of the network in scope; every twelfth company lacks its number, to be asked for."""
    found = list(Organisation.objects.order_by("pk").prefetch_related("trades"))
    for number, one in enumerate(found):
        told = _of_centre(one, number) if one.kind in CENTRES else _of_company(one, number)
        for name, value in told.items():
            setattr(one, name, getattr(one, name) or value)
        one.search_text = one.found_by()
    names = ("legal_form", "activity", "registration_number", "representative", "representative_function")
    more = ("address", "postcode", "email", "phone", "oid", "uai_code", "declaration_number", "search_text")
    Organisation.objects.bulk_update(found, [*names, *more], batch_size=200)


def _of_company(one: Organisation, number: int) -> dict[str, str]:
    trade = next(iter(one.trades.all()), None)
    return {
        "legal_form": FORMS.get(str(one.country), "Ltd (example)"),
        "activity": str(trade.name) if trade else "",
        "registration_number": f"EXEMPLE{number:05}" if number % 12 else "",
        "representative": f"Alex Exemple {number}",
        "representative_function": "Gérance" if str(one.country) == "FR" else "Management",
    }


def _of_centre(one: Organisation, number: int) -> dict[str, str]:
    is_french = str(one.country) == "FR"
    return {
        "legal_form": "Établissement public (exemple)" if is_french else "Public body (example)",
        "registration_number": f"EXEMPLE{number:05}",
        "representative": f"Sacha Exemple {number}",
        "representative_function": "Direction" if is_french else "Head of centre",
        "address": f"{number + 1} rue de l’Exemple" if is_french else f"{number + 1} Example street",
        "email": f"centre{number}@example.org",
        "phone": "+33 0 00 00 00 00" if is_french else "+00 0 00 00 00 00",
        "oid": f"E{90000000 + number}",
        **({"uai_code": "0000000X", "declaration_number": "00000000000"} if is_french else {}),
    }
