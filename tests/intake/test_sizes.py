"""How long an answer is tells whoever watches the network nothing of what stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.receipt_code import new_code
from portal.web.padding import STEP_BYTES, padded
from tests.intake.visitor import Visitor
from tests.support.erased import erased_report
from tests.support.portal import Portal

WRONG = "0" * 24


def size(visitor: Visitor) -> int:
    assert visitor.answer is not None
    length = len(visitor.answer.data)
    assert visitor.answer.content_length == length
    return length


@given(st.integers(0, 3 * STEP_BYTES))
def test_a_page_is_padded_to_the_next_step_and_stays_what_it_was(length: int) -> None:
    page = b"x" * length
    longer = padded(page)
    assert longer.startswith(page)
    assert len(longer) % STEP_BYTES == 0
    assert len(longer) - length < STEP_BYTES + len(b"<!---->")


@pytest.mark.parametrize(
    "address", ["/", "/report", "/report/new", "/complaint", "/case", "/privacy", "/case/nothing"]
)
def test_pages_that_differ_in_what_they_say_are_of_one_size(visitor: Visitor, address: str) -> None:
    assert size(visitor.read(address)) == STEP_BYTES


def test_a_wrong_code_one_of_an_erased_case_and_a_slip_of_the_pen_get_answers_of_one_size(
    visitor: Visitor, portal: Portal
) -> None:
    erased = erased_report(portal).code.text
    slip = ("1" if erased[0] != "1" else "2") + erased[1:]
    sizes = []
    for typed in (WRONG, new_code().text, erased, slip, ""):
        visitor.read("/case").send("/case", receipt_code=typed)
        assert visitor.status == 422
        sizes.append(size(visitor))
    assert sizes == [STEP_BYTES] * 5


def test_a_dialogue_is_of_one_size_however_much_of_a_page_was_written_in_it(
    visitor: Visitor, portal: Portal
) -> None:
    sizes = [size(visitor.enter(portal.filed(text).code.text)) for text in ("Kort.", "æ" * 5_000)]
    visitor.send("/case/dialogue", message="Endnu et par ord.").follow()
    assert [*sizes, size(visitor)] == [STEP_BYTES] * 3


def test_a_long_dialogue_is_as_long_as_the_steps_it_needs(visitor: Visitor, portal: Portal) -> None:
    assert size(visitor.enter(portal.filed("x" * STEP_BYTES).code.text)) == 2 * STEP_BYTES


def test_a_receipt_and_a_form_that_comes_back_are_padded_as_well(visitor: Visitor) -> None:
    visitor.read("/report/new").send("/report/new", description="")
    assert (visitor.status, size(visitor)) == (422, STEP_BYTES)
    visitor.report("Der mangler penge.")
    assert size(visitor) == STEP_BYTES


@pytest.mark.parametrize("address", ["/", "/case", "/static/portal.css"])
def test_nothing_is_compressed(visitor: Visitor, address: str) -> None:
    """What is compressed together tells by its length what of it is alike (BREACH)."""
    answer = visitor.client.get(address, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers
    answer.close()
