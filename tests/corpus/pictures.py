"""Pictures: polyglots, what rides along in them, bombs, broken ones, and what only calls itself a picture."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image, PngImagePlugin

from tests.corpus.archives import zipped
from tests.corpus.file import CANARY, MARK, File

HUGE = 30_000  # pixels of a side
SCRIPT = f"<script>alert('{CANARY}')</script>".encode()
GPS = 0x8825
MAKER = 0x010F


def saved(image: Image.Image, form: str, **how: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def small(mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> Image.Image:
    return Image.new(mode, size)


def jpeg(**how: Any) -> bytes:
    return saved(small(), "JPEG", **how)


def png(**how: Any) -> bytes:
    return saved(small(), "PNG", **how)


def webp(**how: Any) -> bytes:
    return saved(small(), "WEBP", **how)


def segment(number: int, data: bytes) -> bytes:
    """A JPEG with one segment more, behind its first two bytes."""
    made = struct.pack(">BBH", 0xFF, number, len(data) + 2) + data
    plain = jpeg()
    return plain[:2] + made + plain[2:]


def chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def with_chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG with one chunk more, behind its header."""
    plain = png()
    return plain[:33] + chunk(kind, data) + plain[33:]


def with_riff(kind: bytes, data: bytes) -> bytes:
    """A WebP with one chunk more at its end."""
    plain = webp()
    more = kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(plain) + len(more) - 8) + plain[8:] + more


def exif() -> Image.Exif:
    made = Image.Exif()
    made[MAKER] = CANARY
    made[GPS] = {1: "N", 2: (24.0, 54.0, 31.0), 29: CANARY}
    return made


def profile() -> bytes:
    """A colour profile as long as it says, with a text in it."""
    text = b"text\0\0\0\0" + MARK + b"\0" * 8
    size = 128 + 4 + 12 + len(text)
    head = struct.pack(">I", size) + b"\0" * 8 + b"mntrRGB XYZ " + b"\0" * 12 + b"acsp"
    table = struct.pack(">I4sII", 1, b"cprt", 144, len(text))
    return head.ljust(128, b"\0") + table + text


def frames(form: str) -> bytes:
    """Moving pictures, the second of which says nothing that can be seen."""
    second = small()
    second.putpixel((1, 1), (255, 0, 0))
    how: dict[str, Any] = {"save_all": True, "append_images": [second], "duration": 50}
    if form == "GIF":
        how["comment"] = MARK
    if form == "WEBP":
        how["exif"] = exif()
    return saved(small(), form, **how)


def moving_png() -> bytes:
    """Its second frame holds words instead of pixels."""
    plain = png()
    control = chunk(b"acTL", struct.pack(">II", 2, 0))
    frame = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 40, 30, 0, 0, 1, 10, 0, 0))
    words = chunk(b"fdAT", struct.pack(">I", 1) + zlib.compress(MARK))
    end = plain.index(b"IEND") - 4
    return plain[:33] + control + frame + plain[33:end] + words + plain[end:]


