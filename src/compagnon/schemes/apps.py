from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "compagnon.schemes"
    label = "schemes"

    def ready(self) -> None:
        from compagnon.schemes import hooks  # noqa: F401  (plugs in once the models are there)
