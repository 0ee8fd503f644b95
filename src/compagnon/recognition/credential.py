"""The Europass Mobility as data: the European Learning Model, as a credential that nobody has sealed yet (EU-01).

The shape is the application profile for European Digital Credentials of the model's version 3. What its shapes ask for and
only a sealing service can say, the eIDAS identifier of the issuer, is left out: whoever seals it adds it.
"""

import base64
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone, translation
from django_countries import countries

from compagnon.documents.models import Document
from compagnon.documents.typesetting.compile import pictured_europass
from compagnon.documents.typesetting.facts import EuropassMobilityFacts, OrganisationFacts

Node = dict[str, Any]

AUTHORITY = "http://publications.europa.eu/resource/authority"
SNB = "http://data.europa.eu/snb"
CONTEXT = ["https://www.w3.org/2018/credentials/v1", f"{SNB}/model/context/edc-ap"]
LANGUAGES = {"en": ("ENG", "English"), "fr": ("FRA", "French"), "de": ("DEU", "German"), "it": ("ITA", "Italian"),
             "es": ("SPA", "Spanish"), "nl": ("NLD", "Dutch")}  # fmt: skip
NAMESPACE = uuid.UUID("6f0e7f3a-6a52-5f8e-9a54-0d7c3f1e2b10")


def credential_of(document: Document) -> Node:
    """The credential of a Europass Mobility that everybody has signed, as JSON-LD: what the signed paper says, and codes of today.

    The same document gives the same credential. Countries and trade are coded as they stand in the file.
    """
    return Credential(document).whole()


