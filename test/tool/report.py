"""Holds the page of --report against what must be in it, and what must not: report.py PAGE CASE"""

import base64
import hashlib
import html.parser
import json
import pathlib
import re
import sys

VOID = {"meta", "input", "br", "hr", "img", "link"}


def fail_unless(condition, what):
    if not condition:
        sys.exit(what)


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent = tag, dict(attributes), parent
        self.children, self.text = [], ""

    def __getitem__(self, name):
        return self.attributes.get(name)

    def all(self, tag, of=None):
        """The elements below that have the tag, and the class."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag == tag and (of is None or of in (child["class"] or "").split()):
                    yield child
                yield from child.all(tag, of)

    def words(self):
        return "".join(child if isinstance(child, str) else child.words() for child in self.children)


class Tree(html.parser.HTMLParser):
    """Takes the page apart, and fails where a tag isn't closed or text became one."""

    def __init__(self):
        super().__init__()
        self.root = self.at = Element("", {}, None)
        self.ids = []

    def handle_starttag(self, tag, attrs):
        element = Element(tag, attrs, self.at)
        fail_unless(len(attrs) == len(dict(attrs)), f"an attribute twice: {tag} {attrs}")
        self.at.children.append(element)
        if element["id"]:
            self.ids.append(element["id"])
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.at = self.at.parent

    def handle_endtag(self, tag):
        fail_unless(self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>")
        self.at = self.at.parent

    def handle_data(self, data):
        self.at.children.append(data)


def read(page):
    tree = Tree()
    tree.feed(page)
    tree.close()
    fail_unless(tree.at is tree.root, f"<{tree.at.tag}> isn't closed")
    fail_unless(len(tree.ids) == len(set(tree.ids)), "an id twice")
    return tree


def check_is_closed_off(page, tree):
    """Nothing is loaded, nothing runs but what is known, and links lead somewhere."""
    policy = next(meta["content"] for meta in tree.root.all("meta") if meta["http-equiv"] == "Content-Security-Policy")
    allowed = {}
    for tag in ("style", "script"):
        [element] = tree.root.all(tag)
        digest = base64.b64encode(hashlib.sha256(element.words().encode()).digest()).decode()
        allowed[tag] = f"{tag}-src 'sha256-{digest}'"
    expected = f"default-src 'none'; {allowed['style']}; {allowed['script']}; base-uri 'none'; form-action 'none'"
    fail_unless(policy == expected, f"the policy is\n{policy}\nand not\n{expected}")
    [style] = tree.root.all("style")
    fail_unless("url(" not in style.words() and "@import" not in style.words(), "the style loads something")
    stack = [tree.root]
    while stack:
        element = stack.pop()
        stack += [child for child in element.children if isinstance(child, Element)]
        fail_unless(element.tag not in ("link", "img", "iframe", "object", "base", "image", "use"), f"a <{element.tag}>")
        for name, value in element.attributes.items():
            fail_unless(not name.startswith("on") and name not in ("style", "src", "srcset", "xlink:href"), f"{element.tag} {name}")
            fail_unless("://" not in (value or "") or (element.tag, name) == ("a", "href"), f"{element.tag} {name}={value}")
            if name == "href" and value.startswith("#"):
                fail_unless(value[1:] in tree.ids, f"a link to nowhere: {value}")
            elif name == "href":
                fail_unless(value.startswith("https://github.com/valuetask/valuetask/blob/main/docs/"), value)
        for name in ("aria-labelledby", "for"):
            fail_unless(element[name] is None or element[name] in tree.ids, f"{name} of nothing: {element[name]}")
    fail_unless(str(pathlib.Path.cwd()) not in page, "the page has a path of this machine")


def rows_of(root):
    """The cells of each row as text, with the row's id."""
    [table] = [each for each in root.all("table") if each["id"] == "functions-table"]
    [body] = table.all("tbody")
    return {row["id"]: [cell for cell in row.children if isinstance(cell, Element)] for row in body.all("tr")}


def check_table(root):
    [table] = [each for each in root.all("table") if each["id"] == "functions-table"]
    fail_unless(len(list(table.all("caption"))) == 1, "no caption")
    headers = [cell for cell in next(table.all("thead")).all("th")]
    fail_unless(all(cell["scope"] == "col" for cell in headers), "a header without a scope")
    names = ["Function", "Returns", "Calls", "Synchronous", "Share", "Allocations", "Bytes", "Reported by"]
    fail_unless([cell.words() for cell in headers] == names, "other headers")
    fail_unless([cell["aria-sort"] for cell in headers].index("descending") == 2, "not said to be sorted by calls")
    calls = [int(cells[2]["data-value"]) for cells in rows_of(root).values()]
    fail_unless(calls == sorted(calls, reverse=True), "not sorted by calls")


def findings_of(root):
    return {each["id"]: each for each in root.all("article", "finding")}


def has_profile(page, root):
    rows = rows_of(root)
    texts = [[cell.words() for cell in cells] for cells in rows.values()]
    by_name = {text[0]: text[1:] for text in texts}
    fail_unless(list(by_name) == [
        "value_task<int> shop::stock(int)src/odd <b>&.cpp:2",
        "value_task<int> shop::discount(const char*)src/odd <b>&.cpp:4",
        "value_task<int> shop::discount(int)src/odd <b>&.cpp:3",
        "task<int> shop::\"</script><b>\"&operator<(\\', <img src=x onerror=alert(1)>)src/elsewhere.cpp:1",
        "task<int> shop::never(int)src/elsewhere.cpp:2",
    ], f"other functions: {list(by_name)}")
    fail_unless(texts[0][1:] == ["value_task", "1,000,000", "999,999", "99.9%", "0", "0", ""], texts[0])
    fail_unless(texts[2][1:] == ["value_task", "2,000", "40", "2%", "7", "1,234", "unprofiled"], texts[2])
    fail_unless(texts[4][1:] == ["task", "0", "0", "never called", "0", "0", ""], texts[4])

    # The overload that is reported on, and no other; both ways.
    findings = findings_of(root)
    reported = [cells for cells in rows.values() if list(cells[7].all("a"))]
    fail_unless(len(reported) == 1, "a rule's report is with another function")
    [link] = reported[0][7].all("a")
    finding = findings[link["href"][1:]]
    fail_unless("only 2% of 2,000 profiled calls to 'discount' completed synchronously" in finding.words(), finding.words())
    fail_unless("#function-3" in [a["href"] for a in finding.all("a")], "no way back to the measurement")
    fail_unless("src/api.h:8:17" in finding.words(), "at another place")

    points = list(root.all("a", "point"))
    fail_unless([point["href"] for point in points] == [f"#function-{n}" for n in range(1, 5)], "other points")
    titles = [next(point.all("title")).words() for point in points]
    fail_unless(titles[2] == "shop::discount: returns a value_task; 2,000 calls, 2% completed synchronously; 7 allocations; "
                "reported by valuetask-unprofiled", titles[2])
    fail_unless([bool(list(point.all("circle", "ring"))) for point in points] == [False, False, True, False], "other rings")
    fail_unless([len(list(point.all("path"))) for point in points] == [1, 1, 1, 0], "the types have no shapes of their own")
    [plot] = root.all("svg", "plot")
    words = [text.words() for text in plot.all("text")]
    for wanted in ("1", "1M", "0%", "100%", "50%", "calls (logarithmic)", "completed synchronously (% of calls)", "discount"):
        fail_unless(wanted in words, f"the plot doesn't say '{wanted}': {words}")
    [limit] = plot.all("line", "limit")
    grid = {text.words(): float(text["y"]) - 5 for text in plot.all("text") if text.words().endswith("%") and text["text-anchor"] == "end"}
    fail_unless(abs(float(limit["y1"]) - grid["50%"]) < 0.2 and limit["y1"] == limit["y2"], "the line is elsewhere")
    place = re.fullmatch(r"translate\(([\d.]+) ([\d.]+)\)", points[2]["transform"])
    part = (grid["0%"] - float(place[2])) / (grid["0%"] - grid["100%"])
    fail_unless(abs(part - 0.02) < 0.005, f"2% is at {part}")
    [caption] = root.all("figcaption")
    said = " ".join(caption.words().split())
    for wanted in ("The dashed line is at 50%", "valuetask.MinSyncRatio", "fewer than 1,000 calls", "measurement", "1 function was never called"):
        fail_unless(wanted in said, f"the caption lacks '{wanted}': {said}")

    # The path, as a reader follows it: near steps in one excerpt, the last ones far away.
    [twice] = [each for each in findings.values() if "is awaited more than once" in each.words()]
    excerpts = list(twice.all("div", "excerpt"))
    numbers = [[int(row.words()) for row in excerpt.all("i")] for excerpt in excerpts]
    fail_unless(numbers == [[3, 4, 5, 6, 7, 8], [14, 15, 16, 17]], numbers)
    steps = [(step.children[0].words(), step.children[1].words()) for step in twice.all("span", "step")]
    fail_unless(steps == [("1", "'early' is true here"), ("2", "first awaited here"),
                          ("!", "'value' is awaited more than once")], steps)
    marks = [mark.words() for mark in twice.all("mark")]
    fail_unless(marks[0] == "early", marks)
    fail_unless("valuetask-double-await.md" in [a for a in twice.all("a")][0]["href"], "no page of the rule")
    weights = {words.words() for each in findings.values() for words in each.all("span", "level")}
    fail_unless(weights == {"warning", "note"}, weights)  # that of valuetask-unprofiled
    [stored] = [each for each in findings.values() if "valuetask-stored-in-field" in each.words()]
    line = [row.words() for row in stored.all("span", "here") if "keeper" in row.words()]
    fail_unless(line == ["5/* </script><b>\"&' */ struct keeper { const char *ü = \"</pre>&amp;\"; value_task<int> field; };\n"], line)
    fail_unless([mark.words() for mark in stored.all("mark")] == ["field"], "the column counts something else than code points")


def no_sources(page, root):
    fail_unless("the source can’t be read here" in page and "src/api.h:8:17" in root.words(), "no places")
    fail_unless(not list(root.all("table")), "a table without a profile")


def no_profile(page, root):
    words = root.words()
    fail_unless("No profile was read" in words and "valuetask-check --profile=profile.json" in words, "no word on profiles")
    fail_unless(any((a["href"] or "").endswith("docs/guide/measure-then-switch.md") for a in root.all("a")), "no link to the guide")
    fail_unless(len(findings_of(root)) == 1 and not list(root.all("table")), "other findings")


def clean(page, root):
    fail_unless("Nothing was found in 1 file." in root.words() and not findings_of(root), "not said that nothing was found")


def empty(page, root):
    fail_unless("The profile has no function" in root.words() and not list(root.all("table")), "not said that it is empty")


def broken(page, root):
    [failures] = [each for each in root.all("section") if each["id"] == "failures"]
    fail_unless("configured/broken.cpp" in failures.words() and "gone.cpp does not exist" in failures.words(), failures.words())
    fail_unless("'<not>_there.h' file not found" in failures.words(), "not the compiler's error")
    [caption] = root.all("figcaption")
    said = " ".join(caption.words().split())
    fail_unless("The dashed line is at 62.5%" in said and "fewer than 50 calls" in said, said)


def make_large(path):
    def entry(number):
        name = f"value_task<int> rare(int)" if number == 0 else f"task<int> generated::f{number}(int)"
        return {"file": "src/rare.cpp" if number == 0 else f"src/g{number % 100}.cpp", "line": 2, "function": name,
                "type": name.split()[0], "calls": 1 + number * number, "synchronous": 0 if number == 0 else number, "allocations": number,
                "bytes": 88 * number}
    everything = [entry(number) for number in range(10_000)]
    everything[0]["calls"] = 0
    path.write_text(json.dumps({"format": "valuetask-profile", "version": 1, "functions": everything}), encoding="utf-8")


def large(page, root):
    rows = rows_of(root)
    fail_unless(len(rows) == 1001, f"{len(rows)} rows")
    last = [cell.words() for cell in list(rows.values())[-1]]
    fail_unless("rare" in last[0] and last[7] == "unprofiled", f"what is reported is left out: {last}")
    [caption] = root.all("caption")
    left_out = sum(1 + n * n for n in range(1, 9000))
    total = sum(1 + n * n for n in range(1, 10_000))
    wanted = f"Of 10,000 functions, 8,999 are left out: the least called, with {left_out:,} calls of {total:,}"
    fail_unless(wanted in caption.words(), caption.words())
    fail_unless(len(list(root.all("a", "point"))) == 1000, "other points")
    fail_unless(len(page) < 2_000_000, f"{len(page)} bytes")


def make_many(path):
    """500 findings here, and one in the file that comes after it."""
    once = 'struct [[clang::annotate("valuetask::single_await")]] once { once(once &&); };\n'
    path.write_text(once + "".join(f"struct s{number} {{ once field{number}; }};\n" for number in range(500)))
    path.with_name("one_more.cpp").write_text(once + "struct s { once last_field; };\n")


def as_many_as_fit(page, root, left_out=""):
    found = findings_of(root)
    fail_unless(len(found) == 500, f"{len(found)} findings")
    for number, each in enumerate(found.values()):
        fail_unless(f"'field{number}'" in each.words(), f"finding {number} is {each.words()}")
    [section] = [each for each in root.all("section") if each["id"] == "findings"]
    said = [each.words() for each in section.children if isinstance(each, Element) and each.tag == "p"]
    fail_unless(said == [left_out] if left_out else not said, f"it says {said}")
    fail_unless("last_field" not in page, "what is left out is there")


def one_too_many(page, root):
    as_many_as_fit(page, root, "The first 500 of 501 in the order of files. The others are left out; --format=text has all.")


def main():
    path, case = pathlib.Path(sys.argv[1]), sys.argv[2]
    if case == "make-large":
        return make_large(path)
    if case == "make-many":
        return make_many(path)
    page = path.read_bytes().decode("utf-8", "strict")
    tree = read(page)
    check_is_closed_off(page, tree)
    if list(tree.root.all("table")):
        check_table(tree.root)
    cases = {"has-profile": has_profile, "no-sources": no_sources, "no-profile": no_profile, "clean": clean, "empty": empty,
             "broken": broken, "large": large, "as-many-as-fit": as_many_as_fit, "one-too-many": one_too_many}
    return cases[case](page, tree.root)


if __name__ == "__main__":
    main()
