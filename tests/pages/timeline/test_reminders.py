"""When a network reminds by itself, on its page; and on the card of a task, who was reminded."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from compagnon.core import clock
from compagnon.core.activity import on, sentence
from compagnon.timeline.actions import remind_by_itself
from compagnon.timeline.models import ReminderSettings, Task
from compagnon.timeline.reminding.by_hand import remind
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

PAGE = reverse("timeline:reminders")
SAID = {
    "is_on": "on", "first_before": 14, "last_before": 2, "first_after": 1, "last_after": 5, "escalates_after": 3,
    "from_hour": 9, "until_hour": 18,
}  # fmt: skip
MORNING = datetime(2027, 2, 2, 9, tzinfo=UTC)


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    return client


def test_what_is_said_is_kept_and_told(at_desk, network):
    assert at_desk.get(PAGE).status_code == 200

    at_desk.post(PAGE, SAID)

    settled = ReminderSettings.objects.get()
    assert (settled.offsets, settled.escalates_after, settled.from_hour) == ([-14, -2, 1, 5], 3, 9)
    assert "changed when reminders leave by themselves" in sentence(on(network)[0])
    assert "Days from the due day: -14, -2, +1, +5" in at_desk.get(reverse("desk:administration")).content.decode()


@pytest.mark.parametrize(("wrong", "told"), [
    ({"until_hour": 9}, "Choose an hour after the first one."),
    ({"last_before": 20}, "The second time comes nearer to the day than the first."),
    ({"last_after": 0}, "greater than or equal to 1"),
    ({"first_after": 6}, "The second time comes after the first."),
])  # fmt: skip
def test_what_cannot_be_is_said_beside_the_field_and_what_was_typed_stays(at_desk, wrong, told):
    page = at_desk.post(PAGE, SAID | wrong)

    assert page.status_code == 422
    assert told in page.content.decode()
    assert f'value="{next(iter(wrong.values()))}"' in page.content.decode()
    assert not ReminderSettings.objects.exists()


def test_the_card_of_a_task_tells_who_was_reminded_and_by_whom(at_desk, network):
    mobility = MobilityFactory(network=network)
    task = Task.objects.create(
        network=network, mobility=mobility, own_title="Sign", step="prepare", phase="before", role="learner",
        due_on=MORNING.date(),
    )  # fmt: skip
    with clock.at(MORNING):
        remind_by_itself(network=network, now=MORNING)
        remind(mobilities=[mobility], by=PersonFactory(network=network, first_name="Ada", last_name="Rye"))

    page = at_desk.get(f"{mobility.get_absolute_url()}?task={task.code}").content.decode()

    assert "1 day before" in page
    assert "by Ada Rye" in page
