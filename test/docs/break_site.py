"""Puts into a built site each kind of mistake that check_site.py looks for."""

import pathlib
import sys

BROKEN = """<a href="gone.html">a</a> <a href="ci.html#gone">b</a> <a href="../../">c</a>
<script src="https://example.org/font.js"></script></body>"""


def main():
    site = pathlib.Path(sys.argv[1])
    page, style = site / "adopting.html", site / "_static" / "site.css"
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", BROKEN), encoding="utf-8")
    style.write_text(f'@import "https://example.org/font.css";\n{style.read_text(encoding="utf-8")}', encoding="utf-8")
    (site / "faq.html").unlink()


if __name__ == "__main__":
    main()
