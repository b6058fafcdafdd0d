"""The lists of policies and of joint plans, by kind and by community too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from forms_app.publishing.site import daily
from forms_app.publishing.site.list_parts import parts_of
from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.papers import Category, Paper
from forms_app.publishing.site.theme import LANGUAGES

Lists = Callable[[list[Paper], str, dt.date], Any]
LISTED: dict[str, Lists] = {"policies": daily.policies, "plans": daily.plans}


def policy_lists(model: Model) -> Iterator[Output]:
    for section, read in LISTED.items():
        for lang in LANGUAGES:
            yield from _pages(model, Category(section, lang), read)


def _pages(model: Model, category: Category, read: Lists) -> Iterator[Output]:
    """What is about what the Chinese file says, for both languages."""
    section = category.slug
    every = [paper for paper in model.papers if paper.section == section]
    originals = [paper for paper in every if paper.lang != "en"]
    for path, part in parts_of(model, category, originals, lambda one: one).items():
        slugs = {paper.slug for paper in part.rows}
        own = [paper for paper in every if paper.slug in slugs]
        listed = read(own, category.lang, model.inputs.today)
        values = {**part.values, "where": path, section: listed}
        yield model.page(f"{path}index.html", section, category.lang, section, **values)
