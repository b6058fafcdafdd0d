"""Three printers as offices have them, and a scanner that reads the codes of what they print."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

DOTS = 120  # an inch, as a phone in front of it sees it


@dataclass(frozen=True)
class Printer:
    """What somebody chose in the window of the browser for printing; `margin` is set against what the page asks for."""

    paper: str
    margin: str
    backgrounds: bool


PRINTERS = {
    "to the edge": Printer("A4", "0", True),
    "as it comes": Printer("A4", "10mm", False),
    "wide margins": Printer("Letter", "25mm", False),
}


@dataclass(frozen=True)
class Printed:
    pdf: bytes

    @property
    def sheets(self) -> list[str]:
        """The words of each sheet."""
        return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(self.pdf)).pages]

    def pictures(self, folder: Path) -> list[Path]:
        """A picture of each sheet, in a new folder below this one."""
        folder = Path(tempfile.mkdtemp(prefix="printed", dir=folder))
        (folder / "printed.pdf").write_bytes(self.pdf)
        command = [tool("pdftoppm"), "-r", str(DOTS), "-png", "printed.pdf", "sheet"]
        subprocess.run(command, cwd=folder, check=True)
        return sorted(folder.glob("*.png"))

    def codes(self, folder: Path) -> Iterator[set[str]]:
        """What stands in the codes of each sheet."""
        for picture in self.pictures(folder):
            command = [tool("zbarimg"), "--quiet", "--raw", str(picture)]
            said = subprocess.run(command, capture_output=True, text=True)
            yield set(said.stdout.split())


def tool(name: str) -> str:
    """Its path; without it there is nothing to ask."""
    found = shutil.which(name)
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(f"{name} was not found; scripts/test.py installs it")
    return pytest.skip(f"{name} was not found; scripts/test.py installs it as root")


def printed(page: Page, printer: Printer) -> Printed:
    """The page in front of one, printed. The page has to belong to a context with `bypass_csp`: the margins of
    the printer's window are put over those that the page asks for, as the window does.
    """
    rule = (
        f"{{ size: {printer.paper} !important; margin: {printer.margin} !important }}"
    )
    own = f"@page {rule} @page poster {rule}"
    style = page.add_style_tag(content=own)
    pdf = page.pdf(print_background=printer.backgrounds, prefer_css_page_size=True)
    style.evaluate("one => one.remove()")
    return Printed(pdf)
