import re

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from compagnon.core.ui.samples import SampleForm
from compagnon.core.ui.templatetags import ui
from compagnon.core.ui.widgets import MoodInput


@pytest.fixture
def shown(tmp_path, settings, monkeypatch):
    """Renders a piece of a page written with components, which the loader must compile."""
    from django.template import Template
    from django_cotton.compiler_regex import CottonCompiler

    def render(source, **context):
        request = RequestFactory().get("/list/?state=late&page=2")
        template = engines["django"].from_string(CottonCompiler().process(source))
        assert isinstance(template.template, Template)
        return " ".join(template.render(context, request).split())

    return render


def test_a_button_with_an_address_is_a_link(shown):
    html = shown('<c-button href="/x" kind="primary" data-opens="y">Open</c-button>')

    assert re.match(r'<a href="/x" class="button" data-kind="primary"\s+data-opens="y"><span>Open</span></a>', html)


def test_a_button_without_an_address_submits(shown):
    assert '<button type="submit" class="button" data-kind="secondary"' in shown("<c-button>Save</c-button>")


def test_a_component_does_not_take_what_the_page_happens_to_call_alike(shown):
    html = shown('<c-panel title="Host"><p>x</p></c-panel>', foot="leaked", actions="leaked", icon="leaked")

    assert "leaked" not in html


def test_a_field_is_tied_to_its_help_and_its_error(shown):
    form = SampleForm({"name": ""})

    html = shown('<c-field :of="form.name" />', form=form)

    assert '<label for="id_name">First name</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index("helptext") < html.index("<input")


def test_help_given_by_the_page_is_tied_as_well(shown):
    html = shown('<c-field :of="form.why" help="Two sentences." />', form=SampleForm())

    assert '<p class="help" id="id_why_helptext">Two sentences.</p>' in html
    assert 'aria-describedby="id_why_helptext"' in html


def test_a_field_that_may_stay_empty_says_so(shown):
    assert "(optional)" in shown('<c-field :of="form.why" />', form=SampleForm())
    assert "(optional)" not in shown('<c-field :of="form.name" />', form=SampleForm())


def test_several_choices_stand_under_one_legend(shown):
    html = shown('<c-field :of="form.length" />', form=SampleForm())

    assert '<legend class="label">How long?</legend>' in html
    assert html.count('type="radio"') == 2


def test_the_summary_of_errors_leads_to_each_field(shown):
    form = SampleForm({"name": "x"})

    html = shown('<c-form-errors :of="form" />', form=form)

    assert '<a href="#id_place">' in html
    assert "#id_name" not in html


def test_a_form_without_errors_has_no_summary(shown):
    assert shown('<c-form-errors :of="form" />', form=SampleForm()) == ""


def test_a_plain_form_has_the_same_looks():
    html = SampleForm({}).as_div()

    assert html.count('class="field"') == len(SampleForm().fields)
    assert html.count("data-wrong") == len([f for f in SampleForm().fields.values() if f.required])


def test_faces_are_radio_buttons_with_words():
    class Form(forms.Form):
        mood = forms.ChoiceField(choices=[("4", "4")], widget=MoodInput)

    html = str(Form({"mood": "4"})["mood"])

    assert html.count('type="radio"') == 5
    assert re.search(r'value="4" checked', html)
    assert "Great" in html


def test_pages_of_a_list_keep_its_filters(shown):
    html = shown('<c-pagination :of="page" target="#rows" />', page=Paginator(range(95), 10).page(2))

    assert "11 to 20 of 95" in html
    assert 'href="?state=late&amp;page=3"' in html
    assert 'aria-current="page">2<' in html


def test_a_list_on_one_page_has_no_pagination(shown):
    assert shown('<c-pagination :of="page" />', page=Paginator(range(5), 10).page(1)) == ""


def test_a_fact_without_a_value_takes_no_line(shown):
    html = shown('<c-facts><c-fact label="Trade">Baker</c-fact><c-fact label="None"> </c-fact></c-facts>')

    assert "Baker" in html
    assert "None" not in html


def test_a_selectable_list_posts_with_a_token_and_works_without_a_script(shown):
    html = shown(
        '<c-table selectable="True" action="/many"><c-slot name="head"><th>A</th></c-slot>'
        '<tr>{% pick "k7" "Select A" %}<th>A</th></tr>'
        '<c-slot name="bulk"><c-button name="action" value="remind">Remind</c-button></c-slot></c-table>',
        csrf_token="token",
    )

    assert '<form method="post" action="/many"><input type="hidden" name="csrfmiddlewaretoken"' in html
    assert 'name="selected" value="k7"' in html
    assert 'name="action" value="remind"' in html


def test_a_message_offers_to_undo():
    assert ui.undo_of(Message(20, "Sent", extra_tags="undo:/letters/x/undo")) == "/letters/x/undo"
    assert ui.undo_of(Message(20, "Sent")) == ""


def test_undo_posts_with_a_token_and_knows_the_page_it_was_pressed_on(shown):
    html = shown('<c-toast undo="/letters/x/undo">Sent</c-toast>', csrf_token="token")

    assert '<form method="post" action="/letters/x/undo"><input type="hidden" name="csrfmiddlewaretoken"' in html
    assert 'name="undone_on" value="/list/?state=late&amp;page=2"' in html
    assert re.search(r"Undo</span></button>\s*</form>", html)
    assert "<form" not in shown("<c-toast>Sent</c-toast>")


def test_a_signature_can_be_typed_without_a_script(shown):
    html = shown('<c-signature signer="Ada" />')

    assert 'name="typed_name"' in html
    assert 'type="hidden" name="signature"' in html


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_an_error_page_needs_nothing_and_says_what_to_do(code):
    html = render_to_string(f"{code}.html")

    assert "<h1>" in html
    assert "Go to the first page" in html


def test_the_style_page_is_no_part_of_a_real_installation(client, settings):
    settings.DEBUG = settings.DEMO = False

    assert client.get("/styleguide/").status_code == 404
