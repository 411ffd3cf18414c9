"""Fails unless docs/runtime/reference.md has a section for each public header, and docs/api.md as well: SOURCE."""

import pathlib
import re
import sys


def main():
    source = pathlib.Path(sys.argv[1])
    headers = {file.stem for file in (source / "runtime" / "include" / "valuetask").glob("*.h")}
    reference = (source / "docs" / "runtime" / "reference.md").read_text()
    api = (source / "docs" / "api.md").read_text()
    pages = {
        "docs/runtime/reference.md": re.findall(r"^## (\w+)\n\n`<valuetask/\1\.h>`", reference, re.M),
        "docs/api.md": re.findall(r"^## `<valuetask/(\w+)\.h>`$", api, re.M),
    }
    problems = [f"{page} has no section for {name}.h" for page, shown in pages.items() for name in sorted(headers - set(shown))]
    problems += [f"{page} has a section for {name}.h" for page, shown in pages.items() for name in sorted(set(shown) - headers)]
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
