"""A person with a browser and no JavaScript, who reads a page and sends one of its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.page_checks import Page, read_page

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.support.page_checks import CheckedClient
    from tests.support.portal import Portal


class Visitor:
    """Every page she gets is checked; `page` is the last one, `answer` how it came."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.client: CheckedClient = portal.browser()
        self.answer: TestResponse | None = None

    @property
    def text(self) -> str:
        assert self.answer is not None
        return self.answer.get_data(as_text=True)

    @property
    def page(self) -> Page:
        return read_page(self.text)

    @property
    def status(self) -> int:
        assert self.answer is not None
        return self.answer.status_code

    @property
    def place(self) -> str:
        """Where the last answer leads."""
        assert self.answer is not None
        return self.answer.headers["Location"]

    def read(self, address: str) -> Visitor:
        self.answer = self.client.get(address)
        return self

    def send(self, address: str, /, **fields: Any) -> Visitor:
        """Send the form that leads to `address`, with what stands in it and `fields` over it.

        A page has to be read first; its hidden fields go along as a browser sends them.
        """
        self.answer = self.client.post(address, data={**self.hidden(address), **fields})
        return self

    def follow(self) -> Visitor:
        """Go where the answer leads."""
        assert self.status == 303, self.text
        return self.read(self.place)

    def hidden(self, address: str) -> dict[str, str]:
        """The hidden fields of the form that leads to `address`."""
        inside, found = False, {}
        for element in self.page.elements:
            if element.tag == "form":
                inside = element.attributes["action"] == address
            elif element.attributes.get("type") == "hidden" and inside:
                found[element.attributes["name"]] = element.attributes["value"]
        assert "csrf_token" in found, f"no form leads to {address}"
        return found

    def shown(self, element_id: str) -> str:
        """The text of an element, its white space collapsed."""
        return " ".join(self.element(element_id).text.split())

    def element(self, element_id: str) -> Any:
        return next(e for e in self.page.elements if e.attributes.get("id") == element_id)

    def report(self, description: str = "Der mangler penge.", **fields: Any) -> str:
        """Write and send a report; the code on the receipt."""
        self.read("/report/new").send("/report/new", description=description, **fields).follow()
        return self.shown("receipt-code")

    def enter(self, code: str) -> Visitor:
        """Come back with a code and read the case."""
        return self.read("/case").send("/case", receipt_code=code).follow()

    def cookies(self) -> list[str]:
        return [cookie.key for cookie in self.client._cookies.values()]
