from django.apps import AppConfig


class InclusionConfig(AppConfig):
    name = "compagnon.inclusion"
    label = "inclusion"

    def ready(self) -> None:
        from compagnon.inclusion import hooks  # noqa: F401  (plugs in once the models are there)