class Credential:
    """One credential under construction: its nodes are numbered by their kind, so that each has a name of its own."""

    def __init__(self, document: Document) -> None:
        mobility: Any = document.mobility
        self.document, self.mobility = document, mobility
        self.facts = EuropassMobilityFacts.model_validate(document.facts)
        self.languages = [code for code in document.languages if code in LANGUAGES] or ["en"]
        self.counted: dict[str, int] = {}
        self.issuer = self._organisation(self.facts.issuing_body, self._country_of_sender())
        self.host = self._organisation(self.facts.host, str(mobility.host.country) if mobility.host else "")

    def whole(self) -> Node:
        issued = _moment(self.document.finished_at or self.facts.made_at)
        return {
            "@context": CONTEXT,
            "id": f"urn:uuid:{uuid.uuid5(NAMESPACE, self.document.final_sha256)}",
            "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
            "credentialSchema": {"id": f"{SNB}/model/ap/edc-generic-full", "type": "ShaclValidator2017"},
            "credentialProfiles": _concept(f"{SNB}/credential/e34929035b", f"{SNB}/credential/25831c2", "Generic"),
            "issued": issued,
            "issuanceDate": issued,
            "validFrom": issued,
            "issuer": self.issuer,
            "displayParameter": self._display(),
            "credentialSubject": self._subject(),
        }

    def _node(self, kind: str, **said: Any) -> Node:
        self.counted[kind] = self.counted.get(kind, 0) + 1
        name = f"urn:epass:{kind[0].lower()}{kind[1:]}:{self.counted[kind]}"
        return {"id": name, "type": kind, **{key: value for key, value in said.items() if value}}

    def _said(self, texts: dict[str, str]) -> dict[str, str]:
        """A text by language; one that belongs to no language stands in the first of the paper."""
        found = {code: text for code, text in texts.items() if code in LANGUAGES and text}
        return found or {self.languages[0]: next(iter(texts.values()), "")}

    def _country_of_sender(self) -> str:
        sender = self.mobility.participant.sending_organisation or (
            self.mobility.site and self.mobility.site.organisation
        )
        return str(sender.country) if sender else ""

    def _organisation(self, facts: OrganisationFacts, country: str) -> Node:
        address = facts.address
        full = self._node("Note", noteLiteral={self.languages[0]: address}) if address else None
        where = self._node("Address", countryCode=_country(country), fullAddress=full)
        oid = self._node("Identifier", schemeName="Erasmus+ OID", notation=facts.oid) if facts.oid else None
        return self._node(
            "Organisation",
            legalName={self.languages[0]: facts.name},
            location=self._node("Location", address=where),
            identifier=oid,
        )

    def _display(self) -> Node:
        language = LANGUAGES[self.languages[0]]
        pages = [
            self._node("DisplayDetail", page=number, image=self._picture(page))
            for number, page in enumerate(pictured_europass(self.facts, languages=tuple(self.languages)), start=1)
        ]
        return self._node(
            "DisplayParameter",
            title=self._title(),
            primaryLanguage=_language(language),
            language=[_language(LANGUAGES[code]) for code in self.languages],
            individualDisplay=[self._node("IndividualDisplay", language=_language(language), displayDetail=pages)],
        )

    def _picture(self, page: bytes) -> Node:
        return self._node(
            "MediaObject",
            content=base64.b64encode(page).decode(),
            contentEncoding=_concept(f"{SNB}/encoding/6146cde7dd", f"{SNB}/encoding/25831c2", "base64"),
            contentType=_concept(f"{AUTHORITY}/file-type/PNG", f"{AUTHORITY}/file-type", "PNG"),
        )

    def _title(self) -> dict[str, str]:
        return {code: f"Europass Mobility: {text}" for code, text in self._said(self.facts.scheme).items()}

    def _subject(self) -> Node:
        person, holder = self.mobility.participant.person, self.facts.holder
        first = self.languages[0]
        born = _moment(holder.birth_date) if holder.birth_date else None
        return self._node(
            "Person",
            givenName={first: person.first_name},
            familyName={first: person.last_name},
            fullName={first: holder.name},
            dateOfBirth=born,
            hasClaim=[self._achievement()],
        )

    def _achievement(self) -> Node:
        """The stay as one achievement, with each learning outcome and each course as a part that was assessed."""
        return self._node(
            "LearningAchievement",
            title=self._title(),
            awardedBy=self._awarded(),
            specifiedBy=self._specification(),
            influencedBy=[self._activity()],
            hasPart=[*self._skills(), *self._courses()],
        )

    def _awarded(self) -> Node:
        return self._node("AwardingProcess", awardingBody=self.issuer)

    def _specification(self) -> Node:
        trade, level = self.mobility.trade, self.facts.holder.eqf_level
        area = trade.isced_f if trade else ""
        outcomes = [self._node("LearningOutcome", title=self._said(skill.text)) for skill in self.facts.skills]
        return self._node(
            "LearningAchievementSpecification",
            title=self._title(),
            thematicArea=_concept(f"{SNB}/isced-f/{area}", f"{SNB}/isced-f/25831c2", area) if area else None,
            eqfLevel=_concept(f"{SNB}/eqf/{level}", f"{SNB}/eqf/25831c2", f"Level {level}") if level else None,
            learningOutcome=outcomes,
        )

    def _activity(self) -> Node:
        spans = self.facts.period.parts or ((self.facts.period.start, self.facts.period.end),)
        return self._node(
            "LearningActivity",
            title=self._said(self.facts.scheme),
            awardedBy=self._awarded(),
            directedBy=self.host,
            location=self.host["location"],
            temporal=[
                self._node("PeriodOfTime", startDate=_moment(start), endDate=_moment(end))
                for start, end in spans
                if start and end
            ],
        )

    def _skills(self) -> Iterator[Node]:
        for skill in self.facts.skills:
            yield self._part(self._said(skill.text), self._said(skill.level_reached) if skill.level_reached else {})

    def _courses(self) -> Iterator[Node]:
        language = self.facts.courses_in or self.languages[0]
        for course in self.facts.courses:
            yield self._part({language: course.title}, {language: course.mark} if course.mark else {})

    def _part(self, title: dict[str, str], grade: dict[str, str]) -> Node:
        proof = (
            self._node(
                "LearningAssessment",
                title=title,
                awardedBy=self._awarded(),
                grade=self._node("Note", noteLiteral=grade),
                assessedBy=self.host,
            )
            if grade
            else None
        )
        return self._node("LearningAchievement", title=title, awardedBy=self._awarded(), provenBy=proof)


def _concept(name: str, scheme: str, words: str) -> Node:
    return {
        "id": name,
        "type": "Concept",
        "inScheme": {"id": scheme, "type": "ConceptScheme"},
        "prefLabel": {"en": words},
    }


def _language(named: tuple[str, str]) -> Node:
    code, words = named
    return _concept(f"{AUTHORITY}/language/{code}", f"{AUTHORITY}/language", words)


def _country(code: str) -> Node | None:
    """By the three letters that the authority table uses; none for a country that is not known."""
    three = countries.alpha3(code) if code else ""
    if not three:
        return None
    with translation.override("en"):
        return _concept(f"{AUTHORITY}/country/{three}", f"{AUTHORITY}/country", str(countries.name(code)))


def _moment(value: date | datetime) -> str:
    moment = value if isinstance(value, datetime) else timezone.make_aware(datetime.combine(value, time()))
    return timezone.localtime(moment).isoformat(timespec="seconds")
