"""Which characters show nothing, part like a blank, join like a hyphen, or are digits.

The ranges stand here, not in the tables of the running Python: of a character that
Unicode took in later, an older Python knows nothing, and two servers would disagree.
"""

from __future__ import annotations

import re

# Default_Ignorable_Code_Point, format characters, and marks that lie on another sign.
INVISIBLE = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0600-\u0605\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dd\u06df-\u06e4"
    "\u06e7\u06e8\u06ea-\u06ed\u070f\u0890\u0891\u08d3-\u08ff\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u20d0-\u20dc\u20e1\u20e5-\u20f0\u302a-\u302d\u3099\u309a"
    "\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\ufff0-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d165-\U0001d169"
    "\U0001d16d-\U0001d182\U0001d185-\U0001d18b\U000e0000-\U000e0fff]"
)
# Blanks, control characters, rings around another sign, and letters that take up room
# and show nothing.
BLANK = re.compile(
    "[\x00-\x09\x0b-\x20\x7f-\xa0\u0488\u0489\u115f\u1160\u1680\u2000-\u200a\u2028\u2029"
    "\u202f\u205f\u20dd-\u20e0\u20e2-\u20e4\u2800\u3000\u3164\ua670-\ua672\uffa0]"
)
# Dashes, connectors, brackets, dots in the middle, lines, shapes and pictures.
JOINS = re.compile(
    "[\u00ac\u00b7\u02c9\u058a\u05be\u1400\u1427\u1806\u2010-\u2015\u201a\u201e"
    "\u2022\u2027\u203b\u203f\u2040\u2043\u2045\u2046\u204e-\u2054\u207d\u207e\u208d"
    "\u208e\u2212\u2215-\u2219\u223c\u223d\u22c5\u22c6\u2308-\u230b\u2329\u232a\u239b-\u23af"
    "\u2500-\u25ca\u25cc-\u2775\u2794-\u27bf\u27c5\u27c6\u27e6-\u27ef\u2983-\u2998"
    "\u29d8-\u29db\u29fc\u29fd\u2b00-\u2bff\u2e0e-\u2e5d\u3008-\u3011\u3014-\u301f\u3030"
    "\u30a0\u30fb\u30fc\u3161\u318d\ua78f\ufd3e\ufd3f\ufe17\ufe18\ufe31-\ufe44\ufe47"
    "\ufe48\ufe4d-\ufe4f\ufe58-\ufe5e\ufe63\uff08\uff09\uff0d\uff3b\uff3d\uff3f\uff5b"
    "\uff5d-\uff60\uff62\uff63\uff70\U00010ead\U0001f000-\U0001f0ff\U0001f300-\U0001faff]"
)
# Each begins ten digits in a row.
ZEROS = (
    *(0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66),
    *(0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810),
    *(0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0),
    *(0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40),
    *(0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0),
    *(0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0),
    *(0x11DE0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE),
    *(0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950),
    0x1FBF0,
)
DIGITS = {zero + digit: str(digit) for zero in ZEROS for digit in range(10)}
# Digits in a circle or with a stop, of which several stand side by side: by the place
# of their 1. Those that NFKC resolves are not among them.
ONES = (0x24F5, 0x2776, 0x2780, 0x278A)
ENCLOSED = {one + digit: f" {digit + 1} " for one in ONES for digit in range(9)}
ENCLOSED |= dict.fromkeys((0x24FF, 0x1F100, 0x1F10B, 0x1F10C), " 0 ")
ENCLOSED |= {0x1F101 + digit: f" {digit} " for digit in range(10)}
