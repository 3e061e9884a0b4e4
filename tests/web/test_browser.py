"""The review site in the browser that people open it with: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from playwright.sync_api import Browser, Page
from tests.runs import (
    HOSTILE,
    NOON,
    build_article,
    build_claim,
    build_evidence,
    build_run,
    build_source,
)
from tests.store.recorded import record
from tests.web.conftest import HOSTILE_RUN, RUN
from tests.web.payloads import PAYLOADS
from tests.web.test_attaching import QUOTE, shelf

from claimcheck.model.article import BlockKind, Reference
from claimcheck.model.claim import Extraction
from claimcheck.model.evidence import Comparison, Stance
from claimcheck.model.run import Issue, ReferenceState, Run, Source
from claimcheck.model.selector import Span
from claimcheck.model.verdict import Label, Review, Verdict
from claimcheck.store.attaching import append_attachment, append_further
from claimcheck.store.database import writing
from claimcheck.store.ledger import Ledger

pytestmark = pytest.mark.slow

CLAIMS = build_run().extraction.claims
RELIT, COST, FIFTH, LOVELY = (claim.id for claim in CLAIMS[:4])
PAGES = (
    "/",
    "/articles",
    f"/claims/{COST}",
    f"/runs/{RUN}",
    f"/runs/{RUN}/article",
    f"/runs/{RUN}/sources/1",
)


@dataclass
class Seat:
    """A person at a browser: the page, what it said on the console, and what it asked of other hosts."""

    page: Page
    address: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    @property
    def foreign(self) -> list[str]:
        return [url for url in self.asked if not url.startswith((self.address, "data:,"))]


@pytest.fixture
def seat(browser: Browser, address: str) -> Iterator[Seat]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Seat(context.new_page(), address)
    context.close()


@pytest.fixture
def plain_seat(browser: Browser, address: str) -> Iterator[Seat]:
    """The same without JavaScript, on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    yield Seat(context.new_page(), address)
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_opens_quietly(seat: Seat, hostile: Run, width: int) -> None:
    """At any width, for a plain article and for one full of markup: nothing on the console, no script of theirs, no
    request to another host, nothing wider than the window."""
    seat.page.set_viewport_size({"width": width, "height": 900})
    worst = hostile.extraction.claims[0].id
    theirs = (f"/claims/{worst}", *(path.replace(RUN, HOSTILE_RUN) for path in PAGES if RUN in path))
    for path in (*PAGES, *theirs):
        seat.open(path)
        assert seat.page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert seat.said == []
    assert seat.foreign == []


def build_payload_run() -> Run:
    """Each payload as a claim, a quote, a title, a publisher, an address, a rule and a justification."""
    parts = [(BlockKind.HEADING, "Payloads"), *((BlockKind.PARAGRAPH, f"{p} says no.") for p in PAYLOADS)]
    article = build_article(PAYLOADS[0], parts, url=PAYLOADS[40])
    claims = tuple(
        replace(build_claim(article, f"{payload} says no."), id=f"p{n}", section=(payload,))
        for n, payload in enumerate(PAYLOADS)
    )
    sources = tuple(
        build_source(n, f"{payload} says yes.", title=payload, publisher=payload, url=payload)
        for n, payload in enumerate(PAYLOADS[:25], start=1)
    )
    verdicts = []
    for n, claim in enumerate(claims):
        pair = Comparison(PAYLOADS[n], PAYLOADS[n], PAYLOADS[-n], False)
        proof = build_evidence(sources[n % 25], sources[n % 25].document.text, Stance.REFUTES, pair)  # type: ignore[union-attr]
        proof = replace(proof, rule=PAYLOADS[n], note=PAYLOADS[n])
        verdicts.append(Verdict(claim.id, Label.REFUTED, 0.9, PAYLOADS[n], PAYLOADS[n], (proof,)))
    issues = tuple(Issue(payload, payload) for payload in PAYLOADS)
    run = build_run()
    return replace(
        run,
        article=article,
        extraction=Extraction(claims, ()),
        sources=sources,
        verdicts=tuple(verdicts),
        issues=issues,
    )


def attach_payloads(ledger: Ledger) -> None:
    """Each payload as the note and name of who attached a passage, and as the title and address of an added source."""
    run = ledger.load_run("payloads")
    keys = shelf(ledger, "payloads")
    with writing(ledger.database) as connection:
        for n, payload in enumerate(PAYLOADS):
            append_attachment(
                connection, f"p{n}", keys[n % 25], Span(0, 5), person=payload, attached=NOON, stance=Stance.REFUTES,
                note=payload,
            )  # fmt: skip
            entry = Reference(0, payload, payload, url=payload, further=True)
            source = Source(entry, ReferenceState.UNREACHABLE)
            append_further(connection, run.article, f"p{n}", source, payload, NOON)


