"""Networks with a row of every model and a mark in every text of it: what leaks is known by its mark.

A new model is filled without a line here. Where its row must hang together otherwise than field by field, say how in `SAID`.
"""

import itertools
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django_countries.fields import CountryField
from django_scopes import scope, scopes_disabled
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString
from pydantic import TypeAdapter
from pypdf import PdfWriter

from compagnon.core.files import JPEG, PDF, SHEET, SVG, ZIP, keep
from compagnon.core.registries import link_purposes
from compagnon.engines.fairness import Audience, Question, Result, report
from compagnon.inclusion.sealing import SealedField, seal
from compagnon.insights.queries.fairness import DIMENSIONS
from compagnon.people import links
from compagnon.schemes import grids
from compagnon.schemes.content import content_of
from compagnon.schemes.models import SchemeTask
from compagnon.schemes.offers.content import offered
from compagnon.seals import certificates
from compagnon.seals.reading import Found
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import NetworkFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.schemes import SchemeFactory, a_grid

DEPARTS, RETURNS = date(2027, 3, 1), date(2027, 3, 15)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ENDS = re.compile("end|until|last|to_|expires|returns|closes")
SIGNS, TRICK = "=+-@", "<svg/onload=x>'\""
"""A text begins as a formula would and carries a tag, where there is room: both must come out as text everywhere."""
LEFT = {"code", "password", "language", "default_language", "time_zone", "search_text", "progress", "step_names"}
"""Fields that stay as the model or a factory gives them."""


def a_paper(words: str) -> bytes:
    """A PDF of an empty page that is called so."""
    kept, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": words})
    writer.write(kept)
    return kept.getvalue()


def a_signature(name: str) -> dict[str, Any]:
    """What is kept of an electronic signature in a PDF."""
    return Found(name, "a" * 64, None, is_stamped=False, is_intact=True, after="").kept()


def _content(filled: Any) -> dict[str, Any]:
    task = filled.row(SchemeTask)
    return {**content_of(task.scheme, [task]), "grid": {"criteria": [grids.empty_criterion("project")]}}


def _of_nobody() -> Any:
    """A table of fairness as the engine writes it, of nobody."""
    people = Question(as_of=DEPARTS, audience=Audience.CENTRE, dimensions=DIMENSIONS, people=())
    return TypeAdapter(Result).dump_python(report(people), mode="json")


