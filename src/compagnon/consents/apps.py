from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "compagnon.consents"
    label = "consents"

    def ready(self) -> None:
        from compagnon.consents import hooks  # noqa: F401  (plugs in once the models are there)
