"""The paper that an amendment is: every kind and condition in three languages, whatever is typed, and beside its original."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from i18nfield.strings import LazyI18nString

from compagnon.core import clock
from compagnon.documents.actions import amending, sending, terms
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.amending.comparing import Change, agreed, differences
from compagnon.documents.amending.consequences import as_signed, consequences_of
from compagnon.documents.amending.drafting import Wanted, draft
from compagnon.documents.amending.kinds import Amended, AmendmentFilling
from compagnon.documents.amending.points import Point, points_of
from compagnon.documents.amending.versions import editions_of, lines_of
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.filing import filed
from compagnon.documents.models import Document
from compagnon.documents.typesetting.compile import typeset_paper
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.documents.typesetting.facts import LANGUAGES, CardFacts, RowFacts, SectionFacts, TableFacts
from compagnon.documents.typesetting.labels import all_labels
from compagnon.mobilities.actions import assign_host, move_dates
from compagnon.mobilities.models import Departure
from compagnon.travel.models import Cover
from tests.documents.test_amending import GRANT, amend, finished, moved, signed
from tests.documents.test_hostile import TYPED, paper
from tests.documents.test_papers import terms_for, words_of
from tests.factories.documents import ready_to_send
from tests.factories.network import OrganisationFactory
from tests.factories.people import ContactFactory, PersonFactory

SIGNED_KINDS = [
    key for key, kind in shipped().items() if kind.about == "mobility" and kind.signers and kind.made != "amendment"
]
SHUT = {"fr": "Le fournil est fermé", "en": "The bakery is shut", "de": "Die Backstube ist zu"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mobility(network):
    return ready_to_send(network)


def a_change(text="x"):
    return Change("period", all_labels()["period"], {"": text}, {"fr": f"{text} 2", "en": f"{text} 2"}, "period")


def filling_of(kind, mobility, languages, *, earlier=(), untouched=(), text="x"):
    document = Document(kind=kind.key, finished_at=clock.now(), final_sha256="a" * 64, languages=list(languages))
    amended = Amended(
        document, kind, shipped()["amendment"], f"{kind.short}-CODE", len(earlier) + 1, earlier, untouched
    )
    subject = subject_of(mobility, mobility.referent, languages)
    return AmendmentFilling(amended, subject, [a_change(text)], {"reason": SHUT, "effective": "2027-03-08"})


@pytest.mark.parametrize("key", SIGNED_KINDS)
@pytest.mark.parametrize("languages", [("fr", "de"), ("en", "de"), ("de",)])
def test_an_amendment_of_every_signed_kind_prints_every_condition_in_the_languages_of_its_paper(
    network, key, languages
):
    mobility = ready_to_send(network, participant__birth_date=date(2010, 1, 1))
    mobility.participant.guardian = ContactFactory(network=network, kind="guardian", last_name="Wächter")
    first = Document(number=1, effective_on=date(2027, 2, 1))
    kind = shipped()[key]
    conditions = [((), ()), ((first,), ()), ((), (kind.signers[0].role,)), ((first,), (kind.signers[0].role,))]

    for earlier, untouched in conditions:
        filling = filling_of(kind, mobility, languages, earlier=earlier, untouched=untouched)
        words = words_of(typeset_paper(filling.facts_of(version=1), languages=tuple(filling.languages)))

        rest = next(section for section in shipped()["amendment"].sections if section.key == "rest")
        expected = [SHUT[code] for code in filling.languages] + [filling.kind.title[code] for code in filling.languages]
        expected += [clause.text["de" if languages == ("de",) else languages[0]].partition("{")[0] for clause in
                     [rest.clauses[0], *([rest.clauses[1]] if earlier else []), *([rest.clauses[3]] if "guardian" in
                      {one.role for one in kind.signers} else [])]]  # fmt: skip
        assert [one for one in expected if "".join(one.split()) not in words] == []
        assert ("AM1(" in words) == bool(earlier)
        signing = [signer.role for _seed, signer in filling.signers()]
        assert not set(untouched) & set(signing)


def test_every_word_of_an_amendment_is_in_all_languages():
    kind = shipped()["amendment"]
    texts = [kind.title, *(one.title for one in kind.sections), *(one.label for one in kind.terms)]
    texts += [clause.text for section in kind.sections for clause in section.clauses]

    assert [text for text in texts if set(text) < set(LANGUAGES)] == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(TYPED)
def test_whatever_is_typed_into_an_amendment_is_printed_or_refused_with_a_sentence(mobility, text):
    filling = filling_of(shipped()["quality_commitment"], mobility, ("en", "fr"), text=text)
    filling.terms["reason"] = {"en": text, "fr": text}
    filling.amended.document.final_sha256 = text
    try:
        told = typeset_paper(filling.facts_of(version=1), languages=("en", "fr"))[:4].decode()
    except TypesettingError as refused:
        told = str(refused)

    assert told == "%PDF" or "cannot be printed" in told


@settings(max_examples=25, deadline=None)
@given(TYPED)
def test_any_paper_reads_point_by_point_and_differs_in_nothing_from_itself(text):
    points = points_of(paper(text), ("en", "fr"))

    assert len({one.key for one in points}) == len(points)
    assert all(isinstance(one, Point) for one in points)


def test_cards_rows_lists_of_people_and_rows_that_say_something_are_points_and_days_to_fill_in_are_none():
    label = {"en": "Label"}
    columns = (all_labels()["name"], all_labels()["signature"])
    made = paper("x").model_copy(
        update={
            "sections": (
                SectionFacts(
                    title={"en": "Part"},
                    cards=(CardFacts(role=all_labels()["host"], name={"": "Bakery"}),),
                    rows=(
                        RowFacts(label=all_labels()["tutor"], value={"": "Ada, Baker, ada@example.org, +49 461 1"}),
                        RowFacts(label=label, value={"": "+49 461 12345"}),
                        RowFacts(label=all_labels()["referent"], value={"": "Somebody"}),
                    ),
                    table=TableFacts(columns=columns, rows=(({"": "Ada"}, {}), ({"": "Bea"}, {})), is_to_fill=True),
                ),
                SectionFacts(title={"en": "Days"}, table=TableFacts(columns=(all_labels()["day"],), is_to_fill=True)),
            )
        }
    )

    found = {one.key: one.value for one in points_of(made, ("en",))}

    assert found == {
        "Part/Host organisation": {"": "Bakery"},
        "Part/Tutor": {"": "Ada, Baker"},
        "Part/Label": {"": "+49 461 12345"},
        "Part/table": {"": "Ada\nBea"},
    }


@pytest.mark.parametrize("key", ["grant_agreement", "quality_commitment", "french_agreement"])
def test_a_paper_in_french_and_german_is_kept_and_read_again_without_a_difference(network, key):
    mobility = ready_to_send(network, participant__person__language="fr")
    mobility.participant.qualification = "CAP"
    mobility.participant.contract_start, mobility.participant.contract_end = date(2026, 9, 1), date(2028, 8, 31)
    mobility.participant.save()
    for outcome in mobility.outcomes.all():
        outcome.title = LazyI18nString({**outcome.title.data, "de": "Roggenbrot backen"})
        outcome.save()
    document = signed(mobility, key, **terms_for(shipped()[key]))

    mine = Document.objects.get(pk=document.pk)

    assert mine.languages == ["fr", "de"]
    assert differences(mine) == []
    assert "referent" not in {one.name for one in agreed(mine)}


def test_versions_side_by_side_say_what_each_edition_says_and_what_counts_on_a_day(mobility):
    document = signed(mobility)
    mobility = moved(mobility)
    finished(amend(document))
    mobility = moved(mobility)
    later = clock.today() + timedelta(days=20)
    finished(amend(document, effective_on=later))

    editions = editions_of(Document.objects.get(pk=document.pk))
    today, then = ({one.label_here: one for one in lines_of(editions, day)} for day in (clock.today(), later))

    period = today["Planned period"]
    assert [one.document.number for one in editions] == [0, 1, 2]
    assert [len(one.signatures) for one in editions] == [4, 4, 4]
    assert [text.partition(" ")[0].replace("\xa0", " ") for text in period.said_here] == [
        "1 March 2027",
        "8 March 2027",
        "15 March 2027",
    ]
    assert (period.counts_here, then["Planned period"].counts_here) == (period.said_here[1], period.said_here[2])
    assert today["Host organisation"].said[1:] == [None, None]
    assert [label for label, one in today.items() if one.is_amended] == ["Planned period"]


def test_one_that_is_not_signed_by_everybody_counts_for_nothing_and_keeps_the_file_incomplete(mobility):
    mobility.scheme.documents = ["D2"]
    mobility.scheme.save()
    document = signed(mobility)
    mobility = moved(mobility)
    before = filed([mobility])[0]
    made = amend(document)

    editions = editions_of(document)
    line = next(one for one in lines_of(editions, date(2030, 1, 1)) if one.is_amended)

    while_out = filed([mobility])[0]
    finished(made)
    assert line.counts_here == line.said_here[0]
    assert (before.missing, while_out.missing, filed([mobility])[0].missing) == (
        [], ["Learning agreement (being amended)"], [],
    )  # fmt: skip


def test_what_follows_names_tasks_cover_grant_other_papers_and_who_signed_for_the_former_host(mobility, network):
    signed(mobility, "grant_agreement", **GRANT)
    document = signed(mobility)
    Cover.objects.create(
        network=network, mobility=mobility, kind="identity", valid_from=date(2020, 1, 1), valid_until=date(2027, 3, 20),
        seen_at=clock.now(),
    )  # fmt: skip
    first = (mobility.departs_on, mobility.returns_on)
    host = OrganisationFactory(network=network, name="Bäckerei Neu", country="DE")
    former = mobility.tutor
    mobility = move_dates(
        mobility=mobility, departs_on=date(2027, 3, 1), returns_on=date(2027, 3, 29), by=mobility.referent
    )
    tutor = ContactFactory(network=network, organisation=host, kind="tutor")
    assign_host(mobility=mobility, host=host, tutor=tutor, by=mobility.referent)
    document = Document.objects.get(pk=document.pk)

    follows = consequences_of(document, differences(document))

    told = {one.group: one for one in follows}
    assert as_signed(document, ()).days == first
    assert "900" in told["grant"].why or any("900" in one.why for one in follows if one.group == "grant")
    assert any(one.title == "Identity card or passport" for one in follows if one.group == "cover")
    assert [one.title for one in follows if one.group == "papers"] == ["Grant agreement"]
    assert str(former) in told["people"].title


def test_a_group_that_grows_is_amended_by_its_list_of_people(network):
    first = ready_to_send(network)
    group = Departure.objects.create(
        network=network, name="Group of March", scheme=first.scheme, country="DE", town="Flensburg",
        departs_on=first.departs_on, returns_on=first.returns_on, accompanying=PersonFactory(network=network),
    )  # fmt: skip
    first.departure = group
    first.save()
    kind = shipped()["group_programme"]
    terms.say(row=group, kind=kind, terms=terms_for(kind), by=first.referent)
    document = finished(sending.send_paper(row=group, kind=kind, by=first.referent))
    second = ready_to_send(network, departure=group, host=first.host, tutor=first.tutor)
    changes = {one.name: one for one in differences(Document.objects.get(pk=document.pk))}

    keys = frozenset(one.key for one in changes.values())
    wanted = Wanted(keys, {"en": "One more travels along"}, clock.today())
    finished(amending.amend(document=document, wanted=wanted, by=first.referent))

    assert set(changes) == {"group_ratio", "group_size", "name"}
    assert str(second.participant) in changes["name"].after_here
    assert differences(Document.objects.get(pk=document.pk)) == []


def test_an_answer_that_repeats_what_is_true_no_longer_is_named(network):
    mobility = ready_to_send(network)
    mobility.participant.qualification = "CAP"
    mobility.participant.contract_start, mobility.participant.contract_end = date(2026, 9, 1), date(2028, 8, 31)
    mobility.participant.save()
    said = {**terms_for(shipped()["french_agreement"]), "workplace": f"At {mobility.host}, first floor"}
    document = signed(mobility, "french_agreement", **said)
    host = OrganisationFactory(network=network, name="Bäckerei Neu", country="DE")
    assign_host(mobility=mobility, host=host, tutor=mobility.tutor, by=mobility.referent)
    document = Document.objects.get(pk=document.pk)

    follows = consequences_of(document, differences(document))

    assert [one.title for one in follows if one.group == "answers"] == ["Workplace"]


def test_a_letter_that_no_font_has_keeps_an_amendment_back_with_a_sentence(mobility):
    document = signed(mobility)
    moved(mobility)
    document = Document.objects.get(pk=document.pk)
    keys = frozenset(one.key for one in differences(document))
    drafted = draft(document=document, wanted=Wanted(keys, {"en": "שלום"}, clock.today()), by=mobility.referent)

    with pytest.raises(AgreementRefused, match="cannot be printed"):
        drafted.typeset()
