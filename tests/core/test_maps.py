"""The map of destinations: everything on it, nothing over another, nothing that the content policy refuses."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.utils.translation import override
from django_countries import countries

from compagnon.core.maps import FILE, Place, _atlas, destinations_map
from compagnon.core.maps.names import SIZE, SIZE_ON_PHONE, covered, placed

THIRTEEN = ("DE", "IE", "BE", "NO", "NL", "ES", "FI", "IT", "PT", "MT", "BJ", "MA", "SN")


def places(codes=THIRTEEN):
    return {code: Place(str(countries.name(code)), f"#to-{code}") for code in codes}


def texts(drawing):
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawing)


@pytest.mark.parametrize("language", ["en", "fr", "de", "it", "es", "nl"])
def test_the_thirteen_destinations_are_drawn_and_named_in_every_language(language):
    with override(language):
        wanted = places()
        drawing = destinations_map(wanted, "FR")

        assert set(re.findall(r'data-to="(\w\w)"', drawing)) == set(THIRTEEN)
        assert set(texts(drawing)) == {place.name for place in wanted.values()} | {str(countries.name("FR"))}


@pytest.mark.parametrize("language", ["en", "fr", "de", "it", "es", "nl"])
def test_no_name_covers_another_at_the_size_of_a_desk_or_of_a_phone(language):
    (width, height), shapes = _atlas()
    with override(language):
        wanted = [(code, str(countries.name(code)), shapes[code]) for code in ("FR", *THIRTEEN)]
    names = placed(wanted, width, height)

    for size, shown in ((SIZE, names), (SIZE_ON_PHONE, [name for name in names if name.on_phone])):
        boxes = [covered(name.spot, name.words, size) for name in shown]
        for number, one in enumerate(boxes):
            assert one[0] >= 0
            assert one[2] <= width
            for other in boxes[number + 1 :]:
                assert one[2] < other[0] or one[0] > other[2] or one[3] < other[1] or one[1] > other[3]
    assert sum(name.on_phone for name in names) >= 10


def test_the_drawing_is_well_formed_and_without_style_or_script():
    drawing = destinations_map(places(), "FR")

    root = ET.fromstring(drawing)  # noqa: S314  (our own drawing)
    picture = root.find("g[@role='img']")
    assert picture.get("aria-label").startswith("Map: from France people go to Belgium, Benin")
    assert not list(picture.iter("a"))
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name == "style" or name.startswith("on")}
    assert {element.tag for element in root.iter()} <= {
        "svg", "g", "path", "circle", "a", "text", "title"
    }  # fmt: skip


def test_names_and_addresses_are_escaped():
    drawing = destinations_map({"DE": Place('<b>"D"</b>', '#"><script>')}, "FR")

    assert "<b>" not in drawing
    assert "<script" not in drawing


def test_a_country_that_is_unknown_or_off_the_map_is_left_to_the_list():
    drawing = destinations_map({**places(("DE",)), "ZZ": Place("Nowhere", "#"), "AU": Place("Australia", "#")}, "ZZ")

    assert re.findall(r'data-to="(\w\w)"', drawing) == ["DE"]
    assert texts(drawing) == ["Germany"]


def test_the_order_of_the_countries_changes_nothing_and_a_drawing_is_kept():
    there = places()
    assert destinations_map(there, "FR") is destinations_map(dict(reversed(there.items())), "FR")


def test_a_small_country_gets_a_dot():
    assert destinations_map(places(("MT",)), "FR").count("<circle") == 1


def test_without_africa_the_map_ends_at_the_mediterranean():
    def height(codes):
        return int(re.search(r'viewBox="0 0 \d+ (\d+)"', destinations_map(places(codes), "FR"))[1])

    assert height(("DE", "IT")) < height(("MA",)) < height(("BJ",))


def test_the_shapes_stay_light():
    assert FILE.stat().st_size < 120_000
    assert FILE.with_name("countries.LICENSE.txt").exists()
