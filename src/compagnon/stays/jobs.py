"""Background work of stays."""

from django_scopes import scope

from compagnon.core.jobs import nightly
from compagnon.network.models import Network
from compagnon.stays.actions.care import pass_on_overdue
from compagnon.stays.actions.followup import ask_for_follow_ups
from compagnon.stays.actions.lessons import forget_removed_lessons, tell_of_missed
from compagnon.stays.actions.logbook import ask_tutors, forget_removed
from compagnon.stays.actions.silence import watch
from compagnon.stays.actions.weeks import ask_for_check_ins


@nightly("stays.ask_for_check_ins", cron="0 8 * * *")
def ask_for_due_check_ins() -> None:
    """Every morning: ask those whose check-in is due today. Running twice writes nobody twice."""
    for network in Network.objects.all():
        with scope(network=network):
            ask_for_check_ins()


@nightly("stays.pass_on_help", cron="* * * * *")
def pass_on_help() -> None:
    """Every minute: ask the next person for calls for help that nobody took in time."""
    for network in Network.objects.all():
        with scope(network=network):
            pass_on_overdue()


@nightly("stays.follow_missing_signs", cron="*/5 * * * *")
def follow_missing_signs() -> None:
    """Every five minutes: follow the check-ins, arrivals and answers that are missing, step by step."""
    for network in Network.objects.all():
        with scope(network=network):
            watch()


@nightly("stays.ask_tutors_to_confirm", cron="0 15 * * 5,6")
def ask_tutors_to_confirm() -> None:
    """On Friday afternoon, and on Saturday for what came late: ask tutors to confirm the week, once."""
    for network in Network.objects.all():
        with scope(network=network):
            ask_tutors()


@nightly("stays.forget_removed_entries")
def forget_removed_entries() -> None:
    """Let go of what was taken away a week ago: of a logbook by its participant, lessons and events of a contract at the desk."""
    for network in Network.objects.all():
        with scope(network=network):
            forget_removed()
            forget_removed_lessons()


@nightly("stays.ask_for_follow_ups", cron="30 7 * * *")
def ask_for_due_follow_ups() -> None:
    """Every morning: ask those whose follow-up is due. Running twice writes nobody twice."""
    for network in Network.objects.all():
        with scope(network=network):
            ask_for_follow_ups()


@nightly("stays.tell_of_missed_lessons", cron="45 7 * * 1-5")
def tell_of_missed_lessons() -> None:
    """On the morning of working days: one letter to each teacher and mentor with what was missed. Twice tells nobody twice."""
    for network in Network.objects.all():
        with scope(network=network):
            tell_of_missed()
