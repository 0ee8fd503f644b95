"""Which cells are hidden: the small ones, and as many others as it takes that nobody can work the small ones out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compagnon.engines.fairness.attack import Atom, Attacker, Range, atom
from compagnon.engines.fairness.facts import At, Audience, Place, Question, Stage
from compagnon.engines.fairness.tables import Table, count, earlier

KEPT_LONGEST = (Stage.APPLIED, Stage.ADMITTED)
"""Hidden last: without these two there is nothing left to compare."""

TRIES = 16
"""How many cells are tried one by one before the cheapest is hidden anyway: more tries save few cells for much time."""

Form = dict[Atom, int]


@dataclass(frozen=True)
class Secret:
    """A sum of cells that nobody may work out, and the cells where hiding something may help."""

    form: tuple[tuple[Atom, int], ...]
    places: tuple[Place, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Watch:
    """One kind of reader: what they have seen before, from how many people on a cell may be known to them."""

    floors: Mapping[Place, int]
    releases: tuple[Table, ...]


def protect(question: Question) -> tuple[Table, tuple[Watch, ...]]:
    """The table with what may be shown, and every reader it was proved against.

    Proved: no hidden cell, no small group, no small drop between stages and no small change since an earlier release
    follows from all that is shown, and each hidden cell could have at least as many values as the threshold says.
    """
    table = count(question)
    watches = _watches(question, table)
    hidden_before = {atom(at, one) for one in watches[0].releases for at in one.counts if at not in one.shown}
    table.shown = {
        at
        for at, people in table.counts.items()
        if people >= watches[0].floors[at[0]] and atom(at, table) not in hidden_before
    }
    for watch in watches:
        _defend(table, watch)
    return table, watches


def _watches(question: Question, table: Table) -> tuple[Watch, ...]:
    """Those who see the table and no more, then those inside, who have seen more and are protected by less."""
    audiences = [Audience.SHARED, Audience.CENTRE] if question.audience is Audience.SHARED else [Audience.CENTRE]
    seen = [(release.audience, earlier(release)) for release in question.releases]
    sensitive = {one.key for one in question.dimensions if one.sensitive}
    found = []
    for audience in audiences:
        plain = question.thresholds.of(audience)
        floors = {
            place: max(plain, question.thresholds.sensitive) if sensitive & {key for key, _ in place} else plain
            for place, _stage in table.counts
        }
        visible = tuple(one for of, one in seen if audience is Audience.CENTRE or of is Audience.SHARED)
        found.append(Watch(floors, visible))
    return tuple(found)


def _defend(table: Table, watch: Watch) -> None:
    """Hide cells until this reader can work out no secret; ends at the latest when nothing is shown."""
    blind = Attacker([*watch.releases, Table(table.counts)])
    lost = {secret.form for secret in _secrets(table, watch) if blind.knows(dict(secret.form))}
    narrow = set(exposed(table, watch, blind.ranges()))
    attacker = Attacker([*watch.releases, table])
    pinned: set[At] = set()
    while table.shown:
        told = [secret for secret in _secrets(table, watch) if secret.form not in lost]
        told = [secret for secret in told if attacker.knows(dict(secret.form))]
        for secret in told:
            if table.shown and attacker.knows(dict(secret.form)):
                _hide_for(secret, table, attacker, pinned)
        if told:
            continue
        tight = [at for at in exposed(table, watch, attacker.ranges()) if at not in narrow]
        if not tight:
            return
        if not _show_pinned(tight, table, attacker, watch, pinned):
            _hide_for(Secret((), (tight[0][0],), (tight[0][1],)), table, attacker, pinned)


def _show_pinned(tight: Sequence[At], table: Table, attacker: Attacker, watch: Watch, pinned: set[At]) -> bool:
    """Show a cell, hidden only for others, that its neighbours in the funnel give away: hiding it protects nobody.

    Each cell at most once, so that hiding and showing come to an end.
    """
    ranges = attacker.ranges()
    for at in tight:
        low, high = ranges[atom(at, table)]
        if at not in pinned and low == high >= watch.floors[at[0]]:
            pinned.add(at)
            table.shown.add(at)
            attacker.learn([at[1]])
            return True
    return False


def exposed(table: Table, watch: Watch, ranges: Mapping[Atom, Range]) -> list[At]:
    """Hidden cells that could have fewer values than the threshold: too close a guess."""
    hidden = sorted((at for at in table.counts if at not in table.shown), key=lambda at: (at[1].step, at[0]))
    found = []
    for at in hidden:
        low, high = ranges[atom(at, table)]
        if high - low + 1 < watch.floors[at[0]]:
            found.append(at)
    return found


def _hide_for(secret: Secret, table: Table, attacker: Attacker, pinned: Collection[At]) -> None:
    """Hide the cell that costs least among those near that close this gap; if none alone does, the cheapest of them."""
    near = sorted(_candidates(secret, table), key=lambda at: at in pinned)
    for at in near[:TRIES] if secret.form else ():
        table.shown.discard(at)
        attacker.learn([at[1]])
        if not attacker.knows(dict(secret.form)):
            return
        table.shown.add(at)
        attacker.learn([at[1]])
    table.shown.discard(near[0])
    attacker.learn([near[0][1]])


def _candidates(secret: Secret, table: Table) -> list[At]:
    """Cells still shown, those nearest first: the same cells, then their lines, then the same stages, then any."""
    sizes: dict[Place, int] = {}
    for (place, _stage), people in table.counts.items():
        sizes[place] = max(sizes.get(place, 0), people)
    touched = {place for place, stage in table.counts if (place, stage) not in table.shown}

    def cost(at: At) -> tuple[bool, bool, bool, int, int, Place]:
        """One group gives all its stages before a second gives any: rates need two stages of one group."""
        place, stage = at
        return stage in KEPT_LONGEST, not place, place not in touched, sizes[place], stage.step, place

    def near(at: At, place: Place) -> bool:
        """A total, a part, or a part of the same total."""
        mine, other = set(at[0]), set(place)
        return len(mine ^ other) == 1 or (
            len(mine - other) == len(other - mine) == 1
            and {key for key, _ in mine - other} == {key for key, _ in other - mine}
        )

    there = [at for at in table.shown if at[1] in secret.stages]
    rings = (
        [at for at in there if at[0] in secret.places],
        [at for at in there if any(near(at, place) for place in secret.places)],
        [at for at in table.shown if at[0] in secret.places],
        there,
        list(table.shown),
    )
    return list(dict.fromkeys(at for ring in rings for at in sorted(ring, key=cost)))


def _secrets(table: Table, watch: Watch) -> Iterator[Secret]:
    """Everything that must not follow, for each cell and for all hidden parts of a line taken together."""
    for at in sorted((at for at in table.counts if at not in table.shown), key=lambda at: (at[1].step, at[0])):
        yield Secret(((atom(at, table), 1),), (at[0],), (at[1],))
    for release in watch.releases:
        for at, people in release.counts.items():
            if at not in release.shown and people < watch.floors.get(at[0], watch.floors[()]):
                yield Secret(((atom(at, release), 1),), (at[0],), (at[1],))
    for places in _units(table):
        floor = max(watch.floors[place] for place in places)
        yield from _of_unit(table, watch, places, floor)


def _units(table: Table) -> list[tuple[Place, ...]]:
    """Each place alone, and in each line the places that are hidden at some stage."""
    units: dict[tuple[Place, ...], None] = {(place,): None for place, _stage in table.counts}
    together: dict[tuple[Place, str], dict[Place, None]] = {}
    for total, parts in table.lines():
        dimension = next(key for key, _group in parts[0][0] if key not in {one for one, _ in total[0]})
        hidden = [place for place, stage in parts if (place, stage) not in table.shown]
        together.setdefault((total[0], dimension), {}).update(dict.fromkeys(hidden))
    units |= {tuple(sorted(places)): None for places in together.values() if len(places) > 1}
    return list(units)


def _of_unit(table: Table, watch: Watch, places: tuple[Place, ...], floor: int) -> Iterator[Secret]:
    """Small counts, small drops between stages, small changes since earlier releases, of these places together."""
    stages = sorted({stage for place, stage in table.counts if place == places[0]}, key=lambda stage: stage.step)
    forms = {stage: _form(table, places, stage) for stage in stages}
    for number, stage in enumerate(stages):
        if len(places) > 1 and _value(forms[stage]) < floor:
            yield _secret(forms[stage], places, (stage,))
        for later in stages[number + 1 :]:
            yield from _small(_minus(forms[stage], forms[later]), floor, places, (stage, later))
        for release in watch.releases:
            if all((place, stage) in release.counts for place in places):
                change = _minus(forms[stage], _form(release, places, stage))
                yield from _small(change, floor, places, (stage,))


def _small(form: Form, floor: int, places: tuple[Place, ...], stages: tuple[Stage, ...]) -> Iterator[Secret]:
    if 0 < abs(_value(form)) < floor:
        yield _secret(form, places, stages)


def _secret(form: Form, places: tuple[Place, ...], stages: tuple[Stage, ...]) -> Secret:
    return Secret(tuple(sorted(form.items())), places, stages)


def _form(table: Table, places: Sequence[Place], stage: Stage) -> Form:
    return {atom((place, stage), table): 1 for place in places}


def _minus(form: Form, other: Form) -> Form:
    left = {one: form.get(one, 0) - other.get(one, 0) for one in {**form, **other}}
    return {one: factor for one, factor in left.items() if factor}


def _value(form: Form) -> int:
    return sum(factor * one[2] for one, factor in form.items())
