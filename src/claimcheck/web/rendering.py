"""Templates with the words and tones of the reports; everything in them is escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from starlette.responses import HTMLResponse

from claimcheck.model.claim import Kind
from claimcheck.report.html import teach
from claimcheck.report.tone import STANCE_TONES
from claimcheck.web.site import Site

STATES = {
    "open": "open",
    "reopened": "reopened: claim or evidence changed",
    "second_look": "second look asked for",
    "decided": "decided",
}


def render_page(request: Request, name: str, status: int = 200, **more: Any) -> HTMLResponse:
    """A page of the site from template ``name``."""
    site: Site = request.app.state.site
    person = request.state.person
    text = (
        open_templates()
        .get_template(name)
        .render(token=request.state.token, person=person, path=request.url.path, signed=site.signed, **more)
    )
    return HTMLResponse(text, status)


@cache
def open_templates() -> Environment:
    environment = Environment(
        loader=ChoiceLoader(
            [PackageLoader("claimcheck.web"), PrefixLoader({"report": PackageLoader("claimcheck.report")})]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    teach(environment)
    environment.globals.update(REVIEW_STATES=STATES, CLAIM_KINDS=tuple(Kind), STANCE_TONES=STANCE_TONES)
    return environment
