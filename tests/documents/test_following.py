"""A draft follows its file until it goes out: what was only proposed is proposed anew, what somebody said stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from compagnon.core.files import PDF
from compagnon.documents.actions import bundle as bundles
from compagnon.documents.actions import inquiring, sending, terms
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.proofs import keep_proof
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.choices import BundlePurpose
from compagnon.documents.filling import local_now
from compagnon.documents.following import moved, standing
from compagnon.documents.models import AgreementTerms, Document
from compagnon.documents.queries import current_of, lacks_of
from compagnon.documents.standings import is_asked
from compagnon.mobilities.models import Departure, Mobility
from compagnon.travel.actions.terms import tell_terms
from compagnon.travel.models import StayTerms
from tests.documents.test_papers import terms_for
from tests.factories.documents import ready_to_send
from tests.factories.network import OrganisationFactory
from tests.factories.people import ContactFactory, PersonFactory
from tests.house.filled import a_paper

GUARANTEES, FRENCH, PARTNERSHIP = "host_guarantees", "french_agreement", "training_partnership"
PROGRAMME, DAYS = shipped()["incoming_programme"], "group_programme"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mobility(network):
    made = ready_to_send(network)
    made.host.address = "Backweg 1"
    made.host.save()
    return made


@pytest.fixture
def desk(client, mobility):
    client.force_login(mobility.referent)
    return client


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def now(row, key):
    """The answers with which the paper would go out."""
    row = fresh(row)
    return standing(shipped()[key], subject_of(row), current_of(row, key))


def move_to(mobility, name):
    host = OrganisationFactory(network=mobility.network, name=name, address=f"{name}weg 1")
    tutor = ContactFactory(network=mobility.network, kind="tutor", organisation=host)
    Mobility.objects.filter(pk=mobility.pk).update(host=host, tutor=tutor)


def write(mobility, **texts):
    said = {name: LazyI18nString({"fr": text, "en": text, "de": text}) for name, text in texts.items()}
    AgreementTerms.objects.update_or_create(network=mobility.network, mobility=mobility, defaults=said)


def page(row, key, about="mobility"):
    return reverse(f"documents:paper-of-{about}", args=[row.code, key])


def typed(desk, row, key, **changed):
    """What the page shows, posted back with changes, its lines broken as a browser breaks them."""
    form = desk.get(page(row, key)).context["form"]
    shown = {form.add_prefix(name): str(field.initial or "") for name, field in form.fields.items()}
    sent = {name: text.replace("\n", "\r\n") for name, text in shown.items()}
    answer = desk.post(page(row, key), {**sent, **{f"t-{name}": text for name, text in changed.items()}})
    assert answer.status_code == 302, answer.context["form"].errors


# The file


def test_the_workplace_of_another_host_is_the_one_that_is_signed(desk, mobility):
    bundle = bundles.begin_bundle(
        mobilities=[mobility], title="one", by=mobility.referent, purpose=BundlePurpose.PAPERS
    )
    bundles.gather(bundle=bundle)
    write(mobility, programme="Breads\nCakes", schedule="8 to 16")
    typed(desk, mobility, GUARANTEES, **{"follow_up-en": "On Mondays"})
    assert now(mobility, GUARANTEES)["workplace"].startswith(str(mobility.host))

    move_to(mobility, "Mühle")
    write(mobility, programme="Pizza\nPasta")
    document = sending.send_paper(row=fresh(mobility), kind=shipped()[GUARANTEES], by=mobility.referent)

    assert document.terms["workplace"].startswith("Mühle, ")
    assert set(document.terms["tasks"].values()) == {"Pizza\nPasta"}
    assert document.terms["follow_up"] == {"en": "On Mondays"}


def test_a_new_version_follows_the_file_and_keeps_what_was_said(desk, mobility):
    write(mobility, programme="Breads", schedule="8 to 16", monitoring="Every Monday")
    typed(desk, mobility, GUARANTEES, schedule="9 to 17")
    sending.send_paper(row=fresh(mobility), kind=shipped()[GUARANTEES], by=mobility.referent)

    move_to(mobility, "Mühle")
    write(mobility, schedule="7 to 15")
    assert now(mobility, GUARANTEES)["workplace"].startswith(str(mobility.host))  # it is out
    sending.renew(row=fresh(mobility), key=GUARANTEES, reason="Another host", by=mobility.referent)

    assert now(mobility, GUARANTEES)["workplace"].startswith("Mühle, ")
    assert now(mobility, GUARANTEES)["schedule"] == "9 to 17"


@pytest.mark.parametrize("way", ["gather", "ask"])
def test_what_is_written_after_a_paper_was_gathered_or_asked_for_is_not_missing(mobility, way):
    by, kind = mobility.referent, shipped()[GUARANTEES]
    if way == "gather":
        bundle = bundles.begin_bundle(mobilities=[mobility], title="one", by=by, purpose=BundlePurpose.PAPERS)
        bundles.gather(bundle=bundle)
    else:
        inquiring.ask(row=mobility, kind=kind, giver="host", by=by)
    before = {one.key for one in lacks_of(mobility, kind, current_of(mobility, kind.key), by) if one.blocks}
    assert {"tasks", "schedule", "follow_up"} <= before

    write(mobility, programme="Breads", schedule="8 to 16", monitoring="Every Monday")

    row = fresh(mobility)
    assert not [one for one in lacks_of(row, kind, current_of(row, kind.key), by) if one.blocks]


def test_what_somebody_emptied_is_not_proposed_again(desk, mobility):
    typed(desk, mobility, GUARANTEES, workplace="")
    assert "workplace" not in now(mobility, GUARANTEES)

    move_to(mobility, "Mühle")
    typed(desk, mobility, GUARANTEES)

    assert "workplace" not in now(mobility, GUARANTEES)
    assert "tasks" not in now(mobility, GUARANTEES)
    write(mobility, programme="Breads")
    assert now(mobility, GUARANTEES)["tasks"]  # nobody emptied that: nothing was proposed


def test_a_page_that_shows_what_was_proposed_before_does_not_replace_what_is_known_now(desk, mobility):
    edition = desk.get(page(mobility, GUARANTEES)).context["edition"]
    old = now(mobility, GUARANTEES)["workplace"]
    move_to(mobility, "Mühle")

    answer = desk.post(page(mobility, GUARANTEES), {"t-workplace": old, "edition": edition})

    assert answer.status_code == 422
    assert not Document.objects.filter(kind=GUARANTEES).exists()


# What the terms of the stay keep


def test_the_convention_takes_regime_and_signature_from_the_stay_and_keeps_them_there(desk, mobility):
    tell_terms(mobility=mobility, changes={"regime": "secondment", "host_signs": True}, by=mobility.referent)
    assert {key: now(mobility, FRENCH)[key] for key in ("regime", "host_signs")} == {
        "regime": "secondment",
        "host_signs": "yes",
    }

    typed(desk, mobility, FRENCH, regime="stand_by", host_signs="no")
    kept = StayTerms.objects.get(mobility=mobility)
    assert (kept.regime, kept.host_signs) == ("stand_by", False)

    tell_terms(mobility=mobility, changes={"host_signs": True}, by=mobility.referent)
    assert now(mobility, FRENCH)["host_signs"] == "yes"


def test_the_guarantees_are_asked_as_soon_as_the_stay_says_that_the_host_does_not_sign(mobility):
    mobility.scheme.documents = ["D8", "D9"]
    mobility.scheme.save()
    tell_terms(mobility=mobility, changes={"host_signs": False}, by=mobility.referent)
    subject = subject_of(fresh(mobility))
    subject.conditions = frozenset({"french_apprentice", "outgoing", "host_is_company", "employer"})

    assert is_asked(shipped()[GUARANTEES], subject)


def unproved(mobility, **said):
    terms.say(row=mobility, kind=shipped()[FRENCH], terms={"host_signs": "no", **said}, by=mobility.referent)
    row = fresh(mobility)
    lacks = lacks_of(row, shipped()[FRENCH], current_of(row, FRENCH), row.referent)
    return [one.what for one in lacks if one.blocks and "FR-0" in one.what]


def test_a_company_signs_in_a_secondment_whatever_it_guarantees(mobility):
    keep_proof(
        row=mobility, kind="paper", stands_for=GUARANTEES, words="", content=a_paper("Guaranteed"), media_type=PDF,
        by=mobility.referent,
    )  # fmt: skip

    (what,) = unproved(mobility, regime="secondment")

    assert "FR-09, L6222-42" in what
    with pytest.raises(AgreementRefused, match="FR-09, L6222-42"):
        sending.send_paper(row=fresh(mobility), kind=shipped()[FRENCH], by=mobility.referent)


def test_with_the_contract_asleep_the_guarantees_of_this_host_are_there_before_the_convention_goes_out(mobility):
    (what,) = unproved(mobility, regime="stand_by")
    assert "FR-07" in what

    made = Document.objects.create(network=mobility.network, mobility=mobility, kind=GUARANTEES, state="final")
    made.signatures.create(network=mobility.network, role="host", contact=mobility.tutor, state="signed")
    assert unproved(mobility) == []

    move_to(mobility, "Mühle")
    assert len(unproved(mobility)) == 1


def test_guarantees_kept_as_they_were_signed_elsewhere_do_as_well(mobility):
    keep_proof(
        row=mobility, kind="paper", stands_for=GUARANTEES, words="", content=a_paper("Guaranteed"), media_type=PDF,
        by=mobility.referent,
    )  # fmt: skip

    assert unproved(mobility, regime="stand_by") == []


@pytest.mark.parametrize(("late", "is_covered"), [(0, True), (1, False), (None, False)])
def test_the_partnership_agreement_of_a_training_centre_covers_the_days_of_the_stay(mobility, late, is_covered):
    mobility.host.kind = "training_centre"
    mobility.host.save()
    Document.objects.create(network=mobility.network, organisation=mobility.host, kind=PARTNERSHIP, state="final")
    if late is not None:
        days = {
            "partnership_from": mobility.departs_on + timedelta(days=late),
            "partnership_until": mobility.returns_on,
        }
        tell_terms(mobility=mobility, changes=days, by=mobility.referent)

    assert ([] if is_covered else 1) == (unproved(mobility) and len(unproved(mobility)))


# Day by day


@pytest.fixture
def group(network, mobility):
    made = Departure.objects.create(
        network=network, name="Group of March", scheme=mobility.scheme, country="DE", departs_on=date(2027, 3, 1),
        returns_on=date(2027, 3, 3), accompanying=PersonFactory(network=network, last_name="Compagne"),
    )  # fmt: skip
    Mobility.objects.filter(pk=mobility.pk).update(departure=made)
    return made


def programme(row):
    row = fresh(row)
    filling = Filling(shipped()[DAYS], subject_of(row), now(row, DAYS))
    sections = filling.facts(version=1, made_at=local_now()).sections
    table = next(one.table for one in sections if one.table and one.title["en"] == "Day by day")
    return [row[1].get("fr", "") for row in table.rows], table.to_fill


def test_a_programme_moves_with_the_departure_and_loses_nothing(client, group):
    client.force_login(PersonFactory(network=group.network, role="coordinator"))
    address = page(group, DAYS, "departure")
    client.post(address, {f"t-days-2027-03-0{day}-morning": f"Day {day}" for day in (1, 2, 3)})
    assert programme(group) == (["Day 1", "Day 2", "Day 3"], ())

    Departure.objects.filter(pk=group.pk).update(departs_on=date(2027, 4, 5), returns_on=date(2027, 4, 7))
    assert programme(group) == (["Day 1", "Day 2", "Day 3"], ())

    Departure.objects.filter(pk=group.pk).update(departs_on=date(2027, 5, 10), returns_on=date(2027, 5, 11))
    client.post(address, {"t-days-2027-05-10-morning": "Day one", "t-days-2027-05-11-morning": "Day 2"})
    Departure.objects.filter(pk=group.pk).update(returns_on=date(2027, 5, 13))

    assert programme(group) == (["Day one", "Day 2", "Day 3", ""], (3,))
    lacks = lacks_of(fresh(group), shipped()[DAYS], current_of(group, DAYS), group.accompanying)
    assert "What happens on each day (1 day is blank)" in [one.what for one in lacks]


@pytest.mark.parametrize(
    ("was", "is_now", "found"),
    [
        (["2027-03-01", "2027-03-14"], ["2027-03-02", "2027-03-14"], "2027-03-05"),
        (["2027-03-01", "2027-03-14"], ["2027-03-01", "2027-03-20"], "2027-03-05"),
        (["2027-03-01", "2027-03-14"], ["2027-03-08", "2027-03-21"], "2027-03-12"),
        ([], ["2027-03-01", "2027-03-14"], "2027-03-05"),
        ([], ["2027-04-01", "2027-04-14"], "2027-04-01"),
    ],
)
def test_a_day_keeps_its_place_where_the_whole_stay_moved_and_its_date_where_one_end_stands(was, is_now, found):
    assert moved({"2027-03-05": {"morning": "x"}}, was, is_now) == {found: {"morning": "x"}}


def test_the_programme_of_one_who_comes_moves_too(mobility):
    first = mobility.departs_on
    said = {**terms_for(PROGRAMME), "days": {first.isoformat(): {"morning": {"en": "Welcome"}}}}
    terms.say(row=mobility, kind=PROGRAMME, terms=said, by=mobility.referent)
    later = timedelta(days=7)
    Mobility.objects.filter(pk=mobility.pk).update(departs_on=first + later, returns_on=mobility.returns_on + later)

    assert set(now(mobility, PROGRAMME.key)["days"]) == {(first + later).isoformat()}


# The hosts of a group


@pytest.mark.parametrize("is_first", [True, False])
def test_a_group_takes_the_tutor_who_is_known_of_each_host(network, group, mobility, is_first):
    other = ready_to_send(network)
    Mobility.objects.filter(pk=other.pk).update(departure=group, host=mobility.host, tutor=mobility.tutor)
    order = ("Aa", "Zz") if is_first else ("Zz", "Aa")
    for one, name in zip((mobility, other), order, strict=True):
        type(one.participant.person).objects.filter(pk=one.participant.person.pk).update(last_name=name)
    Mobility.objects.filter(pk=other.pk).update(tutor=None)

    assert subject_of(fresh(group)).hosts == [(mobility.host, mobility.tutor)]
