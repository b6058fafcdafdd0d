"""Pages for when the app cannot be asked: it is away, or too many ask it.

They need neither its templates nor its language: both are said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<link rel="stylesheet" href="/theme/css/style.css">
</head>
<body>
<main><div class="wrap">
<h1>{title}</h1>
<p class="lead">{words}</p>
<p lang="en">{english}</p>
<p class="actions"><a class="button second" href="/">首页 <span lang="en">Front page</span></a></p>
</div></main>
</body>
</html>
"""


def plain_page(
    status: str, title: str, words: str, english: str, again_in: int
) -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    """A WSGI app that always answers one page, and after how many seconds to try again."""
    page = PAGE.format(title=title, words=words, english=english).encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(page))),
        ("Cache-Control", "no-store"),
        ("Retry-After", str(again_in)),
    ]

    def answer(
        environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        start_response(status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [page]

    return answer
