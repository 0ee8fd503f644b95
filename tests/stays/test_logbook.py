"""The logbook: kept once whatever is sent twice, tied to learning outcomes, confirmed week by week."""

from datetime import date
from uuid import UUID, uuid4

import pytest
import time_machine
from django_scopes import scope, scopes_disabled

from compagnon.core import activity, files
from compagnon.core.pictures import photograph
from compagnon.correspondence.models import Letter
from compagnon.mobilities.actions import confirm_departure
from compagnon.stays.actions import logbook
from compagnon.stays.actions.weeks import StayRefused
from compagnon.stays.models import LogComment, LogEntry, LogPhoto
from compagnon.stays.queries import logbook as queries
from tests.core.drawn import png, with_chunk
from tests.factories.documents import LearningOutcomeFactory
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import NetworkFactory

DRAWN = (png(), files.PNG)
TUESDAY, FRIDAY = "2027-03-02 18:00", "2027-03-05 17:00"


@pytest.fixture
def abroad(network):
    mobility = MobilityFactory(network=network, placed=True)  # Monday 1 to Monday 15 March 2027
    LearningOutcomeFactory.create_batch(2, mobility=mobility)
    return confirm_departure(mobility=mobility, by=mobility.referent)


def write(mobility, text="Kneaded rye.", *, day=date(2027, 3, 2), key=None, outcomes=()):
    told = logbook.Told(key or uuid4(), day, text, outcomes=tuple(outcomes))
    return logbook.write_entry(mobility=mobility, told=told, by=mobility.participant.person)


@time_machine.travel(TUESDAY)
def test_an_entry_sent_twice_is_kept_once_as_it_was_first(abroad):
    key = UUID(int=7)

    first, is_new = write(abroad, "Kneaded rye.", key=key)
    again, is_new_again = write(abroad, "Something else", key=key)

    assert (is_new, is_new_again, first) == (True, False, again)
    assert again.text == "Kneaded rye."
    assert activity.on(abroad).filter(verb="stays.entry_written").count() == 1


@time_machine.travel(TUESDAY)
def test_the_same_key_of_another_stay_is_another_entry(network, abroad):
    other = confirm_departure(mobility=(m := MobilityFactory(network=network, placed=True)), by=m.referent)
    key = UUID(int=7)

    write(abroad, key=key)
    _entry, is_new = write(other, key=key)

    assert is_new
    assert LogEntry.objects.count() == 2


@time_machine.travel(TUESDAY)
def test_an_entry_touches_only_outcomes_of_its_own_stay(network, abroad):
    foreign = LearningOutcomeFactory(mobility=MobilityFactory(network=network))
    own = abroad.outcomes.first()

    entry, _is_new = write(abroad, outcomes=[own.code, foreign.code])

    assert list(entry.outcomes.all()) == [own]
    assert [(one.told, one.confirmed) for one in queries.outcomes_told(abroad)] == [(1, 0), (0, 0)]


def test_nobody_writes_long_before_leaving(abroad):
    with time_machine.travel("2027-02-10 10:00"), pytest.raises(StayRefused, match="closed"):
        write(abroad)


@time_machine.travel(FRIDAY)
def test_the_tutor_confirms_a_week_and_what_is_confirmed_stays_as_it_was(abroad):
    entry, _ = write(abroad, outcomes=[abroad.outcomes.first().code])
    write(abroad, day=date(2027, 2, 27))  # the Saturday before: another week

    count = logbook.confirm_week(mobility=abroad, monday=date(2027, 3, 1), by=abroad.tutor, note="Careful worker")
    again = logbook.confirm_week(mobility=abroad, monday=date(2027, 3, 1), by=abroad.tutor)
    entry.refresh_from_db()

    assert (count, again, entry.confirmed_by_name) == (1, 0, abroad.tutor.full_name)
    assert LogComment.objects.get().text == "Careful worker"
    assert [one.confirmed for one in queries.outcomes_told(abroad)] == [1, 0]
    with pytest.raises(StayRefused, match="confirmed"):
        logbook.change_entry(entry=entry, text="Nicer", outcomes=(), by=abroad.participant.person)
    with pytest.raises(StayRefused, match="confirmed"):
        logbook.remove_entry(entry=entry, by=abroad.participant.person)


@time_machine.travel(FRIDAY)
def test_what_is_written_after_the_week_was_confirmed_waits_for_the_tutor_again(abroad):
    write(abroad)
    logbook.confirm_week(mobility=abroad, monday=date(2027, 3, 1), by=abroad.tutor)

    write(abroad, "Forgotten.", day=date(2027, 3, 3))

    assert [len(week.to_confirm) for week in queries.weeks_of(abroad)] == [1]


