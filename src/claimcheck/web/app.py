"""The review site as an application: its guard, its pages, its errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from claimcheck import __version__, report
from claimcheck.errors import ClaimcheckError, DatabaseTrouble
from claimcheck.web import access, api, attaching, deciding, pages, quality
from claimcheck.web.guard import LOCAL, Guard
from claimcheck.web.rendering import render_page
from claimcheck.web.site import Site

FOLDER = Path(__file__).parent
LOOK = Path(report.__path__[0]) / "templates"


def build_app(site: Site, hosts: frozenset[str] = LOCAL) -> FastAPI:
    """``hosts`` are the names by which the site may be called; empty lets any through."""
    app = FastAPI(
        title="claimcheck",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.site = site
    app.add_route("/static/report.css", show_report_style)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    app.include_router(pages.router)
    app.include_router(quality.router)
    app.include_router(deciding.router)
    app.include_router(attaching.router)
    app.include_router(access.router)
    app.include_router(api.router)
    app.include_router(api.guide)
    app.state.tries = access.Tries()
    app.middleware("http")(access.identify)
    app.add_middleware(Guard, hosts=hosts)
    for kind, teller in TELLERS.items():
        app.add_exception_handler(kind, teller)
    return app


async def show_report_style(request: Request) -> Response:
    """The style sheet of the HTML report: the site looks like it."""
    return Response((LOOK / "report.css").read_text("utf-8"), media_type="text/css")


def tell_missing(request: Request, error: Exception) -> Response:
    return _tell(request, 404, str(error))


def tell_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    line = error.detail if isinstance(error, HTTPException) else str(error)
    return _tell(request, status, "there is no such page" if status == 404 else line)


def tell_input(request: Request, error: Exception) -> Response:
    return _tell(request, 422, "this address is not as it should be")


def tell_error(request: Request, error: Exception) -> Response:
    return _tell(request, 503 if isinstance(error, DatabaseTrouble) else 422, str(error))


def _tell(request: Request, status: int, line: str) -> Response:
    if request.url.path.startswith("/api/"):
        headers = {"www-authenticate": "Bearer"} if status == 401 else None
        return JSONResponse({"error": line}, status, headers)
    return render_page(request, "error.html", status, line=line, status_code=status)


TELLERS: dict[type[Exception], Callable[[Request, Exception], Response]] = {
    pages.Missing: tell_missing,
    HTTPException: tell_http,
    RequestValidationError: tell_input,
    ClaimcheckError: tell_error,
}
