import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from tests.runs import HOSTILE, build_background, build_hostile_run, build_run

from claimcheck.model.claim import Extraction
from claimcheck.model.evidence import Comparison
from claimcheck.model.run import Run
from claimcheck.report.html import render_html

BOTH = pytest.mark.parametrize("run", [build_run(), build_hostile_run()], ids=["plain", "hostile"])
ATTRIBUTES = {"src", "srcset", "action", "formaction", "style", "background", "poster", "data"}


def read(run: Run) -> BeautifulSoup:
    return BeautifulSoup(render_html(run), "html.parser")


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text().split())


@BOTH
def test_stands_alone(run: Run) -> None:
    """Nothing in the file loads anything: no script, no picture, no style sheet, no form, no handler; and a policy
    forbids scripts."""
    page = read(run)
    assert not page.find_all(
        ["script", "img", "iframe", "object", "embed", "form", "base", "video", "audio", "source"]
    )
    assert [link["href"] for link in page.find_all("link")] == ["data:,"]
    for tag in page.find_all(True):
        assert not ATTRIBUTES & set(tag.attrs)
        assert not any(name.startswith("on") for name in tag.attrs)
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert "default-src 'none'" in str(policy["content"])
    assert "url(" not in words(page.style)
    assert "@import" not in words(page.style)


@BOTH
def test_links_lead_somewhere(run: Run) -> None:
    """Ids are unique, each link within the page has its target, and each link out of it is http or https."""
    page = read(run)
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for link in page.find_all("a"):
        href = str(link["href"])
        if href.startswith("#"):
            assert href[1:] in ids, href
        else:
            assert href.startswith(("https://", "http://"))
            assert "noreferrer" in link["rel"]


@BOTH
def test_tags_nest(run: Run) -> None:
    """Every tag that is opened is closed in its turn, however claims overlap; no link lies in a link."""
    open_tags: list[str] = []
    html = re.sub(r"<style>.*?</style>", "", render_html(run), flags=re.DOTALL)
    for closing, name, rest in re.findall(r"<(/?)([a-zA-Z]\w*)([^>]*)>", html):
        if closing:
            assert open_tags.pop() == name
        elif name not in ("meta", "link", "br") and not rest.endswith("/"):
            open_tags.append(name)
    assert open_tags == []
    assert not read(run).select("a a")


def test_hostile_text_is_text() -> None:
    """Markup from titles, quotes and addresses is shown as it was written and makes no link."""
    page = read(build_hostile_run())
    shown = " ".join(HOSTILE.replace("\x1b", " ").replace("\u202e", " ").split())
    assert words(page.h1) == shown
    assert words(page.title).startswith(shown)
    assert "javascript:" not in {str(link.get("href", ""))[:11] for link in page.find_all("a")}
    assert words(page.mark) == shown.replace(" [31m =", "\ufffd[31m\ufffd=")
    assert "\u202e" not in str(page)


def test_every_claim_is_marked_and_reachable() -> None:
    """Each claim has its words marked in the article, a number that leads to its card, and a way back."""
    run = build_run()
    page = read(run)
    for number, claim in enumerate(run.extraction.claims, start=1):
        marked = page.select(f".art .k{number}")
        assert "".join(mark.get_text() for mark in marked) == claim.source.exact.replace("\t", "")
        assert page.select_one(f'.art a[href="#c{number}"]') is not None
        card = page.select_one(f"#c{number}")
        assert words(card).count(claim.text) == 1
        assert card is not None
        assert card.select_one(f'a[href="#a{number}"]') is not None


def test_card_of_a_refuted_claim() -> None:
    """A card gives label, confidence, kind, modality, why, both values, the quote in its surroundings, source, date and
    kind, and what could not be read."""
    card = read(build_run()).select_one("#c2")
    text = words(card)
    assert card is not None
    for part in ("Refuted", "confidence 0.97", "quantity", "reported", "Gazette 1 gives €820 million."):
        assert part in text
    assert [words(cell) for cell in card.select("table.cmp td")] == ["€820 billion", "€820 million"]
    assert words(card.select_one(".ev mark")) == "The council approved €820 million for the repairs."
    assert words(card.select_one(".ev blockquote")).startswith("Repairs cost a lot. The council")
    assert "1 March 2026 · page" in text
    assert "Not read: Gazette 3 (forbidden); this silence counts for nothing." in text


def test_digest_is_never_passed_off_as_the_page() -> None:
    """Each quote from a digest, and each source read as one, says so."""
    page = read(build_run())
    assert "digest: a paraphrase, not the publisher’s page" in words(page.select_one("#c1"))
    assert "read as a digest only" in words(page.select_one("#ref-2"))
    assert "A digest is a paraphrase" in words(page.select_one("#top"))


def test_headline() -> None:
    """The head counts each claim once by its label, names what was not read, and lists what to look at first."""
    page = read(build_run())
    assert [words(tile) for tile in page.select(".tile")] == [
        "8claims, 1 more repeated",
        "1borne out",
        "1refuted",
        "1sources in conflict",
        "3open: not enough evidence",
        "2not judged: opinion, predicted",
    ]
    top = words(page.select_one("#top"))
    assert "Could not be read: Gazette 3 (forbidden). This counts against no claim." in top


