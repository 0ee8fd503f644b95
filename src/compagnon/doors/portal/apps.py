from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "compagnon.doors.portal"
    label = "door_portal"
