"""Calendars that people here have subscribed to already."""

from compagnon.doors.demo.world.cast import Cast
from compagnon.doors.demo.world.stories import TRAVELLER
from compagnon.people.models import Person
from compagnon.timeline.choices import FeedKind
from compagnon.timeline.feeds import open_feed


def make(people: Cast) -> None:
    """The coordinator's calendar of all departures, the own ones of a referent and of the learner who is abroad."""
    open_feed(kind=FeedKind.TEAM, by=people.coordinator)
    open_feed(kind=FeedKind.OWN, by=people.referents["53"])
    open_feed(kind=FeedKind.OWN, by=Person.objects.get(email=TRAVELLER["email"]))
