"""The layouts and macros, rendered alone: what they promise to the authors of pages."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from wtforms import Form, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.domain.dialogue import AttachedFile, Entry, EntryKind, Side
from portal.municipality import load_municipality
from tests.support.page_checks import page_faults, read_page

TEMPLATES = Path(__file__).resolve().parents[2] / "portal/web/templates"
PAGES = ["front", "guide", "case_entry", "complaint", "about", "privacy", "accessibility", "leave"]
STAFF_PAGES = ["worklist", "guidance_texts", "accounts", "log", "own_account", "logout"]
SEEN = date(2026, 3, 3)
TYPED = "<script>x</script>"
CODE = "7KQ4-9M2X-C04R-WZ81-PTB2-XH6E"

PUBLIC = """{%% extends "public.html" %%}%s
{%% block title %%}Sag{%% endblock %%}{%% block content %%}<h1>Sag</h1>%s{%% endblock %%}"""
FORMS = '{% from "macros/forms.html" import post_form, field, radios, checkboxes, error_summary %}'
CASE = '{% from "macros/case.html" import dialogue_entry, priority_badge, receipt_code %}'
GUIDE = '{% from "macros/guide.html" import guide_question %}'


class ReportForm(Form):
    description = TextAreaField("Hvad", [InputRequired("Skriv hvad.")], description="Frit")
    place = StringField("Hvor")
    relation = RadioField(
        "Hvem", [InputRequired("Vælg hvem.")], choices=[SelectChoice("worker", "Ansat")]
    )
    not_to = SelectMultipleField("Ikke til", choices=[SelectChoice("a", "Birgitte")])


@pytest.fixture
def app() -> Iterator[Flask]:
    app = Flask("layouts", template_folder=str(TEMPLATES))
    app.jinja_env.add_extension("jinja2.ext.i18n")
    # Every text that passes through the catalogue is put in brackets, so that others stand out.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: f"[{text}]",
        lambda one, many, count: f"[{one if count == 1 else many}]",
        newstyle=True,
    )
    names = [f"intake.{name}" for name in PAGES] + [f"caseworker.{name}" for name in STAFF_PAGES]
    for name in names:
        app.add_url_rule(f"/{name}", name, lambda: "", methods=["GET", "POST"])
    app.add_template_global(lambda name: f"/static/{name}", "static_url")
    app.add_template_global(lambda: "token", "csrf_token")
    app.add_template_global(lambda name: name in app.view_functions, "has_page")
    app.add_template_filter(lambda day: f"{day:%d.%m.%Y}", "long_date")
    app.add_template_filter(lambda size: f"{size} B", "size_text")
    with app.test_request_context("/"):
        yield app


def _page(app: Flask, template: str, **context: object) -> str:
    known = {
        "municipality": load_municipality(),
        "locale": "da",
        "lang_url": lambda code: f"?lang={code}",
        "can": lambda permission: permission == "case:list",
        "works_on": lambda kind: kind == "report",
        "files_were_renamed": lambda: False,
    }
    html = app.jinja_env.from_string(template).render({**known, **context})
    assert page_faults(html) == []
    return html


def _public(app: Flask, body: str, imports: str = "", **context: object) -> str:
    return _page(app, PUBLIC % (imports, body), **context)


def test_a_title_ends_in_the_municipality_and_says_when_something_is_wrong(app: Flask) -> None:
    assert "<title>Sag – Københavns Kommune</title>" in _public(app, "")
    wrong = _public(app, "", "{% set has_errors = true %}")
    assert "<title>[Fejl]: Sag – Københavns Kommune</title>" in wrong


def test_who_has_no_session_leaves_by_a_link_that_tells_nothing(app: Flask) -> None:
    links = read_page(_public(app, "")).all("a")
    away = [link for link in links if link.attributes["href"] == load_municipality().exit_url]
    assert len(away) == 1
    assert away[0].attributes["rel"] == "noreferrer"


def test_who_has_a_session_leaves_by_a_form_that_ends_it(app: Flask) -> None:
    page = read_page(_public(app, "", session_exists=True))
    assert [form.attributes["action"] for form in page.all("form")] == ["/intake.leave"]
    sent = {field.attributes["name"]: field.attributes["value"] for field in page.all("input")}
    assert sent == {"csrf_token": "token", "to": "away"}
    assert load_municipality().exit_url not in [a.attributes["href"] for a in page.all("a")]


def test_staff_see_the_pages_they_may_open_and_a_way_out(app: Flask) -> None:
    template = PUBLIC.replace("public.html", "staff.html") % ("", "")
    account = SimpleNamespace(is_contact=False, desk="whistleblowing")
    user = SimpleNamespace(is_authenticated=True, name="Birgitte", account=account)
    html = _page(app, template, current_user=user)
    assert "/caseworker.worklist" in html
    assert "/caseworker.accounts" not in html
    assert 'action="/caseworker.logout"' in html
    outside = _page(app, template, current_user=SimpleNamespace(is_authenticated=False))
    assert "/caseworker.worklist" not in outside
    assert "/caseworker.logout" not in outside


def test_pages_that_this_process_does_not_serve_are_not_linked_to(app: Flask) -> None:
    del app.view_functions["intake.complaint"]
    assert "/intake.complaint" not in _public(app, "")


def test_an_error_page_needs_no_session(app: Flask) -> None:
    html = _page(app, '{% include "error.html" %}', heading="Findes ikke", text="Prøv igen.")
    assert "<h1>Findes ikke</h1>" in html


def test_a_form_with_errors_says_so_at_the_top_and_at_each_field(app: Flask) -> None:
    form = ReportForm()
    assert not form.validate()
    body = """{{ error_summary(form) }}{% call post_form('/x') %}
        {{ field(form.description) }}{{ field(form.place) }}
        {{ radios(form.relation) }}{{ checkboxes(form.not_to) }}{% endcall %}"""
    page = read_page(_public(app, body, FORMS, form=form))
    by_id = {element.attributes.get("id"): element for element in page.elements}
    description = by_id["description"].attributes
    assert description["aria-invalid"] == "true"
    assert description["aria-describedby"] == "description-hint description-error"
    assert "aria-describedby" not in by_id["place"].attributes
    assert by_id["relation"].attributes["aria-describedby"] == "relation-error"
    targets = [a.attributes["href"] for a in page.all("a") if "error" not in a.attributes["href"]]
    assert "#description" in targets
    assert "#relation-0" in targets
    assert "autofocus" in by_id["error-summary"].attributes


def test_nothing_typed_is_offered_to_the_next_user_or_sent_to_be_spelt(app: Flask) -> None:
    body = "{{ field(form.description) }}{{ field(form.place) }}"
    page = read_page(_public(app, body, FORMS, form=ReportForm()))
    typed = [e for e in page.all("input", "textarea") if e.attributes.get("type") != "hidden"]
    assert len(typed) == 2
    for element in typed:
        assert element.attributes["autocomplete"] == "off"
        assert element.attributes["spellcheck"] == "false"
        assert element.attributes["writingsuggestions"] == "false"


def test_an_entry_shows_what_was_typed_and_runs_none_of_it(app: Flask) -> None:
    file = AttachedFile("f", '"><b>.png', "image/png", 1200, "k")
    entry = Entry("1", 1, EntryKind.REPORT, Side.REPORTER, SEEN, TYPED, files=(file,))
    html = _public(app, "<h2>D</h2>{{ dialogue_entry(entry, 'reporter') }}", CASE, entry=entry)
    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert "&#34;&gt;&lt;b&gt;.png" in html
    articles = read_page(html).all("article")
    assert [article.attributes["data-from"] for article in articles] == ["reporter"]
    assert "[Dig], 03.03.2026" in " ".join(articles[0].text.split())


def test_feedback_shows_what_was_done_and_why(app: Flask) -> None:
    facts = {"done": "Vi har spurgt.", "why": "Det er alvorligt.", "interim": "no"}
    entry = Entry("1", 1, EntryKind.FEEDBACK, Side.UNIT, SEEN, facts=facts)
    html = _public(app, "<h2>D</h2>{{ dialogue_entry(entry, 'reporter') }}", CASE, entry=entry)
    text = " ".join(read_page(html).all("article")[0].text.split())
    assert text.index("[Feedback]") < text.index("Vi har spurgt.") < text.index("Det er alvorligt.")


def test_the_receipt_code_can_be_copied_as_it_is_shown(app: Flask) -> None:
    page = read_page(_public(app, "{{ receipt_code(code) }}", CASE, code=CODE))
    shown = [e for e in page.elements if e.attributes.get("id") == "receipt-code"]
    assert [element.text for element in shown] == [CODE]


def test_a_priority_is_told_in_words_and_where_one_points_at_it(app: Flask) -> None:
    body = "<p>{{ priority_badge(late) }}|{{ priority_badge(over) }}|</p>"
    late = {"pressure": "overdue", "label": "2 dage over fristen", "reason": "Giv feedback nu."}
    over = {"pressure": "nothing", "label": "", "reason": ""}
    page = read_page(_public(app, body, CASE, late=late, over=over))
    told = next(p.text for p in page.all("p") if "|" in p.text).split("|")
    assert [part.strip() for part in told] == ["2 dage over fristen", "", ""]
    assert "Giv feedback nu." in [e.attributes.get("title") for e in page.all("span")]


def test_each_answer_of_the_guide_stands_in_the_place_of_its_question(app: Flask) -> None:
    body = """{% call(value) guide_question('who', 'Hvem?', [('a', 'Ansat'), ('b', 'Borger')]) %}
        <p>svar {{ value }}</p>{% endcall %}"""
    page = read_page(_public(app, body, GUIDE))
    radios = [e.attributes["value"] for e in page.all("input") if e.attributes["type"] == "radio"]
    sections = [s for s in page.all("section") if "data-for" in s.attributes]
    assert [s.attributes["data-for"] for s in sections] == radios == ["a", "b"]
    assert "form" not in {tag for e in page.all("input") for tag in e.inside}
    css = (TEMPLATES.parent / "static/portal.css").read_text(encoding="utf-8")
    assert len(re.findall(r"guide-answers > section:nth-of-type\(\d\)", css)) == 8


def test_every_text_of_the_layouts_passes_through_the_catalogue(app: Flask) -> None:
    names = {"Dansk", "English", "Sag"}
    said = load_municipality()
    own = [said.name.da, said.office.da, said.phone, said.hours.da, *said.address]
    own += [said.external_scheme.name.da]
    html = re.sub(r"<(title|style)>.*?</\1>", "", _public(app, ""), flags=re.DOTALL)
    text = re.sub(r"\[[^\]]*\]", "", re.sub(r"<[^>]*>", "\n", html))
    for words in own:
        text = text.replace(words, "")
    assert set(re.findall(r"[^\W\d_]+", text)) - names == set()
