"""Who may open the vault, what is noted, what is kept how long, and the change of keys."""

from datetime import date

import pytest
import time_machine
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from compagnon.correspondence.models import Letter
from compagnon.inclusion import sealing
from compagnon.inclusion.actions import vault
from compagnon.inclusion.choices import EntryKind, Reader
from compagnon.inclusion.models import InclusionSettings, OpportunityAnswer, OpportunityTally, VaultEntry, VaultEvent
from compagnon.inclusion.queries import vault as queries
from compagnon.people.models import Membership
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory
from tests.inclusion.conftest import MARKER, tell


@pytest.fixture
def key_file(settings, tmp_path):
    settings.VAULT_KEYS = []
    settings.VAULT_KEY_FILE = tmp_path / "vault_key"
    return settings.VAULT_KEY_FILE


def opened(entry):
    return sealing.unseal(VaultEntry.objects.get(pk=entry.pk).sealed)


def test_what_is_told_lies_sealed_in_the_database(learner):
    tell(learner)

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(entry)::text, encode(sealed, 'escape') FROM inclusion_vaultentry entry")
        rows = cursor.fetchall()
    assert len(rows) == 1
    assert MARKER not in str(rows)
    assert "step_free" not in str(rows)


def test_the_person_reads_the_own_words_and_nobody_else_by_that_way(learner, referent):
    entry = tell(learner)

    assert vault.own_words(entry=entry, by=learner.person) == {"needs": ["step_free"], "words": MARKER}
    assert VaultEvent.objects.filter(act="read").count() == 0
    with pytest.raises(PermissionError):
        vault.own_words(entry=entry, by=referent)


@pytest.mark.parametrize(
    ("readers", "expected"),
    [
        ([], [None, None]),
        (["host", "accompanying"], [None, None]),
        (["referent"], [Reader.REFERENT, None]),
        (["coordinator"], [None, Reader.COORDINATOR]),
        (["referent", "coordinator"], [Reader.REFERENT, Reader.COORDINATOR]),
    ],
)
def test_only_who_is_named_may_open(learner, referent, coordinator, readers, expected):
    entry = tell(learner, readers=readers)

    assert [queries.reads_as(person, entry) for person in (referent, coordinator)] == expected


def test_a_referent_of_another_departement_is_not_the_referent(learner, network):
    entry = tell(learner, readers=["referent"])

    assert queries.reads_as(PersonFactory(network=network, role="referent", role__departement_code="72"), entry) is None


@pytest.mark.parametrize("role", ["reviewer", "administrator", "participant"])
def test_no_other_role_may_open_and_a_second_role_does_not_help(learner, network, role):
    entry = tell(learner, readers=["referent", "coordinator", "host", "accompanying"])
    alone = PersonFactory(network=network, role=role)
    both = PersonFactory(network=network, role="coordinator")
    Membership.objects.create(network=network, person=both, role=role)

    assert queries.reads_as(alone, entry) is None
    expected = Reader.COORDINATOR if role == "participant" else None
    assert queries.reads_as(type(both).objects.get(pk=both.pk), entry) == expected


def test_each_opening_is_noted_with_name_day_and_reason(learner, referent):
    entry = tell(learner, readers=["referent"])

    told = [vault.open_entry(entry=entry, reader=Reader.REFERENT, by=referent, page="desk") for _time in range(3)]

    assert told[0]["words"] == MARKER
    read = VaultEvent.objects.filter(act="read").values_list("participant", "by", "by_name", "reader", "page")
    assert list(read) == [(learner.pk, referent.pk, referent.full_name, "referent", "desk")] * 3


def test_another_key_opens_nothing(learner, key_file):
    entry = tell(learner, readers=["referent"])
    key_file.write_text(Fernet.generate_key().decode())

    with pytest.raises(sealing.KeyLost):
        sealing.unseal(entry.sealed)


def test_telling_again_replaces_and_telling_nothing_deletes(learner):
    tell(learner)
    entry = tell(learner, words="Other words", needs=())
    kept = opened(entry)
    nothing = tell(learner, words="", needs=())

    assert kept == {"needs": [], "words": "Other words"}
    assert nothing is None
    assert VaultEntry.objects.count() == 0
    assert list(VaultEvent.objects.order_by("pk").values_list("act", flat=True)) == ["written", "written", "deleted"]


def test_the_tutor_named_gets_a_link_without_a_word_of_it_and_loses_it_when_no_longer_named(learner, stay, referent):
    entry = tell(learner, readers=["host"])

    count = vault.send_to_named(entry=entry, by=referent)

    letter = Letter.objects.get()
    assert (count, letter.to_contact, letter.language) == (1, stay.tutor, "de")
    assert MARKER not in letter.body + letter.subject
    assert queries.link_reads_as(stay.tutor, entry) == Reader.HOST
    assert queries.link_reads_as(stay.tutor, tell(learner, readers=["referent"])) is None


