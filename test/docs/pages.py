"""The rules' pages, as the tests take them apart."""

import pathlib
import re

HEADINGS = [
    "What it catches",
    "Why it is a bug",
    "Bad",
    "Good",
    "What it does not catch",
    "Options",
    "Suppressing",
    "Evidence",
]

END_OF_EVIDENCE = "<!-- end of evidence -->\n"
RUNTIME_SAYS = "What the checked runtime"


def absolute(path):
    """A path of the command line, for a program that runs in another folder."""
    return pathlib.Path(path).resolve()


def section(page, heading):
    match = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    return match.group(1) if match else ""


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


def rules(source):
    """Their names, in the order of the rule table."""
    return re.findall(r'^VALUETASK_RULE\(\w+, "(.*?)"', (source / "lib" / "findings" / "Rules.def").read_text(), re.M)


def page_of(source, rule):
    return source / "docs" / "rules" / f"{rule}.md"


def lay_out(folder, page, code):
    """Writes an example as example.cpp, or as the header that its first line names, which example.cpp then includes,
    with the configuration and the profile that the page shows. Returns the file that holds it."""
    example = held_by = folder / "example.cpp"
    if named := re.match(r"// (\S+\.h)\n", code):
        example.write_text(f'#include "{named[1]}"\n')
        held_by = folder / named[1]
        held_by.parent.mkdir(parents=True)
    held_by.write_text(code)
    options = section(page, "Options")
    (folder / ".clang-tidy").write_text("".join(blocks(options, "yaml")))
    if profile := "".join(blocks(options, "json")):
        (folder / "profile.json").write_text(profile)
    return held_by