def test_fifty_payloads_are_only_words(seat: Seat, ledger: Ledger) -> None:
    """Through title, claim, quote, publisher, address, rule, note and wording: nothing runs, nothing is asked of others,
    and no element of theirs is on any page."""
    record(ledger, build_payload_run(), run_id="payloads")
    for n, payload in enumerate(PAYLOADS):
        ledger.append_review(
            Review(f"p{n}", payload, NOON, Label.SUPPORTED, payload, payload, payload), "payloads"
        )
        ledger.append_review(Review("p0", payload, NOON, None, payload, payload, payload), "payloads")
    attach_payloads(ledger)
    paths = [
        "/?state=all",
        f"/claims/p3/documents/{shelf(ledger, 'payloads')[2]}",
        "/quality/sample",
        "/?state=all&q=says",
        "/articles",
        "/quality",
        "/runs/payloads",
        "/runs/payloads/article",
    ]
    paths += [
        "/runs/payloads/sources/12",
        "/claims/p0",
        "/claims/p11",
        "/claims/p26",
        "/claims/p40",
        "/claims/p47",
    ]
    for path in paths:
        seat.open(path)
        seat.page.wait_for_timeout(20)
        theirs = "iframe, object, embed, img, video, audio, base, style, marquee, math, [onerror], [onload], [onfocus]"
        assert seat.page.locator(theirs).count() == 0, path
        assert (
            seat.page.locator("a[href^='javascript' i], a[href^='data' i], form[action*=evil]").count() == 0
        ), path
        assert seat.page.locator("script").count() == 1, path
        assert "hit()" in seat.page.inner_text("main") or path == "/quality/sample", path
    assert seat.said == []
    assert seat.foreign == []


def test_what_a_person_writes_is_shown_and_never_run(seat: Seat, ledger: Ledger) -> None:
    """Markup in a note and in another wording comes back as the words that were typed."""
    seat.open(f"/claims/{COST}")
    seat.page.get_by_text("Word the claim otherwise").click()
    seat.page.fill("[name=wording]", "<img src=x onerror=alert(2)> costs")
    seat.page.fill("[name=note]", HOSTILE)
    seat.page.click("text=Accept")
    seat.open(f"/claims/{COST}")
    assert seat.page.inner_text("h1") == "<img src=x onerror=alert(2)> costs"
    assert '<script>alert("x")</script>' in seat.page.inner_text(".hist")
    assert seat.said == []
    assert ledger.load_reviews(COST)[0].note.startswith("<script>")


def test_a_claim_is_decided_without_script_on_a_phone(plain_seat: Seat, ledger: Ledger) -> None:
    """Reading, deciding and taking back need no JavaScript."""
    plain_seat.open("/")
    plain_seat.page.click(f"a[href^='/claims/{COST}']")
    plain_seat.page.click("text=Supported")
    assert "give a reason and a note" in plain_seat.page.inner_text(".flash")
    plain_seat.page.select_option("[name=reason]", "context")
    plain_seat.page.fill("[name=note]", "Two budgets.")
    plain_seat.page.click("button:has-text('Supported')")
    assert plain_seat.path.startswith("/claims/")
    assert COST not in plain_seat.path.partition("?")[0]
    plain_seat.page.click("text=Take it back")
    assert [review.label for review in ledger.load_reviews(COST)] == [Label.SUPPORTED, None]


def test_the_keyboard_is_enough(seat: Seat, ledger: Ledger) -> None:
    """j and o open a claim, r waits for reason and note and Ctrl+Enter stores, a accepts, ? helps, q leads back."""
    seat.open("/")
    keys = seat.page.keyboard
    for key in ("j", "j", "k", "o"):
        keys.press(key)
    seat.page.wait_for_url("**/claims/*")
    assert COST in seat.path
    keys.press("s")
    assert seat.page.evaluate("document.activeElement.name") == "reason"
    seat.page.select_option("[name=reason]", "outdated")
    seat.page.fill("[name=note]", "Newer figures.")
    with seat.page.expect_navigation():
        keys.press("Control+Enter")
    assert COST not in seat.path.partition("?")[0]
    with seat.page.expect_navigation():
        keys.press("a")
    with seat.page.expect_navigation():
        keys.press("j")
    keys.press("?")
    assert seat.page.is_visible("#help")
    keys.press("Escape")
    with seat.page.expect_navigation():
        keys.press("q")
    assert seat.path.partition("?")[0] == "/"
    (review,) = ledger.load_reviews(COST)
    assert (review.label, review.reason, review.note) == (Label.SUPPORTED, "outdated", "Newer figures.")
    assert ledger.count_rows("review") == 2


