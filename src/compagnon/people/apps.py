from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "compagnon.people"
    label = "people"

    def ready(self) -> None:
        from compagnon.people import hooks  # noqa: F401  (plugs in once the models are there)
