"""Where kept files lie: a folder here, or a bucket of any S3 store when FILES_URL names one.

A bucket stays private: nobody gets an address in it, files leave by our own views, which ask for the right each time.
"""

import os
import shutil
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Protocol
from urllib.parse import parse_qs, urlsplit

from django.conf import settings


class StoreAway(Exception):
    """The store cannot be reached, or refuses; the message says what it answered."""


class Store(Protocol):
    """Bytes under names that are never used twice for other bytes."""

    def has(self, name: str) -> bool: ...

    def write(self, name: str, content: bytes) -> None:
        """All of it or nothing."""

    def read(self, name: str) -> bytes:
        """Raises FileNotFoundError when there is none, StoreAway when nobody can say."""

    def take(self, name: str, file: IO[bytes]) -> None:
        """As `write`, from where the file stands to its end, without holding it in memory."""

    def open(self, name: str) -> IO[bytes]:
        """As `read`, a piece at a time; the caller closes it."""

    def remove(self, name: str) -> None:
        """What is gone already is gone."""


class Folder:
    """A folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def has(self, name: str) -> bool:
        return (self.root / name).exists()

    def write(self, name: str, content: bytes) -> None:
        self.take(name, BytesIO(content))

    def take(self, name: str, file: IO[bytes]) -> None:
        place = self.root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as kept:
            shutil.copyfileobj(file, kept)
            kept.flush()
            os.fsync(kept.fileno())
        Path(unfinished).replace(place)

    def read(self, name: str) -> bytes:
        with self.open(name) as file:
            return file.read()

    def open(self, name: str) -> IO[bytes]:
        try:
            return (self.root / name).open("rb")
        except FileNotFoundError:
            raise
        except OSError as error:
            raise StoreAway(str(error.strerror)) from error

    def remove(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)


class Bucket:
    """`s3://bucket/folder?endpoint=https://…&region=…`; the keys are those of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        told = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.bucket, self.folder = address.netloc, address.path.strip("/")
        self.client, self.refusals = _client(told.get("endpoint"), told.get("region"))

    def has(self, name: str) -> bool:
        try:
            self._ask("head_object", name)
        except FileNotFoundError:
            return False
        return True

    def write(self, name: str, content: bytes) -> None:
        self._ask("put_object", name, Body=content)

    def take(self, name: str, file: IO[bytes]) -> None:
        self._ask("put_object", name, Body=file)

    def read(self, name: str) -> bytes:
        content: bytes = self._ask("get_object", name)["Body"].read()
        return content

    def open(self, name: str) -> IO[bytes]:
        kept = tempfile.TemporaryFile()  # noqa: SIM115  (the caller closes it)
        shutil.copyfileobj(self._ask("get_object", name)["Body"], kept)
        kept.seek(0)
        return kept

    def remove(self, name: str) -> None:
        self._ask("delete_object", name)

    def _ask(self, what: str, name: str, **more: Any) -> Any:
        try:
            return getattr(self.client, what)(Bucket=self.bucket, Key=f"{self.folder}/{name}".lstrip("/"), **more)
        except self.refusals as refusal:
            code = getattr(refusal, "response", {}).get("Error", {}).get("Code", "")
            if code in {"404", "NoSuchKey"}:
                raise FileNotFoundError(2, "There is none in the bucket", name) from refusal
            raise StoreAway(str(refusal)) from refusal


def store() -> Store:
    """Where this installation keeps its files."""
    return _bucket(settings.FILES_URL) if settings.FILES_URL else Folder(Path(settings.MEDIA_ROOT))


_bucket = cache(Bucket)


def _client(endpoint: str | None, region: str | None) -> tuple[Any, tuple[type[Exception], ...]]:
    try:
        import boto3  # only where a bucket is named: nobody else has to install it
        from botocore.config import Config  # comes with boto3, as rarely wanted
        from botocore.exceptions import BotoCoreError, ClientError  # comes with boto3, as rarely wanted
    except ImportError as error:
        raise StoreAway("FILES_URL needs one more library: run `sh tools/setup.sh s3`.") from error
    patience = Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 3, "mode": "standard"})
    client = boto3.client("s3", endpoint_url=endpoint, region_name=region, config=patience)
    return client, (BotoCoreError, ClientError)