def huge_png() -> bytes:
    head = struct.pack(">IIBBBBB", HUGE, HUGE, 1, 0, 0, 0, 0)
    pack = zlib.compressobj(9)
    row = b"\0" * (HUGE // 8 + 1)
    packed = b"".join(pack.compress(row) for _ in range(HUGE)) + pack.flush()
    signature = b"\x89PNG\r\n\x1a\n"
    return (
        signature + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def huge_gif() -> bytes:
    plain = bytearray(saved(small("P"), "GIF"))
    plain[6:10] = struct.pack("<HH", HUGE, HUGE)
    return bytes(plain) + MARK


def huge_webp() -> bytes:
    """The canvas of an extended file may be called larger than any picture can be."""
    size = (HUGE - 1).to_bytes(3, "little")
    head = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size + size
    body = b"WEBP" + head + webp()[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def huge_jpeg() -> bytes:
    plain = bytearray(jpeg())
    place = plain.index(b"\xff\xc0") + 5
    plain[place : place + 4] = struct.pack(">HH", HUGE, HUGE)
    return bytes(plain)


def packed_text(size: int) -> bytes:
    """Text of a PNG that unpacks to so many bytes."""
    return b"Comment\0\0" + zlib.compress(b"\0" * size + MARK, 9)


def broken_check() -> bytes:
    plain = bytearray(with_chunk(b"tEXt", b"Comment\0" + MARK))
    plain[-20] ^= 0xFF
    return bytes(plain)


def several() -> bytes:
    """A picture of a phone that holds a second one behind its end."""
    return saved(small(), "MPO", save_all=True, append_images=[small()], exif=exif())


def text_chunks() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{CANARY}</x:xmpmeta>")
    info.add_text("Author", CANARY, zip=True)
    return png(pnginfo=info)


def transparent() -> bytes:
    image = small("P")
    image.info["transparency"] = 0
    return saved(image, "PNG", transparency=0, pnginfo=_told())


def _told() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Title", CANARY)
    return info


def deep() -> bytes:
    return saved(Image.new("I;16", (40, 30)), "PNG", pnginfo=_told())


def cmyk(**how: Any) -> bytes:
    return saved(small("CMYK"), "JPEG", comment=MARK, **how)


def rotated() -> bytes:
    made = exif()
    made[0x0112] = 6
    return jpeg(exif=made)


def thumbnail() -> bytes:
    """The small picture in the EXIF of a phone, with words behind it."""
    inside = jpeg() + MARK
    first = struct.pack("<H", 0) + struct.pack("<I", 14)
    entries = struct.pack("<HHII", 0x0201, 4, 1, 44)
    entries += struct.pack("<HHII", 0x0202, 4, 1, len(inside))
    second = struct.pack("<H", 2) + entries + struct.pack("<I", 0)
    return segment(
        0xE1, b"Exif\0\0II*\0" + struct.pack("<I", 8) + first + second + inside
    )


def svg() -> bytes:
    space = b"http://www.w3.org/2000/svg"
    return b'<?xml version="1.0"?><svg xmlns="%s">%s</svg>' % (space, SCRIPT)


Made = Callable[[], bytes]
RIDING: dict[str, tuple[str, Made]] = {
    "jpeg+html": ("a.jpg", lambda: segment(0xFE, b"<html>" + SCRIPT)),
    "jpeg+zip": ("a.jpg", lambda: jpeg() + zipped({"x.html": SCRIPT})),
    "jpeg+bytes behind": ("a.jpg", lambda: jpeg() + SCRIPT),
    "jpeg exif and place": ("a.jpg", lambda: jpeg(exif=exif())),
    "jpeg turned": ("a.jpg", rotated),
    "jpeg xmp": ("a.jpg", lambda: jpeg(xmp=b"<x:xmpmeta>" + MARK)),
    "jpeg iptc": ("a.jpg", lambda: segment(0xED, b"Photoshop 3.0\x008BIM" + MARK)),
    "jpeg profile": ("a.jpg", lambda: jpeg(icc_profile=profile())),
    "jpeg thumbnail": ("a.jpg", thumbnail),
    "jpeg cmyk": ("a.jpg", cmyk),
    "jpeg cmyk profile": ("a.jpg", lambda: cmyk(icc_profile=profile())),
    "jpeg grey": ("a.jpg", lambda: saved(small("L"), "JPEG", comment=MARK)),
    "jpeg several": ("a.jpg", several),
    "png+php": ("a.png", lambda: with_chunk(b"tEXt", b"C\0<?php " + MARK)),
    "png texts": ("a.png", text_chunks),
    "png packed text": ("a.png", lambda: with_chunk(b"zTXt", packed_text(10))),
    "png own chunk": ("a.png", lambda: with_chunk(b"caNa", MARK)),
    "png exif": ("a.png", lambda: png(exif=exif())),
    "png profile": ("a.png", lambda: png(icc_profile=profile())),
    "png+bytes behind": ("a.png", lambda: png() + SCRIPT),
    "png moving": ("a.png", moving_png),
    "png 16 bit": ("a.png", deep),
    "png transparent": ("a.png", transparent),
    "webp exif": ("a.webp", lambda: webp(exif=exif())),
    "webp xmp": ("a.webp", lambda: webp(xmp=b"<x:xmpmeta>" + MARK)),
    "webp profile": ("a.webp", lambda: webp(icc_profile=profile())),
    "webp own chunk": ("a.webp", lambda: with_riff(b"caNa", MARK)),
    "webp moving": ("a.webp", lambda: frames("WEBP")),
}
OTHERS: dict[str, tuple[str, Made]] = {
    "gif+js": ("a.gif", lambda: b"GIF89a=1;/*" + MARK + b"*/alert(1)"),
    "gif": ("a.gif", lambda: saved(small("P"), "GIF", comment=MARK)),
    "gif moving": ("a.gif", lambda: frames("GIF")),
    "gif huge": ("a.gif", huge_gif),
    "tiff": ("a.tiff", lambda: saved(small(), "TIFF", description=CANARY)),
    "psd": ("a.psd", lambda: b"8BPS\0\1" + b"\0" * 20 + MARK),
    "bmp": ("a.bmp", lambda: saved(small(), "BMP") + MARK),
    "ico": ("a.ico", lambda: saved(small(size=(16, 16)), "ICO") + MARK),
    "svg": ("a.svg", svg),
}
MISNAMED: dict[str, tuple[str, Made]] = {
    "gif called jpg": ("a.jpg", lambda: saved(small("P"), "GIF", comment=MARK)),
    "svg called jpg": ("a.jpg", svg),
    "html called jpg": ("a.jpg", lambda: b"<!doctype html>" + SCRIPT),
    "text called png": ("a.png", lambda: MARK * 20),
    "html before a jpeg": ("a.jpg", lambda: SCRIPT + jpeg()),
}
CALLED_A_PAPER: dict[str, tuple[str, Made]] = {
    "jpeg called pdf": ("a.pdf", lambda: jpeg(comment=MARK)),
}
PHONES: dict[str, tuple[str, Made]] = {
    "heic": ("a.heic", lambda: b"\0\0\0\x18ftypheic\0\0\0\0" + MARK),
    "avif": ("a.avif", lambda: b"\0\0\0\x18ftypavif\0\0\0\0" + MARK),
}
HUGE_ONES: dict[str, tuple[str, Made]] = {
    "png huge": ("a.png", huge_png),
    "jpeg huge": ("a.jpg", huge_jpeg),
}
BROKEN: dict[str, tuple[str, Made]] = {
    "webp huge": ("a.webp", huge_webp),
    "png text bomb": ("a.png", lambda: with_chunk(b"zTXt", packed_text(200_000_000))),
    "png broken": ("a.png", broken_check),
    "png cut off": ("a.png", lambda: saved(small(size=(400, 300)), "PNG")[:150]),
    "jpeg cut off": ("a.jpg", lambda: segment(0xFE, MARK)[:300]),
    "webp cut off": ("a.webp", lambda: webp(exif=exif())[:60]),
}
ODD_NAMES: dict[str, tuple[str, Made]] = {
    "name with folders": (f"../../{CANARY}/a.jpg", lambda: jpeg(comment=MARK)),
    "name turned around": (f"{CANARY}\u202egpj.exe", lambda: jpeg(comment=MARK)),
    "name with a zero byte": (f"{CANARY}\0.jpg", lambda: jpeg(comment=MARK)),
    "name of a thousand signs": (f"{CANARY * 60}.jpg", lambda: jpeg(comment=MARK)),
}
EMPTY = File("a.jpg", bytes)


def files(group: dict[str, tuple[str, Made]]) -> dict[str, File]:
    return {of: File(name, make) for of, (name, make) in group.items()}
