from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "compagnon.doors.journey"
    label = "door_journey"
