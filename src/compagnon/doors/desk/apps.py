from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "compagnon.doors.desk"
    label = "door_desk"
