"""The style page in a real browser: axe, both themes, phone and laptop, 200 % zoom, right to left, keys."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "/styleguide/"


@pytest.fixture
def page_of(visitor, settings):
    settings.DEMO = True

    def opened(device="laptop", language="en", *, scheme="light", address=ADDRESS):
        somebody = visitor(device, language)
        somebody.page.emulate_media(color_scheme=scheme)
        somebody.goes_to(address)
        return somebody

    return opened


@pytest.mark.parametrize("device", ["phone", "laptop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page_of, device, scheme):
    page_of(device, scheme=scheme, address=ADDRESS + "?toast").has_an_accessible_page()


@pytest.mark.parametrize("width", [320, 390, 720, 1440])
def test_nothing_is_wider_than_the_page(page_of, width):
    page = page_of().page
    page.set_viewport_size({"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_page_reads_from_right_to_left(page_of):
    page = page_of().page
    page.evaluate("document.documentElement.dir = 'rtl'")

    rail, main = page.locator(".rail").bounding_box(), page.locator("#main").bounding_box()
    assert rail["x"] > main["x"]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_rows_are_moved_through_and_selected_by_keys(page_of):
    page = page_of().page
    page.locator("body").press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")

    assert page.locator(".toolbar-count").inner_text() == "2 selected"
    page.get_by_role("button", name="Select none").click()
    assert not page.locator(".toolbar").is_visible()


def test_a_question_mark_lists_the_keys_and_escape_closes_them(page_of):
    page = page_of().page
    page.locator("body").press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()

    page.keyboard.press("Escape")

    assert not page.get_by_role("dialog", name="Keys").is_visible()


def test_the_theme_is_kept_from_page_to_page(page_of):
    page = page_of().page
    page.locator("summary", has_text="Light or dark").click()
    page.get_by_role("button", name="Dark", exact=True).click()

    page.reload()

    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_a_drawn_signature_is_sent_as_a_picture(page_of):
    page = page_of().page
    page.locator("sign-pad canvas").scroll_into_view_if_needed()
    box = page.locator("sign-pad canvas").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 40 + 12 * step, box["y"] + 60 + 10 * (step % 3))
    page.mouse.up()
    kept = page.locator("sign-pad input[type=hidden]")
    assert kept.input_value().startswith("data:image/png;base64,")

    page.get_by_role("button", name="Begin again").click()

    assert kept.input_value() == ""


def test_the_focus_goes_to_the_summary_of_errors(page_of):
    page = page_of().page

    assert page.evaluate("document.activeElement.matches('.form-errors')")
