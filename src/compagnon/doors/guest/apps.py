from django.apps import AppConfig


class GuestConfig(AppConfig):
    name = "compagnon.doors.guest"
    label = "door_guest"
