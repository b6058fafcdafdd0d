"""What a host does while another one publishes: it follows what is accepted, offers what
is saved in its own folder, shows what is wrong with it, and serves what is released.
"""

from __future__ import annotations

import threading

from forms_app.base import logs, pulse
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.office import Office
from forms_app.publishing.intake import shared_faults, working_copy
from forms_app.publishing.intake.followed import FollowedTree
from forms_app.publishing.intake.offers import Offers
from forms_app.publishing.service.followed_site import FollowedSite

LOOK_EVERY = 0.5  # seconds


class Standby:
    """Of one office, until `end`."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.offers = Offers(office)
        self.tree = FollowedTree(office)
        self.site = FollowedSite(office)
        self.says = ""

    def go_on(self) -> None:
        """One look; what fails is tried the next time. Without the database each step
        fails at once but the first, and what is taken away here is told all the same;
        here at once, whatever the threads of the site wait for.
        """
        if self.office.database.is_sqlite:
            return
        self.site.begin()
        says = ""
        steps = (self._follow, self.tree.go_on, self.offers.look, self._show)
        for step in (*steps, self.site.withholding.tell):
            try:
                step()
            except (Busy, DatabaseAway, OSError) as error:
                says = says or type(error).__name__
        if says and says != self.says:
            logs.configure().error("could not follow", error=says)
        self.says = says

    def _follow(self) -> None:
        working_copy.follow(self.office)

    def _show(self) -> None:
        shared_faults.show(self.office, self.offers.faults)

    def end(self) -> None:
        self.offers.end()
        self.site.end()

    def catch_up(self) -> None:
        """Bring what was accepted and released last: this host goes on from there."""
        if self.office.database.is_sqlite:
            return
        self.site.catch_up()
        try:
            self._follow()
        except (Busy, DatabaseAway, OSError) as error:
            logs.configure().error("could not follow", error=type(error).__name__)


def stay(office: Office, stop: threading.Event) -> None:
    """Follow whoever publishes until `stop`, and never take over."""
    standby = Standby(office)
    pulse.start(office.data)
    while not stop.wait(LOOK_EVERY):
        pulse.beat(within=pulse.WHOLE)
        standby.go_on()
    standby.offers.end()
    standby.site.stop.set()
