"""A whole timeline: conditions, late creation, moves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engines.base import Grade, Reason, Source
from compagnon.engines.duedates import (
    Anchor,
    Calendar,
    Change,
    Condition,
    Offset,
    ScheduledTask,
    TaskRule,
    Unit,
    compression_days,
    due_date,
    moved,
    preparation,
    schedule,
)

FRANCE = Calendar("FR")
DEPARTURE, RETURN = date(2027, 3, 1), date(2027, 3, 15)
ANCHORS = {Anchor.DEPARTURE: DEPARTURE, Anchor.RETURN: RETURN}
EARLY = date(2026, 1, 5)

TEMPLATE = [
    # timeline.md rows 2, 17, 18, 25, 24, 22, 29, 41
    TaskRule(
        "employer_told",
        Offset(Anchor.CONTRACT),
        otherwise=Offset(Anchor.DEPARTURE, -9, Unit.MONTHS),
        when={Condition.FRENCH_APPRENTICE},
    ),
    TaskRule("learning_agreement", Offset(Anchor.DEPARTURE, -6, Unit.WEEKS), unless={Condition.GROUP}),
    TaskRule("group_programme", Offset(Anchor.DEPARTURE, -3, Unit.MONTHS), when={Condition.GROUP}),
    TaskRule(
        "agreement",
        Offset(Anchor.DEPARTURE, -1, Unit.MONTHS),
        when={Condition.FRENCH_APPRENTICE},
        source=Source("CFA EnSup-LR", grade=Grade.VERIFIED),
    ),
    TaskRule("exit_authorisation", Offset(Anchor.DEPARTURE, -1, Unit.MONTHS), when={Condition.MINOR}),
    TaskRule(
        "posting_certificate",
        Offset(Anchor.DEPARTURE, -6, Unit.WEEKS),
        when={Condition.FRENCH_APPRENTICE, Condition.SECONDMENT},
    ),
    TaskRule("departure_check", Offset(Anchor.DEPARTURE, -1, Unit.WEEKS)),
    TaskRule("europass", Offset(Anchor.RETURN, 4, Unit.WEEKS)),
]
ADULT = {Condition.FRENCH_APPRENTICE, Condition.GROUP}


def made(facts=(), *, created_on=EARLY, anchors=ANCHORS):
    return schedule(TEMPLATE, anchors, FRANCE, created_on=created_on, facts=facts)


def keys(tasks):
    return [task.key for task in tasks]


def test_tasks_come_in_the_order_of_their_due_dates():
    assert [(task.key, task.due_on) for task in made(ADULT)] == [
        ("employer_told", date(2026, 6, 1)),
        ("group_programme", date(2026, 12, 1)),
        ("agreement", date(2027, 2, 1)),
        ("departure_check", date(2027, 2, 22)),
        ("europass", date(2027, 4, 12)),
    ]


def test_one_group_with_a_minor_and_an_adult_differs_by_the_minor_s_task():
    adult, minor = made(ADULT), made(ADULT | {Condition.MINOR})

    assert set(keys(minor)) - set(keys(adult)) == {"exit_authorisation"}
    assert set(keys(adult)) <= set(keys(minor))


def test_all_conditions_of_a_task_must_hold_and_none_of_its_exceptions():
    assert "posting_certificate" not in keys(made({Condition.SECONDMENT}))
    assert "posting_certificate" in keys(made({Condition.SECONDMENT, Condition.FRENCH_APPRENTICE}))
    assert "learning_agreement" in keys(made())
    assert "learning_agreement" not in keys(made({Condition.GROUP}))


def test_a_task_uses_its_second_offset_only_while_the_first_anchor_is_unknown():
    signed = {**ANCHORS, Anchor.CONTRACT: date(2025, 9, 1)}

    assert made(ADULT)[0].due_on == date(2026, 6, 1)
    assert made(ADULT, anchors=signed)[0].due_on == date(2025, 9, 1)


def test_without_a_return_the_tasks_after_it_wait_at_the_end():
    last = made(anchors={Anchor.DEPARTURE: DEPARTURE})[-1]

    assert (last.key, last.due_on, last.late_on_creation) == ("europass", None, False)
    assert last.reason.code == "duedates.anchor_unknown"


def test_ten_days_before_departure_everything_is_kept_and_what_is_past_is_marked():
    created_on = DEPARTURE - timedelta(days=10)
    tasks = made(ADULT, created_on=created_on)

    assert keys(tasks) == keys(made(ADULT))
    assert [task.key for task in tasks if task.late_on_creation] == ["employer_told", "group_programme", "agreement"]
    assert [task.due_on for task in tasks] == [task.due_on for task in made(ADULT)]
    assert compression_days(tasks, created_on=created_on) == (created_on - date(2026, 6, 1)).days


def test_a_task_due_on_the_day_of_creation_is_not_late():
    assert not made(ADULT, created_on=date(2026, 6, 1))[0].late_on_creation
    assert made(ADULT, created_on=date(2026, 6, 2))[0].late_on_creation


def test_late_creation_warns_by_how_much_and_which_departure_would_do():
    created_on = DEPARTURE - timedelta(days=10)
    source = Source(reference="TL-04")

    warnings = preparation(
        made(ADULT, created_on=created_on), ANCHORS, created_on=created_on, minimum_days=60, source=source
    )

    assert warnings == [
        Reason("duedates.compressed", {"compression_days": 263, "late_tasks": 3, "created_on": created_on}, source),
        Reason(
            "duedates.preparation_too_short",
            {
                "days": 10,
                "minimum_days": 60,
                "departure_on": DEPARTURE,
                "earliest_departure": date(2027, 4, 20),
            },
            source,
            "choose_later_departure",
        ),
    ]


def test_a_timely_creation_warns_of_nothing():
    assert preparation(made(ADULT), ANCHORS, created_on=EARLY, minimum_days=60) == []
    assert preparation([], {}, created_on=EARLY, minimum_days=60) == []


def test_a_later_departure_moves_open_tasks_and_leaves_those_done():
    before = [
        ScheduledTask(task.key, task.due_on, done_on=date(2027, 2, 1) if task.key == "agreement" else None)
        for task in made(ADULT)
    ]
    later = {**ANCHORS, Anchor.DEPARTURE: DEPARTURE + timedelta(days=7)}

    moves = moved(before, TEMPLATE, later, FRANCE, on=date(2027, 2, 10), facts=ADULT)

    assert [(move.key, move.change, move.due_before, move.due_after, move.late) for move in moves] == [
        ("employer_told", Change.MOVES, date(2026, 6, 1), date(2026, 6, 8), True),
        ("group_programme", Change.MOVES, date(2026, 12, 1), date(2026, 12, 8), True),
        ("departure_check", Change.MOVES, date(2027, 2, 22), date(2027, 3, 1), False),
    ]
    assert moves[2].reason == Reason(
        "duedates.moves",
        {
            "anchor": "departure",
            "amount": -1,
            "unit": "weeks",
            "anchor_on": date(2027, 3, 8),
            "reckoned_on": date(2027, 3, 1),
            "due_before": date(2027, 2, 22),
            "due_after": date(2027, 3, 1),
            "days": 7,
        },
    )


def test_a_condition_that_flips_brings_tasks_and_takes_open_ones_away():
    before = [
        ScheduledTask("exit_authorisation", date(2027, 2, 1)),
        ScheduledTask("group_programme", date(2026, 12, 1), done_on=date(2026, 11, 30)),
        ScheduledTask("departure_check", date(2027, 2, 22)),
        ScheduledTask("europass", date(2027, 4, 12)),
        ScheduledTask("own_idea_of_the_referent", date(2027, 1, 1)),
    ]

    moves = moved(before, TEMPLATE, ANCHORS, FRANCE, on=EARLY, facts=set())

    assert [(move.key, move.change) for move in moves] == [
        ("learning_agreement", Change.APPEARS),
        ("exit_authorisation", Change.LEAVES),
    ]


def test_two_tasks_with_one_key_are_refused():
    with pytest.raises(ValueError, match="two tasks have the key europass"):
        schedule([TEMPLATE[-1], TEMPLATE[-1]], ANCHORS, FRANCE, created_on=EARLY)


# --- laws ---

conditions = st.sets(st.sampled_from(Condition))
some_days = st.dates(date(2025, 1, 1), date(2030, 12, 31))
offsets = st.builds(
    Offset,
    st.sampled_from([Anchor.DEPARTURE, Anchor.RETURN, Anchor.CONTRACT]),
    st.integers(-60, 60),
    st.sampled_from(Unit),
    working_days=st.booleans(),
)
templates = st.lists(
    st.builds(TaskRule, st.text("abcdef", min_size=1, max_size=6), offsets, when=conditions, unless=conditions),
    unique_by=lambda task: task.key,
    max_size=8,
)


@given(templates, some_days, some_days, conditions, st.randoms())
def test_the_order_of_the_template_changes_no_task(template, departure, created_on, facts, random):
    anchors = {Anchor.DEPARTURE: departure, Anchor.RETURN: departure + timedelta(days=15)}
    shuffled = template.copy()
    random.shuffle(shuffled)

    def scheduled(tasks):
        made = schedule(tasks, anchors, FRANCE, created_on=created_on, facts=facts)
        return {task.key: task for task in made}

    assert scheduled(shuffled) == scheduled(template)


@given(templates, some_days, some_days, conditions)
def test_lateness_never_drops_a_task_nor_changes_its_date(template, departure, created_on, facts):
    anchors = {Anchor.DEPARTURE: departure}
    tasks = schedule(template, anchors, FRANCE, created_on=created_on, facts=facts)
    in_time = schedule(template, anchors, FRANCE, created_on=date.min, facts=facts)

    assert [(task.key, task.due_on) for task in tasks] == [(task.key, task.due_on) for task in in_time]
    assert all(task.late_on_creation == (task.due_on is not None and task.due_on < created_on) for task in tasks)
    assert (compression_days(tasks, created_on=created_on) > 0) == any(task.late_on_creation for task in tasks)


@given(templates, some_days, st.integers(-30, 30), conditions, conditions)
def test_moves_lead_exactly_from_the_old_timeline_to_the_new(template, departure, shift, facts, new_facts):
    old, new = ({Anchor.DEPARTURE: departure + timedelta(days=days)} for days in (0, shift))
    before = schedule(template, old, FRANCE, created_on=EARLY, facts=facts)

    after = {task.key: task.due_on for task in before}
    for move in moved(before, template, new, FRANCE, on=EARLY, facts=new_facts):
        if move.change is Change.LEAVES:
            del after[move.key]
        else:
            after[move.key] = move.due_after

    target = schedule(template, new, FRANCE, created_on=EARLY, facts=new_facts)
    assert after == {task.key: task.due_on for task in target}


@given(templates, some_days, conditions, st.data())
def test_done_tasks_are_never_touched(template, departure, facts, data):
    before = schedule(template, {Anchor.DEPARTURE: departure}, FRANCE, created_on=EARLY, facts=facts)
    done = [ScheduledTask(task.key, task.due_on, done_on=departure) for task in before]
    new = {Anchor.DEPARTURE: data.draw(some_days)}

    changes = moved(done, template, new, FRANCE, on=EARLY, facts=data.draw(conditions))

    assert {move.change for move in changes} <= {Change.APPEARS}
    assert not {move.key for move in changes} & {task.key for task in done}


@given(offsets, some_days)
def test_a_timeline_says_the_same_as_each_due_date(offset, departure):
    anchors = {Anchor.DEPARTURE: departure}
    (task,) = schedule([TaskRule("a", offset)], anchors, FRANCE, created_on=EARLY)

    assert task.due_on == due_date(offset, anchors, FRANCE).date


day_templates = st.lists(
    st.builds(
        TaskRule,
        st.text("abcdef", min_size=1, max_size=6),
        st.builds(
            Offset,
            st.sampled_from([Anchor.DEPARTURE, Anchor.CONTRACT]),
            st.integers(-60, 60),
            st.sampled_from([Unit.DAYS, Unit.WEEKS]),
            working_days=st.booleans(),
        ),
    ),
    unique_by=lambda task: task.key,
    max_size=8,
)


def rounded(day, offset):
    """The working day on the side of the offset, reckoned apart from the engine."""
    step = timedelta(days=-1 if offset.amount < 0 else 1)
    while offset.working_days and not FRANCE.is_working_day(day):
        day += step
    return day


@given(day_templates, some_days, st.integers(-90, 90), st.data())
def test_moving_departure_by_n_days_moves_each_open_task_by_n_days_up_to_a_working_day(template, departure, n, data):
    contract = data.draw(some_days)
    old, new = ({Anchor.DEPARTURE: departure + timedelta(days=days), Anchor.CONTRACT: contract} for days in (0, n))
    done = data.draw(st.sets(st.sampled_from([task.key for task in template]))) if template else set()
    before = [
        ScheduledTask(task.key, task.due_on, task.reason, done_on=departure if task.key in done else None)
        for task in schedule(template, old, FRANCE, created_on=EARLY)
    ]

    moves = {move.key: move.due_after for move in moved(before, template, new, FRANCE, on=EARLY)}

    offsets_by_key = {task.key: task.offset for task in template}
    reckoned = {task.key: task.reason.facts["reckoned_on"] for task in before}
    hung_on_departure = {key for key, offset in offsets_by_key.items() if offset.anchor is Anchor.DEPARTURE}
    expected = {
        task.key: rounded(reckoned[task.key] + timedelta(days=n), offsets_by_key[task.key])
        for task in before
        if task.done_on is None and task.key in hung_on_departure
    }
    assert moves == {key: day for key, day in expected.items() if day != {t.key: t.due_on for t in before}[key]}


@given(templates, some_days, st.integers(-60, 60), some_days, conditions)
def test_no_task_falls_before_its_creation_or_its_change_unless_it_is_marked(template, departure, n, day, facts):
    old, new = ({Anchor.DEPARTURE: departure + timedelta(days=days)} for days in (0, n))
    made_late = schedule(template, old, FRANCE, created_on=day, facts=facts)
    moves = moved(made_late, template, new, FRANCE, on=day, facts=facts)

    assert [task for task in made_late if task.due_on and task.due_on < day and not task.late_on_creation] == []
    assert [task for task in made_late if task.late_on_creation and not task.due_on < day] == []
    assert [move for move in moves if move.late != (move.due_after is not None and move.due_after < day)] == []


@given(templates, some_days, some_days, st.integers(0, 60), conditions)
def test_a_later_creation_compresses_by_as_many_days_and_frees_no_task(template, departure, day, later, facts):
    anchors = {Anchor.DEPARTURE: departure}

    def late(created_on):
        tasks = schedule(template, anchors, FRANCE, created_on=created_on, facts=facts)
        return {task.key for task in tasks if task.late_on_creation}, compression_days(tasks, created_on=created_on)

    (first_late, first_days), (second_late, second_days) = late(day), late(day + timedelta(days=later))
    assert first_late <= second_late
    assert first_days <= second_days <= first_days + later
    if first_days:
        assert second_days == first_days + later


def test_a_timeline_made_on_the_eve_says_what_is_past_and_what_can_still_be_done():
    eve = DEPARTURE - timedelta(days=1)
    tasks = made({*ADULT, Condition.MINOR}, created_on=eve)

    assert {task.key: task.late_on_creation for task in tasks} == {
        "employer_told": True,
        "group_programme": True,
        "agreement": True,
        "exit_authorisation": True,
        "departure_check": True,
        "europass": False,
    }
    assert [warning.code for warning in preparation(tasks, ANCHORS, created_on=eve)] == ["duedates.compressed"]