def test_plan_and_opinion() -> None:
    """A plan shows its due date; an opinion says why it has no verdict; a repetition leads to its original."""
    page = read(build_run())
    assert "due 31 December 2026" in words(page.select_one("#c5"))
    assert "Neither true nor false" in words(page.select_one("#c4"))
    again = page.select_one("#c6")
    assert again is not None
    assert "judged once" in words(again)
    assert again.select_one('a[href="#c1"]') is not None


def test_sources_show_every_attempt() -> None:
    """Each source has its state and each attempt with outcome, status and time; further sources stand apart."""
    page = read(build_run())
    assert "forbidden 403 · the server said 403 Forbidden" in words(page.select_one("#ref-3"))
    assert "14 March 2026, 12:00 UTC" in words(page.select_one("#ref-1"))
    heads = [words(head) for head in page.select("h3")]
    assert "Further sources, supplied by an editor" in heads


def test_every_sentence_without_a_claim_is_listed() -> None:
    """Each sentence that was not checked stands in the accounting with its reason."""
    run = build_run()
    page = read(run)
    listed = [words(one.a) for one in page.select(".sents li")]
    expected = [
        " ".join(sentence.span.of(run.article.text).split())
        for sentence in run.extraction.sentences
        if sentence.bucket != "claim"
    ]
    assert sorted(listed) == sorted(expected)
    assert "13 sentences = 5 with claims + 1 duplicate + 1 furniture + 6 not checkable" in words(page.body)
    assert "6 claims went in to be judged, 6 verdicts came out" in words(page.body)


def test_missing_verdict_is_loud() -> None:
    """A verdict that is due and missing is counted at the head and shown on its card."""
    run = build_run()
    page = read(replace(run, verdicts=run.verdicts[1:]))
    assert "1without a verdict, though one is due" in [words(tile) for tile in page.select(".tile")]
    assert "No verdict" in words(page.select_one("#c1"))


def test_article_without_anything() -> None:
    """A run without claims, sources and title still makes a page."""
    run = build_run()
    bare = replace(
        run,
        article=replace(run.article, title="", blocks=(), url=""),
        extraction=Extraction((), ()),
        sources=(),
        verdicts=(),
    )
    page = read(bare)
    assert words(page.h1) == "Untitled article"
    assert "The article cites no source" in words(page.body)
    assert run.article.text.split()[0] in words(page.select_one(".art"))


def test_background() -> None:
    """The first box says what changed since the last run and why; a person's answer stands on its card beside the
    machine's; a verdict as of the article's day is given where it differs; notes lead to their place."""
    run = build_run()
    page = BeautifulSoup(render_html(run, build_background(run)), "html.parser")
    top = words(page.select_one("#top"))
    assert (
        "Since the last run, 14 January 2026 No verdict → Supported The Skerry lamp was relit in May 1998."
        in top
    )
    assert "1 verdict would have been another on 14 March 2026, the article’s day: 1." in top
    assert "Ana Teal, 14 March 2026: Refuted. Asked the council." in words(page.select_one("#c2"))
    assert "As of the article’s day: Not enough evidence." in words(page.select_one("#c1"))
    assert "two figures" in words(page.select_one("#notes + section"))
    assert words(page.select_one(".fix del")) == "€820 billion"
    assert words(page.select_one(".fix ins")) == "€820 million"
    alone = read(run)
    assert alone.select_one("#notes") is None
    assert "Since the last run" not in words(alone.body)


def test_chart_of_sources() -> None:
    """One mark for each source, in its state's tone, leading to its entry."""
    marks = read(build_run()).select("svg.states a")
    assert [(words(mark.select_one("text")), mark["class"], mark["href"]) for mark in marks] == [
        ("1", ["s"], "#ref-1"),
        ("2", ["d"], "#ref-2"),
        ("3", ["x"], "#ref-3"),
        ("4", ["s"], "#ref-4"),
    ]


def test_what_settles_nothing_is_not_alarming() -> None:
    """A value that differs in a passage that settles nothing is set in grey, and folded with its passage."""
    run = build_run()
    pair = Comparison("who", "the repairs", "a lot", False)
    near = replace(run.verdicts[2].evidence[0], comparisons=(pair,))
    verdicts = (*run.verdicts[:2], replace(run.verdicts[2], evidence=(near,)), *run.verdicts[3:])
    card = read(replace(run, verdicts=verdicts)).select_one("#c3")
    assert card is not None
    assert card.select_one("details table.cmp b.n") is not None
    assert card.select_one("table.cmp b.r") is None


def test_same_run_same_bytes() -> None:
    """No clock and no order of a set gets into the page."""
    assert render_html(build_run()) == render_html(build_run())


def test_templates_mark_nothing_safe() -> None:
    """Only constants of the templates themselves are exempt from escaping."""
    folder = Path(render_html.__code__.co_filename).parent / "templates"
    exempt = [
        line.strip()
        for path in folder.iterdir()
        for line in path.read_text("utf-8").splitlines()
        if "|safe" in line
    ]
    assert [line[:40] for line in exempt] == ["<ul{{ ' class=\"own\"'|safe if one.parts[0"]