SAID: dict[str, dict[str, Any]] = {
    "insights.FairnessRelease": {
        "shown": lambda filled: {name: told for name, told in _of_nobody().items() if name != "release"},
        "register": lambda filled: _of_nobody()["release"],
    },
    "core.SavedView": {"list_name": "participants", "query": "q=rye"},
    "core.ImportRun": {"kind": "learners", "file": lambda filled: keep(b"Nom;Mail\n=1+1;a@example.org\n", kind=SHEET)},
    "core.Double": {"one": 1, "other": 2},
    "core.Activity": {"verb": "mobilities.mobility_preparing"},
    "core.SecurityEvent": {"event": "sign_in"},
    "network.Emblem": {"file": lambda filled: keep(b"<svg/>", kind=SVG), "media_type": SVG},
    "people.Membership": {"role": "mentor", "call_code": "", "departement_code": "", "site": None},
    "people.Replacement": {
        "stand_in": lambda filled: PersonFactory(network=filled.network),
        "first_day": date(2026, 11, 1), "last_day": date(2027, 1, 1),
    },
    "people.Participant": {"birth_date": date(2009, 6, 1)},
    "people.Invitation": {"state": "pending"},
    "privacy.Hold": {"contact": None},
    "privacy.SealedFile": {"file": lambda filled: keep(b"PK", kind=ZIP), "projects": []},
    "people.PersonalLink": {"contact": None, "purpose": "documents.copy", "expires_at": datetime(2030, 1, 1, tzinfo=UTC)},
    "correspondence.Letter": {"key": "placement.question", "to_person": None, "state": "sent", "sent_at": NOON},
    "correspondence.LetterText": {"key": "stays.arrival", "language": "en"},
    "correspondence.LetterWish": {"to_contact": None, "key": "timeline.digest", "rhythm": "daily"},
    "timeline.Reminder": {"kind": "owner", "offset": -7, "to_contact": None, "told_at": NOON},
    "recruitment.Call": {
        "state": "open", "opens_on": date(2026, 11, 1), "closes_on": date(2027, 1, 15),
        "departs_on": DEPARTS, "returns_on": RETURNS, "countries": ["DE"],
    },
    "recruitment.Application": {"state": "submitted", "submitted_at": NOON},
    "recruitment.Consent": {"state": "asked"},
    "recruitment.Opinion": {"state": "asked"},
    "recruitment.Correction": {"steps": lambda _filled: ["motivation"], "done_at": None},
    "recruitment.Answer": {"file": lambda filled: keep(a_paper(f"{filled.word}1002q"), kind=PDF), "media_type": PDF},
    "recruitment.Piece": {"file": lambda filled: keep(a_paper(f"{filled.word}1003q"), kind=PDF), "media_type": PDF},
    "stays.FollowUp": {"kind": "monthly", "month": 1, "marks": lambda filled: {"work": 4}},
    "stays.LogPhoto": {"file": lambda filled: keep(b"\xff\xd8\xff", kind=JPEG), "media_type": JPEG},
    "recruitment.Offer": {"state": "open", "answer_by": date(2030, 1, 1)},
    "recruitment.Appeal": {"state": "open"},
    "recruitment.SelectionVersion": {"content": lambda filled: {"grid": a_grid(), "panel": [], "place_rules": []}},
    "recruitment.Selection": {"grid": lambda filled: a_grid(), "frozen_at": None},
    "recruitment.Meeting": {"begins_at": datetime(2026, 12, 1, 17, tzinfo=UTC), "ends_at": datetime(2026, 12, 1, 18, tzinfo=UTC), "cancelled_at": None},
    "recruitment.Registration": {"cancelled_at": None},
    "mobilities.Departure": {"departs_on": DEPARTS, "returns_on": RETURNS},
    "documents.Document": {"departure": None, "organisation": None, "terms": {}, "form": {}, "state": "signing", "kind": "learning_agreement", "final_file": "",
        "agreed_file": lambda filled: keep(a_paper(f"{filled.word}1000q"), kind=PDF),
    },
    "documents.PaperBundle": {"state": "ready", "file": lambda filled: keep(b"PK", kind=ZIP), "file_until": datetime(2030, 1, 1, tzinfo=UTC)},
    "documents.Proof": {
        "departure": None, "organisation": None, "kind": "travel", "stands_for": "", "found": lambda filled: [a_signature(f"{filled.word}1008q")],
        "file": lambda filled: keep(a_paper(f"{filled.word}1007q"), kind=PDF),
    },
    "documents.Inquiry": {"departure": None, "organisation": None, "person": None, "kind": "quality_commitment", "giver": "host", "terms": [], "answered_at": None, "closed_at": None},
    "documents.JoinedPapers": {"file": lambda filled: keep(a_paper(f"{filled.word}1006q"), kind=PDF), "left_out": []},
    "documents.PaperWording": {
        "kind": "quality_commitment", "state": "draft", "content": lambda filled: {"note": {"en": f"{filled.word}1005q"}},
    },
    "seals.Authority": {"pem": lambda filled: certificates.make(organisation=filled.word, country="FR", now=NOON).chain},
    "documents.OfficialForm": {
        "kind": "quality_commitment", "state": "draft", "language": "en", "left_out": [],
        "file": lambda filled: keep(a_paper(f"{filled.word}1009q"), kind=PDF), "content": lambda _filled: {"pages": [], "boxes": []},
        "given": lambda filled: {"box": {"source": "text", "value": f"{filled.word}1010q", "is_needed": False}},
    },
    "documents.BundleFile": {"departure": None, "papers": lambda filled: [{"kind": "quality_commitment", "state": "lacking", "told": []}]},
    "documents.Signature": {"contact": None, "state": "waiting", "role": "participant", "address": None, "turn": 1, "number": 1, "scan": ""},
    "schemes.SchemeVersion": {"number": 1, "content": _content},
    "schemes.TimelineOffer": {"content": lambda filled: offered(filled.row(SchemeTask).scheme)},
    "schemes.ReceivedTimeline": {
        "content": lambda filled: offered(filled.row(SchemeTask).scheme), "taken": lambda _filled: {}, "taken_edition": None,
    },
    "surveys.TutorEvaluation": {"answered_at": NOON},
    "mfa.Authenticator": {"type": "totp", "data": {}},
    "usersessions.UserSession": {"ip": "203.0.113.7"},
    "inclusion.VaultEntry": {
        "kind": "support", "readers": ["referent", "coordinator", "host"],
        "sealed": lambda filled: seal({"needs": [], "words": f"{filled.word}9001q"}),
    },
}  # fmt: skip
TWICE: dict[str, tuple[str, dict[str, Any]]] = {
    "inclusion.Adjustments": (
        "inclusion.VaultEntry",
        {"kind": "adjustments", "sealed": lambda filled: seal({"adjustments": [], "words": f"{filled.word}9002q"})},
    ),
}
"""A second row of a model, of another kind: the name under which it is found, and what is other in it."""
FACTORIES = {
    "people.Participant": ParticipantFactory,
    "mobilities.Mobility": MobilityFactory,
    "schemes.Scheme": SchemeFactory,
}


