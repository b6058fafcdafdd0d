"""What whoever shares a page sends along: its address, and a small picture in the colour of
the office, the same for all of its pages.
"""

from __future__ import annotations

import io
from urllib.parse import urlsplit

from PIL import Image, ImageDraw

PICTURE = "share.png"
# As in the style sheet, by the accent of the office.
COLOURS = {
    "vermilion": "#a61b29",
    "indigo": "#27408b",
    "pine": "#1d5c46",
    "plum": "#6d2160",
}
SIDE = 300  # pixels; the least that chats show
HERE = frozenset({"", "localhost", "127.0.0.1", "::1"})


def address_of(domain: str) -> str:
    """Where the office is on the net; empty for one that has no address there yet."""
    return "" if (urlsplit(domain).hostname or "") in HERE else domain


def picture(accent: str) -> bytes:
    """A sheet with a head in the colour of the office, a double rule and lines, on its
    board. No words stand in it, since fonts differ between machines.
    """
    colour = COLOURS[accent]
    image = Image.new("RGB", (SIDE, SIDE), colour)
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 36, 240, 264), fill="#fbfaf7")
    draw.rectangle((96, 66, 204, 84), fill=colour)
    draw.rectangle((78, 102, 222, 106), fill=colour)
    draw.rectangle((78, 110, 222, 111), fill=colour)
    for row in range(5):
        draw.rectangle((90, 134 + row * 20, 210, 139 + row * 20), fill="#57606a")
    draw.ellipse((166, 206, 214, 254), outline=colour, width=4)
    data = io.BytesIO()
    image.quantize(16).save(data, "PNG", optimize=True)
    return data.getvalue()
