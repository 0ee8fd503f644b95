from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "compagnon.network"
    label = "network"

    def ready(self) -> None:
        from compagnon.network import hooks  # noqa: F401  (plugs in once the models are there)