def test_everything_is_readable_by_the_new_key_and_nothing_by_the_old(
    learner, network, key_file, django_capture_on_commit_callbacks
):
    entries = [tell(learner)]
    entries.append(
        vault.tell(participant=learner, kind=EntryKind.ADJUSTMENTS, told={"adjustments": ["place"], "words": ""}, readers=[], by=learner.person)
    )  # fmt: skip
    old = key_file.read_text().strip()

    with django_capture_on_commit_callbacks(execute=True):
        call_command("rotate_vault_key")

    new = key_file.read_text().strip()
    assert new != old
    assert len(new.split()) == 1
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert [opened(entry) for entry in entries] == [
        {"needs": ["step_free"], "words": MARKER},
        {"adjustments": ["place"], "words": ""},
    ]
    for entry in VaultEntry.objects.all():
        with pytest.raises(InvalidToken):
            Fernet(old).decrypt(bytes(entry.sealed))
        Fernet(new).decrypt(bytes(entry.sealed))


def test_a_key_that_is_missing_stops_the_change_and_leaves_the_keys(learner, key_file):
    tell(learner)
    other = Fernet.generate_key().decode() + "\n"
    key_file.write_text(other)

    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("rotate_vault_key")

    assert key_file.read_text() == other


def test_keys_of_the_environment_are_changed_by_putting_a_new_one_before(learner, settings, capsys):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.VAULT_KEYS = [old]
    entry = tell(learner)
    with pytest.raises(CommandError, match="has one key"):
        call_command("rotate_vault_key")

    settings.VAULT_KEYS = [new, old]
    call_command("rotate_vault_key")
    settings.VAULT_KEYS = [new]

    assert opened(entry)["words"] == MARKER
    assert "leave only the first key" in capsys.readouterr().out


def test_the_first_key_is_made_once_and_only_its_owner_reads_it(key_file):
    assert sealing.keys() == sealing.keys()
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in key_file.parent.iterdir()] == ["vault_key"]


def test_the_command_is_called_as_it_is_written_in_the_guide(monkeypatch, learner, key_file):
    from compagnon import __main__

    called = []
    monkeypatch.setattr("django.core.management.execute_from_command_line", called.append)
    monkeypatch.setattr("sys.argv", ["compagnon", "rotate-vault-key", "--no-color"])

    __main__.main()

    assert called == [["compagnon", "rotate_vault_key", "--no-color"]]


@pytest.mark.parametrize(("day", "left"), [(date(2027, 6, 13), 1), (date(2027, 6, 14), 0)])
def test_the_vault_is_emptied_ninety_days_after_the_stay(learner, stay, network, day, left):
    tell(learner)  # back on 15 March 2027

    with time_machine.travel(day):
        vault.empty_overdue(network)
        again = vault.empty_overdue(network)

    assert (VaultEntry.objects.count(), again) == (left, 0)


def test_the_network_sets_the_days_and_a_next_stay_or_application_keeps_what_was_told(learner, stay, network):
    InclusionSettings.objects.create(network=network, keep_days=10)
    tell(learner)
    application = ApplicationFactory(network=network, call__network=network, participant=learner, state="submitted")

    with time_machine.travel(date(2027, 3, 26)):
        before = vault.empty_overdue(network)
        application.state, application.decided_at = "declined", timezone.now()
        application.decided_by_name = "Decidia Essai"
        application.save()
        after = vault.empty_overdue(network)

    assert (before, after) == (0, 1)


def test_without_any_stay_what_was_told_goes_so_many_days_after_the_last_change(learner, network):
    tell(learner)

    with time_machine.travel(date(2027, 2, 24)):
        assert vault.empty_overdue(network) == 0
    with time_machine.travel(date(2027, 2, 25)):
        assert vault.empty_overdue(network) == 1


def test_the_numbers_stay_when_the_reasons_are_deleted(learner, stay, network):
    vault.answer_opportunities(participant=learner, answer="yes", families=["DISAB", "GEO"], by=learner.person)

    with time_machine.travel(date(2028, 1, 1)):
        vault.empty_overdue(network)

    kept = OpportunityTally.objects.order_by("family").values_list("year", "family", "people")
    assert list(kept) == [(2027, "", 1), (2027, "DISAB", 1), (2027, "GEO", 1)]
    assert VaultEntry.objects.count() == 0
    assert OpportunityAnswer.objects.get().answer == "yes"


def test_the_nightly_job_empties_every_network(learner, stay):
    from compagnon.inclusion.jobs import empty_vault

    tell(learner)
    with time_machine.travel(date(2028, 1, 1)):
        empty_vault.func(0) if hasattr(empty_vault, "func") else empty_vault(0)

    assert VaultEntry.objects.count() == 0


def test_only_the_actions_of_the_vault_and_of_reports_unseal():
    from tests.house.tree import modules, name, text

    found = [
        name(path)
        for path in modules()
        if "unseal(" in text(path) and "inclusion" in path.parts and path.name != "sealing.py"
    ]

    assert found == [f"src/compagnon/inclusion/actions/{one}.py" for one in ("reports", "vault")]
