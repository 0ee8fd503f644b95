"""What is plugged in fits: verbs have words, jobs are declared, letters have a text, purposes have a page."""

import re

from django.apps import apps
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from compagnon.core import activity, jobs
from compagnon.core.registries import desk_navigation, link_purposes, network_settings
from tests.house import exceptions
from tests.house.addresses import addresses, behind
from tests.house.tree import calls, can_be_said, mend, modules, name, strings, templates, text, word

VERB = re.compile(r"^[a-z]+\.[a-z]+(_[a-z]+)+$")


def verbs_of_moves() -> set[str]:
    """`<app>.<model>_<state>` for every state that a MOVES table leads to."""
    return {
        f"{model._meta.app_label}.{model._meta.model_name}_{state}"
        for model in apps.get_models()
        for targets in getattr(model, "MOVES", {}).values()
        for state in targets
    }


def verbs_recorded() -> set[str]:
    return {
        verb
        for path in modules()
        for call in calls(path, "record")
        for verb in [word((call.args or [None])[0])]
        if verb
    }


def test_every_verb_that_is_recorded_has_words():
    found = [verb for verb in verbs_of_moves() | verbs_recorded() if verb not in set(activity.known_verbs())]

    mend("Give these verbs a sentence with activity.words():", found, exceptions.VERBS_WITHOUT_WORDS)


def test_words_are_given_only_for_verbs_that_are_recorded():
    """A verb may be put together, but then its parts stand somewhere outside of the hooks that give the words."""
    said = set().union(*(strings(path) for path in modules() if path.name != "hooks.py"))
    found = [verb for verb in activity.known_verbs() if verb not in verbs_of_moves() | said]

    mend("Nobody records these verbs: remove their words:", found, exceptions.VERBS_NOT_RECORDED)


def test_every_verb_that_is_followed_or_announced_exists():
    found = [
        f"{verb} in {name(path)}"
        for path in modules()
        for called in ("follow", "announce")
        for call in calls(path, called)
        for verb in [word((call.args or [None])[0])]
        if verb and verb not in set(activity.known_verbs())
    ]

    mend("Nobody records these verbs:", found)


def test_every_job_asked_for_is_declared_and_every_declared_one_is_known_to_the_worker():
    asked = {
        job: name(path)
        for path in modules()
        for call in calls(path, "later")
        for job in [word((call.args or [None])[0])]
        if job
    }
    found = [f"{job} is asked for by {place}" for job, place in asked.items() if job not in jobs.DECLARED]
    found += [f"{job} is unknown to the worker" for job in jobs.DECLARED if job not in jobs.app.tasks]

    mend("Declare these jobs with core.jobs.job:", found)


def test_jobs_live_in_the_jobs_room_of_their_app():
    found = [
        f"{name(path)} declares a job"
        for path in modules()
        if path.stem != "jobs" and "jobs" not in path.parts and name(path) != "src/compagnon/core/jobs.py"
        for called in ("job", "nightly")
        for _call in calls(path, called)
    ]

    mend("Move these to jobs.py:", found)


def letter_keys() -> dict[str, str]:
    """Keys of letters with the module that writes them."""
    return {
        key: name(path)
        for path in modules()
        for call in calls(path, "write")
        for keyword in call.keywords
        if keyword.arg == "key" and (key := word(keyword.value))
    }


def letter_template(key: str) -> str:
    app, _dot, rest = key.partition(".")
    return f"{app}/letters/{rest}.txt"


def test_every_letter_that_is_written_has_its_text():
    found = []
    for key, place in letter_keys().items():
        try:
            get_template(letter_template(key))
        except TemplateDoesNotExist as missing:
            found.append(f"{key} written in {place}: {missing}")

    mend("Write the texts of these letters:", found)


def test_every_text_of_a_letter_is_written_by_somebody():
    texts = ((path, f"{path.parents[1].name}.{path.stem}") for path in templates() if path.parent.name == "letters")
    found = [name(path) for path, key in texts if not can_be_said(key)]

    mend("Nobody writes these letters: remove their text:", found, exceptions.TEMPLATES_NOT_NAMED)


def test_the_first_line_of_a_letter_is_its_subject():
    """A letter that begins with a tag line would have an empty or broken subject."""
    found = []
    for path in templates():
        if path.parent.name == "letters":
            first = next((line for line in re.sub(r"\{%.*?%\}", "", text(path)).splitlines() if line.strip()), "")
            whole = "blocktranslate" in text(path) or "translate" in text(path)
            if not first and not whole:
                found.append(f"{name(path)} has no first line")

    mend("Begin these letters with their subject:", found)


def test_every_purpose_of_a_personal_link_leads_to_a_guest_page_for_it():
    by_name = {one.name: one for one in addresses()}
    found = []
    for purpose in link_purposes.names():
        kind = link_purposes.get(purpose)
        page = by_name.get(kind.url_name)
        if page is None or page.door is None or (page.door.name, page.door.right) != ("guest", purpose):
            found.append(f"{purpose} leads to {kind.url_name}, which is no guest page for it")
        elif page.arguments != ("token",):
            found.append(f"{purpose} leads to {kind.url_name}, which takes {page.arguments}")
    found += [
        f"{one.door.right} of {one.name} is no declared purpose"
        for one in behind("guest")
        if one.door.right not in link_purposes.names()
    ]

    mend("Make purposes and guest pages agree:", found)


def test_navigation_and_settings_lead_to_pages_that_the_same_right_opens():
    by_name = {one.name: one for one in addresses()}
    found = []
    for entry in [*desk_navigation, *network_settings]:
        page = by_name.get(entry.url_name)
        if page is None or page.door is None:
            found.append(f"{entry.url_name} is no page")
        elif page.door.right != entry.right:
            found.append(f"{entry.url_name} asks for {page.door.right}, its entry for {entry.right}")

    mend("Mend these entries of the navigation:", found)
