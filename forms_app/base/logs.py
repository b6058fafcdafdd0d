"""Structured logs, free of personal data: events and codes, never what somebody typed;
secret paths are masked.
"""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

SECRET_PATHS = re.compile(r"^(/app/(?:my|own|wall|gate/p|volunteer/r)/)[^/]+.*$")


def configure() -> Any:
    """One JSON object a line on standard error; gives the logger."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    return structlog.get_logger()


def masked(path: str) -> str:
    """The path without the secret or the code a link carries; a query is never logged."""
    return SECRET_PATHS.sub(r"\1…", path)


def init_app(app: Flask, log: Any) -> None:
    # here, because the publisher logs too and knows no request
    from flask import g, request

    @app.before_request
    def _begin() -> None:
        g.began = time.monotonic()

    @app.after_request
    def _log(response: Response) -> Response:
        if not request.path.endswith("/healthz"):
            log.info(
                "request",
                method=request.method,
                path=masked(request.path),
                status=response.status_code,
                ms=round((time.monotonic() - g.get("began", time.monotonic())) * 1000),
            )
        return response
