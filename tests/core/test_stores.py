"""Files in a bucket of an S3 store, as in a folder: kept once, read as they were kept, missed when they are gone."""

import boto3
import pytest
from moto.server import ThreadedMotoServer

from compagnon.core import files, stores
from compagnon.core.files import PDF, FileLost
from compagnon.core.status import findings

PAPER = b"%PDF- a paper"


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint, monkeypatch, settings):
    """A bucket of somebody's store, as a client of their own sees it."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret")
    client = boto3.client("s3", endpoint_url=endpoint, region_name="eu-west-3")
    client.create_bucket(Bucket="papers", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    settings.FILES_URL = f"s3://papers/compagnon?endpoint={endpoint}&region=eu-west-3"
    yield client
    for one in client.list_objects_v2(Bucket="papers").get("Contents", []):
        client.delete_object(Bucket="papers", Key=one["Key"])
    client.delete_bucket(Bucket="papers")


def names(bucket):
    return [one["Key"] for one in bucket.list_objects_v2(Bucket="papers").get("Contents", [])]


def test_a_file_is_kept_once_and_read_as_it_was(bucket):
    name = files.keep(PAPER, kind=PDF)
    assert files.keep(PAPER, kind=PDF) == name

    assert files.read(name) == PAPER
    assert names(bucket) == [f"compagnon/{name}"]


def test_a_large_file_comes_and_goes_piece_by_piece(bucket, tmp_path):
    (tmp_path / "large").write_bytes(PAPER * 500_000)

    with (tmp_path / "large").open("rb") as file:
        name = files.keep_from(file, kind=PDF)

    with files.opened(name) as kept:
        assert kept.read() == PAPER * 500_000
    assert name == files.name_of(PAPER * 500_000, kind=PDF)
    bucket.put_object(Bucket="papers", Key=f"compagnon/{name}", Body=b"%PDF- other")
    with pytest.raises(FileLost, match="altered"):
        files.opened(name)


def test_what_is_removed_is_gone_and_told_as_lost(bucket):
    name = files.keep(PAPER, kind=PDF)

    files.remove(name)
    files.remove(name)

    assert names(bucket) == []
    with pytest.raises(FileLost, match="cannot be read"):
        files.read(name)


def test_what_was_altered_in_the_store_is_noticed(bucket):
    name = files.keep(PAPER, kind=PDF)
    bucket.put_object(Bucket="papers", Key=f"compagnon/{name}", Body=b"%PDF- another paper")

    with pytest.raises(FileLost, match="altered"):
        files.read(name)


def test_nobody_reads_the_bucket_without_a_key(bucket):
    grants = bucket.get_object_acl(Bucket="papers", Key=f"compagnon/{files.keep(PAPER, kind=PDF)}")["Grants"]

    assert [one["Grantee"]["Type"] for one in grants] == ["CanonicalUser"]


@pytest.mark.parametrize(
    "url",
    ["s3://papers/x?endpoint=http://127.0.0.1:1&region=eu-west-3", "s3://not-there/x?endpoint={endpoint}&region=x"],
)
def test_a_store_that_does_not_answer_is_away_and_its_files_are_not_called_lost(bucket, endpoint, settings, url, db):
    settings.FILES_URL = url.replace("{endpoint}", endpoint)

    with pytest.raises(stores.StoreAway):
        files.keep(PAPER, kind=PDF)
    with pytest.raises(stores.StoreAway):
        files.read("00/00.pdf")
    found = next(one for one in findings() if one.subject == "files")
    assert (found.is_well, found.fatal) == (False, True)
    assert found.sentence.startswith("Files cannot be kept:")
