"""The trail is tamper-evident: what SQL changes, removes, adds or reorders is named; erasure and retention leave it whole (SEL-14)."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction

from compagnon.core import activity, clock, openings, security, wall
from compagnon.core.doubles.merging import merge, undo
from compagnon.core.models import Activity, Opening, Seal, SecurityEvent
from compagnon.core.trail import chain, checking
from compagnon.core.trail.checking import check
from compagnon.inclusion.actions.vault import tell
from compagnon.inclusion.choices import EntryKind
from compagnon.inclusion.models import VaultEvent
from compagnon.privacy import retaining
from compagnon.privacy.actions import erase
from compagnon.privacy.jobs import retain, seal_trail
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def ask(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_FOLDER = tmp_path


@pytest.fixture(autouse=True)
def moment():
    with clock.at(NOW):
        yield


@pytest.fixture
def rows(network):
    """Five rows of activity, two security events and an opening, all sealed."""
    referent = PersonFactory(network=network, role="referent", first_name="Rosa", last_name="Quillfeather")
    mobility = MobilityFactory(network=network)
    made = [
        activity.record("mobilities.mobility_preparing", about=mobility, by=referent, reason=f"Day {number}")
        for number in range(5)
    ]
    security.note("sign_in", result=security.DONE, person=referent)
    security.note("sign_in", result=security.REFUSED)
    openings.note("recruitment.application", about=ApplicationFactory(call__network=network), by=referent)
    chain.seal_new()
    return made


def troubles(network):
    return [(one["kind"], one.get("key")) for one in check(network.pk).troubles]


def test_a_trail_that_nobody_touched_is_whole(network, rows):
    found = check(network.pk)

    assert (found.troubles, found.rows >= 7, len(found.head)) == ([], True, 64)
    assert (check(None).troubles, check(None).rows) == ([], 1)  # the sign-in that was refused belongs to no network


@pytest.mark.parametrize(
    "change",
    [
        "by_name = 'Somebody Else'",
        "reason = 'Because'",
        "facts = '{\"score\": 5}'",
        "at = at - interval '1 day'",
        "verb = 'mobilities.mobility_closed'",
        "by_id = NULL",
        "salt = 'other'",
    ],
)
def test_a_row_that_sql_changes_is_named(network, rows, change):
    ask(f"UPDATE core_activity SET {change} WHERE id = %s", rows[2].pk)

    assert troubles(network) == [("changed", rows[2].pk)]


def test_a_row_that_sql_removes_is_named(network, rows):
    ask("DELETE FROM core_activity WHERE id = %s", rows[4].pk)

    assert troubles(network) == [("missing", rows[4].pk)]


def test_a_row_that_sql_puts_between_sealed_ones_is_named(network, rows):
    ask("DELETE FROM core_activity WHERE id = %s", rows[1].pk)
    chain.seal_new()
    ask(
        "INSERT INTO core_activity (id, network_id, at, by_name, for_name, verb, about_type_id, about_id, trail, facts, reason)"
        " SELECT %s, network_id, at, by_name, for_name, verb, about_type_id, about_id, trail, facts, reason FROM core_activity WHERE id = %s",
        rows[1].pk, rows[0].pk,
    )  # fmt: skip

    assert troubles(network) == [("changed", rows[1].pk)]


def test_a_row_with_a_key_that_no_link_holds_is_named(network, rows):
    ask("UPDATE core_activity SET id = id + 1000000 WHERE id = %s", rows[3].pk)
    later = activity.record("mobilities.mobility_preparing", about=MobilityFactory(network=network), by=None)
    ask("UPDATE core_activity SET id = 2000000 WHERE id = %s", later.pk)
    chain.seal_new()
    ask("UPDATE core_activity SET id = 1500000 WHERE id = 1000000 + %s", rows[3].pk)

    assert set(troubles(network)) == {
        ("missing", rows[3].pk), ("missing", rows[3].pk + 1_000_000), ("added", 1_500_000),
    }  # fmt: skip


def test_a_new_row_that_bears_an_old_date_is_named(network, rows):
    with clock.at(NOW + timedelta(hours=1)):
        late = activity.record("mobilities.mobility_preparing", about=MobilityFactory(network=network), by=None)
        ask("UPDATE core_activity SET at = at - interval '40 days' WHERE id = %s", late.pk)
        chain.seal_new()

    assert troubles(network) == [("dated", late.pk)]


def test_two_rows_that_change_places_are_named(network, rows):
    one, other = rows[1].pk, rows[3].pk
    for before, after in ((one, -1), (other, one), (-1, other)):
        ask("UPDATE core_activity SET id = %s WHERE id = %s", after, before)

    assert troubles(network) == [("changed", one), ("changed", other)]


def test_openings_and_security_events_are_sealed_too(network, rows):
    ask("UPDATE core_securityevent SET result = 'failed' WHERE person_id IS NOT NULL")
    ask("UPDATE core_opening SET by_name = 'Nobody'")

    assert [kind for kind, _key in troubles(network)] == ["changed", "changed"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE core_seal SET leaves = leaves || '\\x00' WHERE number = 1",
        "UPDATE core_seal SET previous = repeat('0', 64) WHERE number = 2",
        "UPDATE core_seal SET digest = repeat('0', 64) WHERE number = 1",
        "DELETE FROM core_seal WHERE number = 1",
        "UPDATE core_seal SET number = number + 10",
        "UPDATE core_seal SET number = CASE number WHEN 1 THEN 2 ELSE 1 END WHERE number < 3",
    ],
)
def test_a_chain_that_is_changed_is_found(network, rows, change):
    with wall.as_owner():
        ask("SET CONSTRAINTS ALL IMMEDIATE")
        ask("ALTER TABLE core_seal DROP CONSTRAINT seal_number_once")
        ask(change)

    assert [one["kind"] for one in check(network.pk).troubles] in (["link"], ["end"])


def test_the_program_itself_can_neither_change_nor_remove_a_seal(network, rows):
    for change in ("UPDATE core_seal SET digest = ''", "DELETE FROM core_seal", "TRUNCATE core_seal"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            ask(change)


def test_a_chain_that_was_cut_off_with_its_rows_is_found_by_what_was_noted_beside(
    network, rows, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        last = activity.record("mobilities.mobility_preparing", about=MobilityFactory(network=network), by=None)
        chain.seal_new()
    assert troubles(network) == []
    with wall.as_owner():
        number = Seal.unscoped.filter(network=network).order_by("-number").values_list("number", flat=True)[0]
        ask("DELETE FROM core_seal WHERE network_id = %s AND number = %s", network.pk, number)
        ask("DELETE FROM core_activity WHERE id = %s", last.pk)

    assert [one["kind"] for one in check(network.pk).troubles] == ["end"]


def test_rows_that_are_not_sealed_yet_break_nothing_and_are_sealed_the_next_time(network, rows):
    before = check(network.pk).rows
    activity.record("mobilities.mobility_preparing", about=MobilityFactory(network=network), by=None)
    assert (check(network.pk).troubles, check(network.pk).rows) == ([], before)

    seal_trail(0)
    seal_trail(0)

    assert check(network.pk).rows > before
    assert chain.seal_new() == 0


def test_more_rows_than_fit_a_link_make_several(network, rows, monkeypatch):
    monkeypatch.setattr(chain, "AT_ONCE", 2)
    mobility = MobilityFactory(network=network)
    for _number in range(5):
        activity.record("mobilities.mobility_preparing", about=mobility, by=None)
    chain.seal_new()

    found = check(network.pk)
    assert (found.troubles, found.rows) == ([], sum(
        source.model._base_manager.filter(network=network).count() for source in checking.sources
    ))  # fmt: skip


def test_an_erasure_leaves_the_trail_whole_and_no_digest_that_tells_of_the_name(network, rows):
    officer = PersonFactory(network=network, role="coordinator")
    learner = ParticipantFactory(network=network, person__first_name="Zwentibold", person__last_name="Quorr")
    activity.record(
        "people.participants_merged", about=learner, by=officer, facts={"lost": "Zwentibold Quorr", "kept": "x"}
    )
    named = activity.record(
        "mobilities.mobility_preparing",
        about=MobilityFactory(network=network),
        by=officer,
        reason="Asked by Zwentibold Quorr",
    )
    openings.note(
        "recruitment.application", about=ApplicationFactory(call__network=network, participant=learner), by=officer
    )
    chain.seal_new()
    salts = set(Activity.objects.values_list("salt", flat=True))

    erase(subject=learner.person, by=officer)
    chain.seal_new()

    assert troubles(network) == []
    named.refresh_from_db()
    assert "Zwentibold" not in named.reason
    assert named.salt not in salts
    assert Seal.objects.filter(deed=Seal.Deed.REWRITTEN).exists()


def test_an_erasure_hides_no_change_that_was_made_before_it(network, rows):
    learner = ParticipantFactory(network=network, person__first_name="Zwentibold", person__last_name="Quorr")
    row = activity.record("people.participants_merged", about=learner, by=None, facts={"lost": "Quorr", "kept": "x"})
    chain.seal_new()
    ask("UPDATE core_activity SET verb = 'people.participants_told_apart' WHERE id = %s", row.pk)

    erase(subject=learner.person, by=PersonFactory(network=network, role="coordinator"))

    assert troubles(network) == [("changed", row.pk)]


def test_what_erasure_rewrote_and_somebody_changes_again_is_named(network, rows):
    learner = ParticipantFactory(network=network, person__first_name="Zwentibold", person__last_name="Quorr")
    row = activity.record("people.participants_merged", about=learner, by=None, facts={"lost": "Quorr", "kept": "x"})
    chain.seal_new()
    erase(subject=learner.person, by=PersonFactory(network=network, role="coordinator"))

    ask("UPDATE core_activity SET reason = 'never' WHERE id = %s", row.pk)

    assert troubles(network) == [("changed", row.pk)]


def test_retention_by_night_leaves_the_trail_whole(network, rows):
    with clock.at(NOW + timedelta(days=800)):
        assert retaining.run(network)
        retain(0)
        activity.record("mobilities.mobility_preparing", about=MobilityFactory(network=network), by=None)
        seal_trail(0)

    assert (SecurityEvent.objects.count(), Opening.objects.count()) == (0, 0)
    assert troubles(network) == []
    assert Seal.objects.filter(deed=Seal.Deed.GONE).count() == 2


def test_a_row_that_retention_took_and_that_comes_back_is_named(network, rows):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM core_opening")
    with clock.at(NOW + timedelta(days=800)):
        retaining.run(network)
    with wall.as_owner():
        ask("INSERT INTO core_opening SELECT * FROM kept")

    assert [kind for kind, _key in troubles(network)] == ["added"]


def told(*options):
    said = StringIO()
    call_command("check_trail", *options, stdout=said)
    return said.getvalue()


def test_the_command_says_whole_and_knows_a_mark_that_was_written_down(network, rows):
    head = check(network.pk).head

    assert f"{network}: whole, " in told()
    assert "what stands before it is as it was then" in told("--seal", "--mark", head[:20])
    with pytest.raises(CommandError, match="No link of the trail has the mark"):
        told("--mark", "0123456789abcdef0123")


def test_the_command_names_the_first_broken_row_and_ends_as_failed(network, rows):
    ask("UPDATE core_activity SET reason = 'x' WHERE id = %s", rows[3].pk)
    said = StringIO()

    with pytest.raises(CommandError, match="broken"):
        call_command("check_trail", stdout=said)

    assert f"Row {rows[3].pk} (activity) was changed after it was sealed" in said.getvalue()


def test_a_chain_made_anew_without_the_secret_key_is_found(network, rows):
    """Who holds the database writes another past and reckons every digest again, as far as it can be without the key."""
    with wall.as_owner():
        for seal in Seal.unscoped.filter(network=network).order_by("number"):
            unkeyed = "\n".join(map(str, (
                seal.previous, seal.network_id, seal.number, seal.at.timestamp(), seal.source, seal.deed,
                seal.first_key, seal.last_key, seal.settled,
            )))  # fmt: skip
            digest = sha256(unkeyed.encode() + b"\n" + bytes(seal.leaves)).hexdigest()
            ask("UPDATE core_seal SET digest = %s WHERE id = %s", digest, seal.pk)

    assert [one["kind"] for one in check(network.pk).troubles] == ["link"]


def test_a_former_secret_key_still_holds_its_links_and_another_does_not(network, rows, settings):
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another-secret-key-of-this-installation-0123456789-0123456789"
    lost = [one["kind"] for one in check(network.pk).troubles]
    settings.SECRET_KEY_FALLBACKS = [old]

    assert (lost, troubles(network)) == (["link"], [])


def test_a_past_that_is_sealed_again_by_the_program_is_found_by_what_was_noted_first(
    network, rows, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        activity.record("mobilities.mobility_preparing", about=MobilityFactory(network=network), by=None)
        chain.seal_new()
    with wall.as_owner():
        ask("DELETE FROM core_seal WHERE network_id = %s", network.pk)
        ask("UPDATE core_activity SET reason = 'Another past'")
    with django_capture_on_commit_callbacks(execute=True):
        chain.seal_new()

    assert [one["kind"] for one in check(network.pk).troubles] == ["end"]


def test_rows_that_erasure_and_retention_let_differ_are_counted(network, rows):
    learner = ParticipantFactory(network=network, person__first_name="Zwentibold", person__last_name="Quorr")
    activity.record("people.participants_merged", about=learner, by=None, facts={"lost": "Quorr", "kept": "x"})
    chain.seal_new()
    erase(subject=learner.person, by=PersonFactory(network=network, role="coordinator"))
    with clock.at(NOW + timedelta(days=800)):
        retaining.run(network)

    found = check(network.pk)

    assert (found.troubles, found.rewritten >= 1, found.gone >= 2) == ([], True, True)


def test_erasing_an_applicant_leaves_the_name_of_who_opened_the_file(network, rows):
    opening = Opening.objects.get()
    applicant = opening.about.participant

    erase(subject=applicant.person, by=PersonFactory(network=network, role="coordinator"))

    opening.refresh_from_db()
    assert opening.by_name == "Rosa Quillfeather"


def test_what_is_read_in_the_vault_is_sealed_and_a_merge_leaves_it_whole(network, rows):
    kept, lost = ParticipantFactory(network=network), ParticipantFactory(network=network)
    tell(participant=lost, kind=EntryKind.SUPPORT, told={"words": "A ramp"}, readers=[], by=lost.person)
    event = VaultEvent.objects.get()
    chain.seal_new()

    record = merge(lost=lost, kept=kept, values={})
    merged = troubles(network)
    undo(record)
    undone = troubles(network)
    ask("UPDATE inclusion_vaultevent SET by_name = 'Somebody Else' WHERE id = %s", event.pk)

    assert (merged, undone, troubles(network)) == ([], [], [("changed", event.pk)])


def test_openings_stay_as_they_were_noted_when_two_are_merged(network, rows):
    application = ApplicationFactory(call__network=network)
    lost, kept = application.participant, ParticipantFactory(network=network)
    openings.note("recruitment.application", about=application, by=lost.person)
    chain.seal_new()

    merge(lost=lost, kept=kept, values={})

    assert troubles(network) == []


def test_what_waits_for_a_link_over_an_hour_is_told_with_its_moment(network, rows):
    now = checking.unsealed_since(network.pk)
    activity.record("mobilities.mobility_preparing", about=MobilityFactory(network=network), by=None)
    fresh = checking.unsealed_since(network.pk)
    with clock.at(NOW + timedelta(hours=2)):
        late = checking.unsealed_since(network.pk)
        chain.seal_new()
        sealed = checking.unsealed_since(network.pk)

    assert (now, fresh, late, sealed) == (None, None, NOW, None)


def test_a_mark_of_a_broken_chain_proves_nothing_and_a_short_one_is_asked_again(network, rows):
    head = check(network.pk).head
    ask("UPDATE core_activity SET reason = 'x' WHERE id = %s", rows[3].pk)

    with pytest.raises(CommandError, match="the mark proves nothing"):
        told("--mark", head[:20])
    with pytest.raises(CommandError, match="at least 16 characters"):
        told("--mark", head[:8])


def test_the_command_says_when_nothing_is_sealed(network):
    with clock.at(NOW - timedelta(hours=3)):
        activity.record("mobilities.mobility_preparing", about=MobilityFactory(network=network), by=None)

    said = told()

    assert f"{network}: nothing is sealed yet." in said
    assert "does the worker run?" in said


@pytest.mark.django_db(transaction=True)
def test_a_check_reads_all_of_one_moment():
    """A row that somebody else writes meanwhile is not seen: neither is a link that seals it."""

    def elsewhere():
        other = connections.create_connection(DEFAULT_DB_ALIAS)
        try:
            with other.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('meanwhile', '', now())"
                )
        finally:
            other.close()

    def counted():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_session WHERE session_key = 'meanwhile'")
            return cursor.fetchone()[0]

    with checking.one_moment():
        before = counted()
        elsewhere()
        during = counted()
    after = counted()

    assert (before, during, after) == (0, 0, 1)
