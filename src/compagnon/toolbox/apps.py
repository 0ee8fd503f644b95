from django.apps import AppConfig


class ToolboxConfig(AppConfig):
    name = "compagnon.toolbox"
    label = "toolbox"

    def ready(self) -> None:
        from compagnon.toolbox import hooks  # noqa: F401  (plugs in once the models are there)
