"""What people bring is held to a quota and shown to a virus scanner; while there is no verdict nobody opens it."""

import socket
import struct
import threading

import pytest

from compagnon.core import files, security, uploads
from compagnon.core.files import FileRefused
from compagnon.core.models import SecurityEvent, Upload
from compagnon.core.status import findings
from tests.factories.people import PersonFactory

HARMFUL = b"harmful"


class Scanner(threading.Thread):
    """A clamd of few words: it finds what contains HARMFUL."""

    def __init__(self):
        super().__init__(daemon=True)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.door.getsockname()[1]}"
        self.says = None
        self.start()

    def run(self):
        while True:
            try:
                line, _address = self.door.accept()
            except OSError:
                return
            with line:
                asked = self._until_null(line)
                if asked == b"zPING":
                    line.sendall(b"PONG\0")
                    continue
                content = b""
                while size := struct.unpack("!I", self._exactly(line, 4))[0]:
                    content += self._exactly(line, size)
                found = b"stream: Win.Test.Harmful FOUND\0" if HARMFUL in content else b"stream: OK\0"
                line.sendall(self.says or found)

    @staticmethod
    def _exactly(line, size):
        read = b""
        while len(read) < size:
            read += line.recv(size - len(read))
        return read

    @classmethod
    def _until_null(cls, line):
        read = b""
        while not read.endswith(b"\0"):
            read += cls._exactly(line, 1)
        return read[:-1]

    def close(self):
        self.door.close()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def scanner(settings):
    running = Scanner()
    settings.SCANNER_URL = running.url
    yield running
    running.close()


@pytest.fixture
def giver(network):
    return PersonFactory(network=network)


def brought(giver, content=b"%PDF- a paper", site_id=None):
    return uploads.take_in(content, kind=files.PDF, network_id=giver.network_id, by=giver, site_id=site_id)


def of_scanner():
    return next(one for one in findings() if one.subject == "scanner")


def test_what_the_scanner_calls_clean_is_kept_and_opened(giver, scanner):
    name = brought(giver, b"x" * 200_000)

    assert uploads.read(name) == b"x" * 200_000
    assert Upload.objects.get().state == "clean"
    assert of_scanner().sentence == "The virus scanner answers."


def test_what_it_finds_is_refused_by_name_and_not_kept(giver, scanner, tmp_path):
    with pytest.raises(FileRefused, match=r"found Win\.Test\.Harmful in this file"):
        brought(giver, b"%PDF- " + HARMFUL)

    assert not Upload.objects.exists()
    assert list(tmp_path.rglob("*.pdf")) == []


@pytest.mark.parametrize("failure", ["away", "error"])
def test_while_it_gives_no_verdict_the_file_is_kept_and_held(giver, scanner, failure, settings):
    if failure == "away":
        scanner.close()
        settings.SCANNER_URL = "unix:///nowhere/clamd.ctl"
        assert not of_scanner().is_well
    else:
        scanner.says = b"stream: INSTREAM size limit exceeded. ERROR\0"
    name = brought(giver)

    with pytest.raises(uploads.FileHeld, match="has not looked at this file yet"):
        uploads.read(name)
    assert uploads.look_again() == 0
    assert files.read(name)


def test_once_it_is_back_what_was_held_is_opened_or_refused_for_good(giver, scanner, settings):
    scanner_url, settings.SCANNER_URL = settings.SCANNER_URL, "tcp://127.0.0.1:1"
    good, bad = brought(giver, b"good"), brought(giver, HARMFUL)
    settings.SCANNER_URL = scanner_url

    assert uploads.look_again() == 2

    assert uploads.read(good) == b"good"
    with pytest.raises(uploads.FileHeld, match="ask for it anew"):
        uploads.read(bad)
    event = SecurityEvent.objects.get(event="file.refused")
    assert (event.result, event.facts) == (security.REFUSED, {"found": "Win.Test.Harmful"})
    assert uploads.look_again() == 0


def test_a_held_file_stays_held_when_the_scanner_is_no_longer_named(giver, scanner, settings):
    scanner.says = b"stream: ERROR\0"
    name = brought(giver)
    settings.SCANNER_URL = ""

    with pytest.raises(uploads.FileHeld):
        uploads.read(name)


def test_a_verdict_stays_whatever_the_scanner_says_when_the_same_file_comes_again(giver, scanner, settings):
    there, settings.SCANNER_URL = settings.SCANNER_URL, "tcp://127.0.0.1:1"
    other = PersonFactory(network=giver.network)
    bad = brought(giver, HARMFUL)
    settings.SCANNER_URL = there
    good = brought(giver, b"good")
    uploads.look_again()

    for settings.SCANNER_URL in ("", "tcp://127.0.0.1:1"):
        for one in (giver, other):
            with pytest.raises(FileRefused, match="in this very file before"):
                brought(one, HARMFUL)
        assert brought(giver, b"good") == good
        assert uploads.read(good) == b"good"
    with pytest.raises(uploads.FileHeld):
        uploads.read(bad)


def test_what_is_found_harmful_is_shut_for_who_brought_it_before_there_was_a_scanner_too(giver, scanner, settings):
    there, settings.SCANNER_URL = settings.SCANNER_URL, ""
    name = brought(giver, HARMFUL)
    settings.SCANNER_URL = "tcp://127.0.0.1:1"
    brought(PersonFactory(network=giver.network), HARMFUL)
    settings.SCANNER_URL = there

    uploads.look_again()

    assert set(Upload.objects.values_list("name", "state")) == {(name, "refused")}


def test_without_a_scanner_files_are_taken_and_the_doctor_says_so(giver):
    assert uploads.read(brought(giver)) == b"%PDF- a paper"
    assert Upload.objects.get().state == "unseen"
    assert "not scanned" in of_scanner().sentence


def test_each_person_and_each_centre_has_so_much_room(giver, settings):
    settings.MOST_OF_GIVER, settings.MOST_OF_PLACE = 1_000, 1_500
    other = PersonFactory(network=giver.network)
    brought(giver, b"a" * 900, site_id=1)
    brought(other, b"b" * 600, site_id=1)

    with pytest.raises(FileRefused, match="Your files together"):
        brought(giver, b"c" * 101)
    with pytest.raises(FileRefused, match="The space of your training centre is full"):
        brought(other, b"d", site_id=1)
    brought(other, b"d", site_id=2)
    brought(giver, b"c" * 100)


def test_the_same_file_brought_twice_takes_room_once_and_a_removed_one_none(giver, settings):
    settings.MOST_OF_GIVER = 1_000
    name = brought(giver, b"a" * 900)
    assert brought(giver, b"a" * 900) == name

    uploads.forget([name])

    brought(giver, b"b" * 900)
