from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "compagnon.doors.demo"
    label = "door_demo"
