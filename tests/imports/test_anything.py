"""Whatever stands in a list: a preview or a sentence, never a server error, never half an import."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from compagnon.core.files import FileRefused
from compagnon.core.imports import actions, cells
from compagnon.core.imports.checking import Choices, check
from compagnon.core.imports.columns import guess
from compagnon.core.imports.kinds import IMPORTERS
from compagnon.core.imports.known import Known
from compagnon.core.imports.opening import words
from compagnon.core.imports.reading import Table
from compagnon.core.models import ImportRun
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import PastMobilities
from compagnon.partners.models import Partner
from compagnon.people.models import Participant, Person
from tests.imports.lists import ADA, BEN, TITLES, csv_of, upload

CELL = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", *ADA, *BEN, "31/02/2007", "=1+1", "1e400", "٣", "²", "0", "-1", "99999", "a@b", "\u202e", "x" * 300]),
)  # fmt: skip
ROWS = st.lists(st.lists(CELL, max_size=len(TITLES) + 2), min_size=1, max_size=8)
READERS = [cells.day, cells.email, cells.phone, cells.country, cells.nationality, cells.oid, cells.yes_no,
           cells.registration_number, cells.number(1, 8), cells.text_of(10)]  # fmt: skip


@pytest.mark.parametrize("kind", ["learners", "staff", "companies", "past", "courses"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=ROWS,
    titles=st.lists(
        st.sampled_from([*TITLES, "Raison sociale", "SIRET", "Ville", "Pays", "Année scolaire", "Nombre", ""]),
        min_size=1,
        max_size=10,
    ),
)
@example(rows=[["\x00"]], titles=["Nom"])
@pytest.mark.usefixtures("centre", "trade")
def test_any_table_is_checked_and_what_is_fine_is_written(kind, network, rows, titles):
    importer = IMPORTERS.get(kind)
    columns = guess(importer.fields, titles)
    rows = [[words(cell) for cell in row] for row in rows]  # as the reader of files gives them
    before = (Person.objects.count(), Participant.objects.count())

    with transaction.atomic():
        register = importer.open(network)
        plan = check(importer, register, Table(titles, rows, 2), Choices(columns))
        register.write(plan.new, plan.changed, lambda done: None)
        again = check(importer, importer.open(network), Table(titles, rows, 2), Choices(columns))
        transaction.set_rollback(True)

    assert not again.new
    assert not again.changed
    assert (Person.objects.count(), Participant.objects.count()) == before


@pytest.mark.parametrize("read", READERS)
@settings(max_examples=150, deadline=None)
@given(cell=CELL)
@example(cell="١٢")
@example(cell="9" * 400)
def test_a_reader_reads_or_says_what_is_wrong(read, cell):
    said = ""
    try:
        read(cell)
    except cells.Wrong as wrong:
        said = wrong.text
    assert not said or said.endswith(".")


@pytest.mark.parametrize(
    "cell",
    ["20070314", "14/03/2007 00:00:00", "mercredi 14 mars 2007", "14-mars-07", "2007-03-14", "14/03/2007", "14.3.07", "14 mars 2007", "14-03-2007", "2007-03-14 00:00:00", "39155", "14 Mar. 2007", "14. März 2007"],
)  # fmt: skip
def test_a_day_is_read_in_any_style(cell):
    assert cells.day(cell) == date(2007, 3, 14)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1200", 1200), ("1 200", 1200), ("1\u202f200", 1200), ("1.200", 1200), ("1,200", 1200), ("1'200", 1200), ("12,0", 12), ("12.00", 12),
     ("Niveau 3", 3), ("+7", 7)],
)  # fmt: skip
def test_a_number_is_read_in_any_style(cell, number):
    assert cells.number(1, 5000)(cell) == number


@pytest.mark.parametrize("cell", ["-5", "3,5", "1.5", "12 3", "x", "", "0", "5001", "1e3"])
def test_what_is_no_whole_number_is_said(cell):
    with pytest.raises(cells.Wrong):
        cells.number(1, 5000)(cell)


@pytest.mark.parametrize("kind", ["learners", "companies", "past"])
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data(), rows=ROWS)
@pytest.mark.usefixtures("centre", "trade")
def test_any_file_goes_the_whole_way_or_leaves_nothing(kind, network, coordinator, data, rows):
    """From the bytes to the written rows, by any columns: all of the rows that are fine, or none."""
    importer = IMPORTERS.get(kind)
    titles = data.draw(
        st.lists(st.sampled_from([*TITLES, "Raison sociale", "Pays", "Année scolaire"]), min_size=1, max_size=9)
    )
    content = bytearray(csv_of(*rows, titles=titles, separator="\t"))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    columns = {one.key: data.draw(st.integers(0, 8)) for one in importer.fields if data.draw(st.booleans())}
    count = {"learners": Participant, "companies": Partner, "past": PastMobilities}[kind].objects.count

    with transaction.atomic():
        before = count()
        try:
            run = actions.begin(network=network, kind=kind, file=upload(bytes(content)), by=coordinator)
            run = actions.choose_columns(run=run, columns=columns, by=coordinator)
            new = run.checked["counts"]["new"]
            run = actions.write(run=run, by=coordinator)
        except (FileRefused, MoveRefused) as refused:
            new, said = 0, str(refused)
        else:
            said = "."
        assert said.endswith(".")
        assert before < count() <= before + new if new else count() == before
        transaction.set_rollback(True)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    said=st.dictionaries(
        st.sampled_from(["cell:2:email", "cell:2:birth_date", "cell:99:email", "name:0", "name:7", "twin:2", "twins"]),
        CELL,
    )
)
def test_whatever_is_posted_to_the_preview_is_taken_or_refused(said, client, coordinator, checked):
    client.force_login(coordinator)
    run = (
        checked([*ADA[:2], "no address", "31/02/2007", "Boulangerye", *ADA[5:]])
        if not ImportRun.objects.exists()
        else ImportRun.objects.get()
    )

    answered = client.post(reverse("imports:settle", args=[run.code]), said)

    if any("\x00" in words for words in [*said, *said.values()]):
        assert answered.status_code == 400  # refused before any view is chosen
        return
    assert answered.status_code == 302
    assert client.get(answered.url).status_code == 200


def test_american_days_are_recognised_by_the_whole_column():
    assert cells.month_first(["03/04/2007", "12/31/2006"])
    assert not cells.month_first(["03/04/2007", "31/12/2006"])
    assert not cells.month_first(["12.31.2006"])
    assert cells.day("03/04/2007", months_first=True) == date(2007, 3, 4)


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_the_nearest_names_are_never_more_than_asked_for(text):
    known = Known([(1, "Boulangerie", ["Bakery"]), (2, "Boucherie", ["Butchery"]), (3, "Pâtisserie", [])])

    assert len(known.nearest(text, 2)) <= 2


def test_a_mistyped_name_finds_the_right_one_first():
    known = Known([(1, "Boulangerie", ["Bakery"]), (2, "Boucherie", ["Butchery"]), (3, "Pâtisserie", [])])

    assert known.nearest("boulangerye")[0] == 1
    assert known.find("PATISSERIE") == 3
    assert known.find("bakery") == 1