SHARED = {"network", "schemes", "partners"}
"""Apps of which people of one network share the rows (but for the sites), as those of which there can be just one."""


class Filled:
    """One row of every model in one network, the texts of each marked `<word><number>q`."""

    def __init__(
        self, word: str, *, beside: "Filled | None" = None, departement: str = "53", country: str = "DE"
    ) -> None:
        self.word, self.country, self.departement, self.numbers = word, country, departement, itertools.count(1)
        self.under_way: set[str] = set()
        with scopes_disabled():
            self.network = beside.network if beside else self._marked(NetworkFactory(key=f"{word}net"))
        self.beside = beside.rows if beside else {}
        self.rows = {label: row for label, row in self.beside.items() if label.partition(".")[0] in SHARED}
        self.rows.pop("network.Site", None)
        self.rows["network.Network"] = self.network
        with scope(network=self.network):
            for model in apps.get_models():
                if any(field.name == "network" for field in model._meta.fields):
                    self.row(model)
            for name, (label, values) in TWICE.items():
                said = {column: one(self) if callable(one) else one for column, one in values.items()}
                self.rows[name] = self.another(apps.get_model(label), **said)
            self.tokens = self._tokens()

    def row(self, model: type[models.Model]) -> Any:
        """The row of a model, made when it is not there yet; None while it is being made further up."""
        label = model._meta.label
        if label in self.rows:
            return self.rows[label]
        if label in self.under_way:
            return None
        self.under_way.add(label)
        values = {
            field.name: value for field in model._meta.concrete_fields if (value := self._value(field)) is not None
        }
        for name, said in SAID.get(label, {}).items():
            values[name] = said(self) if callable(said) else said
        try:
            with transaction.atomic():
                made = FACTORIES.get(label, model._base_manager.create)(**values)
        except IntegrityError as error:
            if label not in self.beside:
                pytest.fail(f"Say in SAID of tests/house/filled.py what a {label} needs: {error}")
            made = self.beside[label]  # of which a network has just one
        self.rows[label] = made
        for field in model._meta.many_to_many:
            if related := self.row(field.related_model):
                getattr(made, field.name).add(related)
        return made

    def another(self, model: type[models.Model], **values: Any) -> Any:
        """One more row like the first, with other values in some columns; `rows` keeps naming the first."""
        made = self.row(model)
        same = [field.attname for field in made._meta.concrete_fields if not field.primary_key and field.name != "code"]
        made = type(made)(**{name: getattr(made, name) for name in same})
        for name, value in values.items():
            setattr(made, name, value)
        made.save(force_insert=True)
        return made

    def _value(self, field: models.Field) -> Any:
        """What a column gets; None leaves it to the model."""
        if field.primary_key or field.name in LEFT:
            return None
        if field.name in BY_NAME:
            return BY_NAME[field.name](self)
        if field.is_relation and field.related_model is not ContentType:
            return self.row(field.related_model)
        if field.is_relation:
            return ContentType.objects.get_for_model(apps.get_model("mobilities.Mobility"))
        if field.choices and not isinstance(field, CountryField):
            return None if field.has_default() else field.choices[0][0]
        return self._text(field) or (None if field.has_default() or field.null or field.blank else self._fact(field))

    def _text(self, field: models.Field) -> Any:
        number = next(self.numbers)
        mark = f"{self.word}{number}q"
        tricky = f"{SIGNS[number % 4]}{mark}{TRICK}"
        if isinstance(field, SealedField):
            return seal({"words": tricky})
        if isinstance(field, I18nCharField | I18nTextField):
            return LazyI18nString({"en": tricky, "fr": tricky})
        if isinstance(field, CountryField) or (field.max_length and field.max_length < len(mark)):
            return self.country if isinstance(field, CountryField) else None
        if isinstance(field, models.EmailField | models.URLField):
            return f"{mark}@example.org" if isinstance(field, models.EmailField) else f"https://{mark}.example.org/"
        if not isinstance(field, models.CharField | models.TextField):
            return None
        has_room = not field.max_length or len(tricky) <= field.max_length
        return tricky if has_room and not isinstance(field, models.SlugField) else mark

    def _fact(self, field: models.Field) -> Any:
        if isinstance(field, models.DateField):
            day = DEPARTS + timedelta(days=14 * bool(ENDS.match(field.name)))
            return datetime.combine(day, NOON.timetz()) if isinstance(field, models.DateTimeField) else day
        if isinstance(field, models.UUIDField):
            return uuid4()
        return (
            1
            if isinstance(field, models.IntegerField | models.DecimalField | models.FloatField | models.BooleanField)
            else None
        )

    def _marked(self, network: Any) -> Any:
        mark = f"{self.word}0q"
        network.name, network.short_name = LazyI18nString({"en": mark, "fr": mark}), mark
        network.save()
        return network

    def _tokens(self) -> dict[str, str]:
        """A personal link for each purpose, about the first thing of ours whose page it opens."""
        return {purpose: self._link(purpose) for purpose in link_purposes.names()}

    def _link(self, purpose: str) -> str:
        about = self.rows[ABOUT.get(purpose, "mobilities.Mobility")]
        holder = self.rows["people.Person"] if purpose in HELD_BY_PEOPLE else self.rows["people.Contact"]
        return links.token_of(links.make(purpose=purpose, holder=holder, about=about))