def test_keys_in_the_queue_make_a_decision_ready(seat: Seat, ledger: Ledger) -> None:
    """a on a chosen claim opens it and stores nothing before Enter; r waits for its reason as on the claim's page."""
    seat.open("/")
    keys = seat.page.keyboard
    keys.press("j")
    with seat.page.expect_navigation():
        keys.press("a")
    assert COST in seat.path
    assert ledger.count_rows("review") == 0
    with seat.page.expect_navigation():
        keys.press("Enter")
    assert [review.reason for review in ledger.load_reviews(COST)] == ["accepted"]
    seat.open("/")
    keys.press("j")
    with seat.page.expect_navigation():
        keys.press("n")
    assert seat.page.evaluate("document.activeElement.name") == "reason"


def test_keys_in_a_field_are_letters(seat: Seat, ledger: Ledger) -> None:
    """What is typed into a note decides nothing."""
    seat.open(f"/claims/{COST}")
    seat.page.click("[name=note]")
    seat.page.keyboard.type("a n x 2 ? j")
    assert seat.page.input_value("[name=note]") == "a n x 2 ? j"
    assert ledger.count_rows("review") == 0


def test_two_browsers_on_one_claim(browser: Browser, seat: Seat, ledger: Ledger) -> None:
    """The second who decides is told, sees the first's answer, and keeps the note."""
    other = browser.new_context()
    second = Seat(other.new_page(), seat.address)
    seat.open(f"/claims/{COST}")
    second.open(f"/claims/{COST}")
    seat.page.click("text=Not a claim")
    second.page.fill("[name=note]", "Mine.")
    second.page.click("button:has-text('Accept')")
    assert "someone else was at work" in second.page.inner_text("#refusal")
    assert second.page.input_value("[name=note]") == "Mine."
    second.page.click("button:has-text('Accept')")
    assert [review.reason for review in ledger.load_reviews(COST)] == ["not-a-claim", "accepted"]
    other.close()


def test_dark(seat: Seat) -> None:
    """The site follows the reader's dark setting."""
    seat.open("/")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = seat.page.evaluate(colour)
    seat.page.emulate_media(color_scheme="dark")
    assert seat.page.evaluate(colour) != light


def test_a_foreign_page_posts_nothing(browser: Browser, seat: Seat, ledger: Ledger) -> None:
    """A page elsewhere that sends our form, with our cookie in the browser, is refused by the site itself."""
    seat.open(f"/claims/{COST}")
    token = seat.page.get_attribute("#decide [name=token]", "value")
    form = (
        f'<form method="post" action="{seat.address}/claims/{COST}/reviews"><input name="token" value="{token}">'
        f'<input name="seen" value="0"><input name="run" value="{RUN}">'
        '<button name="action" value="accept">go</button></form>'
    )
    seat.page.goto("about:blank")
    seat.page.set_content(form)
    seat.page.click("text=go")
    seat.page.wait_for_load_state()
    assert "not sent from this site" in seat.page.inner_text("body")
    assert ledger.count_rows("review") == 0


def test_words_are_attached_by_selecting_them(seat: Seat, ledger: Ledger) -> None:
    """Selected with the mouse in a stored document words arrive
    with the place where they begin; then they stand beside the claim."""
    seat.open(f"/claims/{COST}")
    seat.page.click("summary:has-text('Add evidence')")
    with seat.page.expect_navigation():
        seat.page.click(".shelf a")
    seat.page.evaluate(
        """(words) => {
          const text = document.querySelector("[data-document]").firstChild;
          const range = document.createRange();
          const at = text.data.indexOf(words);
          range.setStart(text, at);
          range.setEnd(text, at + words.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        QUOTE,
    )
    seat.page.wait_for_function("document.querySelector('[name=starts]').value !== ''")
    document = build_run().sources[0].document
    assert document is not None
    assert seat.page.input_value("[name=words]") == QUOTE
    assert seat.page.input_value("[name=starts]") == str(document.text.index(QUOTE))
    seat.page.check("[value=refutes]")
    with seat.page.expect_navigation():
        seat.page.click("button:has-text('Attach')")
    assert "attached by Ida" in seat.page.inner_text("#evidence")
    assert seat.said == []
