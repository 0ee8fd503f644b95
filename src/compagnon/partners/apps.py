from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "compagnon.partners"
    label = "partners"

    def ready(self) -> None:
        from compagnon.partners import hooks  # noqa: F401  (plugs in once the models are there)
