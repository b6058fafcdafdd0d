"""Write the pages anew."""

from tests.asvs.page import PATHS, page

for lang, path in PATHS.items():
    path.write_text(page(lang), encoding="utf-8")
