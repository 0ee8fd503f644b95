"""Every address passes a door, and every right is one of the table."""

import re

from compagnon.people import phrases
from compagnon.people.choices import Role
from compagnon.people.rules import RIGHTS
from tests.house import exceptions
from tests.house.addresses import addresses, behind
from tests.house.tree import calls, mend, modules, name, templates, text, word


def test_every_address_passes_a_door():
    found = [f"{one.place} (/{one.pattern})" for one in addresses() if one.door is None]

    mend("Put one of the doors of core.access before these views:", found, exceptions.ADDRESSES_WITHOUT_DOOR)


def test_every_address_has_a_name():
    mend("Name these addresses:", [f"/{one.pattern}" for one in addresses() if not one.name])


def test_an_address_never_carries_a_primary_key():
    found = [f"{one.place} takes {arg}" for one in addresses() for arg in one.arguments if arg in {"pk", "id"}]

    mend("Use the code instead:", found)


def asked_rights() -> set[tuple[str, str]]:
    """Rights with the place that asks for them: doors, predicates asked in code, entries of the navigation."""
    asked = {(one.door.right, one.place) for one in behind("desk", "journey", "account")}
    for path in modules():
        for called, position in (("test_rule", 0), ("desk", 0), ("journey", 0), ("Entry", 3), ("may", 0)):
            for call in calls(path, called):
                given = [*call.args[position : position + 1], *(k.value for k in call.keywords if k.arg == "right")]
                asked |= {(right, name(path)) for node in given if (right := word(node))}
    for path in templates():
        asked |= {
            (right, name(path)) for right in re.findall(r"\b(?:has_perm|may|test_rule) ['\"]([\w.]+)['\"]", text(path))
        }
    return asked


def test_every_right_asked_for_is_in_the_table():
    found = [f"{right} is asked for by {place}" for right, place in asked_rights() if right not in RIGHTS]

    mend("Add these to RIGHTS in people/rules.py:", found)


def test_every_right_and_every_role_has_its_sentence():
    found = [f"{right} has no sentence" for right in RIGHTS if right not in phrases.RIGHTS]
    found += [f"{right} has a sentence and is no right" for right in phrases.RIGHTS if right not in RIGHTS]
    found += [f"the {role} has no sentences" for role in Role if role not in phrases.ROLES]

    mend("Say in people/phrases.py what these mean, for the page of roles and rights:", found)


def test_every_right_in_the_table_is_asked_for():
    quoted = "\n".join(text(path) for path in modules() if path.name not in {"rules.py", "phrases.py"})
    found = [right for right in RIGHTS if f'"{right}"' not in quoted]

    mend("Remove these rights, or ask for them:", found, exceptions.RIGHTS_NOT_ASKED)