BY_NAME: dict[str, Callable[[Filled], Any]] = {
    "network": lambda filled: filled.network,
    "departement_code": lambda filled: filled.departement,
    "about_id": lambda filled: filled.row(apps.get_model("mobilities.Mobility")).pk,
    "trail": lambda filled: f"mobility:{filled.row(apps.get_model('mobilities.Mobility')).pk}",
}
"""Columns whose name says what they hold."""
ABOUT = {
    "people.sign_in": "people.Person", "people.join": "people.Invitation",
    "recruitment.offer": "recruitment.Offer", "recruitment.apply": "recruitment.Call", "recruitment.guardian_consent": "recruitment.Consent",
    "recruitment.employer_agreement": "recruitment.Consent", "consents.guardian": "people.Participant",
    "recruitment.registration": "recruitment.Registration", "recruitment.opinion": "recruitment.Opinion",
    "placement.accept": "placement.PlacementRequest", "surveys.tutor_evaluation": "surveys.TutorEvaluation",
    "inclusion.read_needs": "inclusion.VaultEntry", "inclusion.guardian_needs": "people.Participant",
    "documents.sign": "documents.Signature", "documents.papers": "people.Contact", "documents.answer": "people.Contact", "documents.copy": "documents.Document", "stays.arrival": "mobilities.Mobility", "timeline.calendar": "timeline.CalendarFeed",
    "stays.safe": "stays.SafetyAnswer", "stays.follow_up": "stays.FollowUp", "stays.sign": "stays.Silence",
}  # fmt: skip
"""What the links of a purpose are about; a purpose that is not named here is about a mobility."""
HELD_BY_PEOPLE = {"people.sign_in", "people.join", "recruitment.apply", "timeline.calendar", "stays.safe"}
