"""The frame of the site: all but the enterprises, of which a change may touch them."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.permits.campaigns.campaign import Campaign, Phase
from forms_app.permits.grid.content import Community
from forms_app.publishing.site.inputs import Inputs
from forms_app.publishing.site.model import Model


@dataclass(frozen=True)
class Frame:
    """What a model's frame is at a moment.

    `site` is the fingerprint of the masthead; `bases` by slug the documents that
    approvals rest on.
    """

    inputs: Inputs
    site: bytes
    places: dict[str, Community]
    bases: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, model: Model) -> Frame:
        return cls(model.inputs, model.site.fingerprint, model.by_slug, model.bases)

    def touches_all(self, before: Frame) -> bool:
        """Whether every page may look different."""
        return (
            self.site != before.site
            or self.inputs.objection_days != before.inputs.objection_days
            or self.places.keys() != before.places.keys()
            or self._campaigns != before._campaigns
        )

    @property
    def _campaigns(self) -> tuple[str, list[tuple[Campaign, Phase]]]:
        every = self.inputs.campaigns.items()
        return self.inputs.lead, [(one, self.inputs.phase(slug)) for slug, one in every]

    def is_another_day(self, before: Frame) -> bool:
        return self.inputs.today != before.inputs.today

    def changed_bases(self, before: Frame) -> set[str]:
        return {
            slug
            for slug in self.bases.keys() | before.bases.keys()
            if self.bases.get(slug) != before.bases.get(slug)
        }

    def changed_places(self, before: Frame) -> set[str]:
        """Of frames with the same communities."""
        return {
            slug
            for slug, community in self.places.items()
            if community != before.places[slug]
        }