@time_machine.travel(FRIDAY)
def test_tutors_are_asked_once_a_week_for_weeks_that_wait(abroad):
    write(abroad)

    with time_machine.travel("2027-03-04 17:00"):
        on_thursday = logbook.ask_tutors()
    asked = [logbook.ask_tutors() for _ in range(2)]
    with time_machine.travel("2027-03-06 17:00"):
        on_saturday = logbook.ask_tutors()

    assert (on_thursday, asked, on_saturday) == (0, [1, 0], 0)
    assert Letter.objects.get(key="stays.confirm_week").reader == abroad.tutor


@time_machine.travel(FRIDAY)
def test_a_week_that_is_confirmed_asks_nobody(abroad):
    write(abroad)
    logbook.confirm_week(mobility=abroad, monday=date(2027, 3, 1), by=abroad.tutor)

    assert logbook.ask_tutors() == 0


@time_machine.travel(TUESDAY)
def test_an_entry_taken_out_can_be_put_back_and_is_gone_after_a_week(abroad, django_capture_on_commit_callbacks):
    entry, _ = write(abroad)
    own = png(16, colour=uuid4().int % 256)  # the same bytes are kept once for all
    logbook.add_photo(entry=entry, key=uuid4(), picture=photograph(own), words="", by=abroad.participant.person)
    name = LogPhoto.objects.get().file

    logbook.remove_entry(entry=entry, by=abroad.participant.person)
    hidden = queries.weeks_of(abroad)
    logbook.restore_entry(entry=entry, by=abroad.participant.person)
    shown = queries.weeks_of(abroad)
    logbook.remove_entry(entry=entry, by=abroad.participant.person)
    with time_machine.travel("2027-03-10 18:00"), django_capture_on_commit_callbacks() as at_the_end:
        emptied = logbook.forget_removed()
    still_there = files.read(name)
    for remove in at_the_end:
        remove()
    entry.refresh_from_db()

    assert (hidden, len(shown), emptied, entry.text) == ([], 1, 1, "")
    assert still_there
    with pytest.raises(files.FileLost):
        files.read(name)


@time_machine.travel(TUESDAY)
def test_a_picture_sent_twice_is_kept_once_without_what_is_not_picture(abroad):
    entry, _ = write(abroad)
    key = UUID(int=9)
    secret = b"place: 47.47 N 0.55 W"

    sent = [
        logbook.add_photo(
            entry=entry,
            key=key,
            picture=photograph(with_chunk(png(), b"tEXt", secret)),
            words="Dough",
            by=abroad.participant.person,
        )
        for _ in range(2)
    ]

    assert [is_new for _photo, is_new in sent] == [True, False]
    assert secret not in files.read(LogPhoto.objects.get().file)


@time_machine.travel(TUESDAY)
def test_an_entry_has_at_most_six_pictures(abroad):
    entry, _ = write(abroad)
    for number in range(6):
        logbook.add_photo(entry=entry, key=UUID(int=number), picture=DRAWN, words="", by=abroad.participant.person)

    with pytest.raises(StayRefused, match="At most 6"):
        logbook.add_photo(entry=entry, key=UUID(int=6), picture=DRAWN, words="", by=abroad.participant.person)


@time_machine.travel(TUESDAY)
def test_who_comments_has_read_and_who_changes_is_read_anew(abroad):
    entry, _ = write(abroad)

    logbook.comment(entry=entry, text="Which flour?", by=abroad.referent)
    read = queries.unread(LogEntry.objects.all()).count()
    logbook.change_entry(entry=entry, text="Rye, type 1150.", outcomes=(), by=abroad.participant.person)

    assert (read, queries.unread(LogEntry.objects.all()).count()) == (0, 1)


@time_machine.travel(TUESDAY)
def test_a_picture_that_another_network_keeps_too_stays_on_the_disk(abroad, django_capture_on_commit_callbacks):
    entry, _ = write(abroad)
    logbook.add_photo(entry=entry, key=uuid4(), picture=DRAWN, words="", by=abroad.participant.person)
    with scopes_disabled():
        elsewhere = NetworkFactory()
    with scope(network=elsewhere):
        other, _ = write(MobilityFactory(network=elsewhere, placed=True))
        logbook.add_photo(entry=other, key=uuid4(), picture=DRAWN, words="", by=abroad.participant.person)
    name = LogPhoto.objects.get().file

    logbook.remove_entry(entry=entry, by=abroad.participant.person)
    with time_machine.travel("2027-03-10 18:00"), django_capture_on_commit_callbacks(execute=True):
        logbook.forget_removed()

    assert files.read(name)
