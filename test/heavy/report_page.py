"""Opens the pages of --report in a headless Chromium; report-page runs it.

  report_page.py make-profiles            profile.json, of the examples, and large.json, of 10,000 functions
  report_page.py look PAGE PLAIN LARGE    a page with a profile, one without, and one of the large profile
"""

import json
import pathlib
import random
import sys
import time

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

PHONE, DESK = (380, 800), (1280, 900)

# The contrast of each text with what is behind it (WCAG 2, 1.4.3), and what is below 4.5.
CONTRAST = """
const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const light = ([r, g, b]) => {
  const part = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};
const behind = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = parse(getComputedStyle(at).backgroundColor);
    if (colour[3] === 1) return colour;
    if (colour[3] > 0) return null;
  }
  return [255, 255, 255, 1];
};
const bad = [];
let seen = 0;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || element.closest("script, style, title, .unseen, .skip") || !element.getClientRects().length)
    continue;
  const style = getComputedStyle(element);
  const inPlot = element.namespaceURI.endsWith("svg");
  const colour = parse(inPlot ? style.fill : style.color);
  const grounds = [behind(element)];
  if (inPlot)
    for (const rect of element.ownerSVGElement.querySelectorAll("rect.few")) grounds.push(parse(getComputedStyle(rect).fill));
  for (const ground of grounds) {
    const [a, b] = [light(colour), light(ground)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    ++seen;
    if (ratio < 4.5) bad.push(`${ratio.toFixed(2)}: ${walker.currentNode.data.trim().slice(0, 40)}`);
  }
}
for (const shape of document.querySelectorAll(".plot .shape")) {
  const [a, b] = [light(parse(getComputedStyle(shape).fill)), light(behind(shape.ownerSVGElement))];
  if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 3) bad.push("a point");
}
return [seen, bad];
"""


def fail_unless(condition, what):
    if not condition:
        sys.exit(what)


def make_profiles():
    def entry(function, calls, synchronous, allocations, file="service.cpp", line=60):
        return {"file": file, "line": line, "function": function, "type": function.split()[0], "calls": calls,
                "synchronous": synchronous, "allocations": allocations, "bytes": 88 * allocations}
    measured = [
        entry("task<int> (anonymous namespace)::service::get(int)", 1_000_000, 800_000, 800_000, line=59),
        entry("task<int> (anonymous namespace)::service::load(int)", 200_000, 0, 200_000, line=65),
        entry("task<int> (anonymous namespace)::service::report(int)", 100, 100, 100, line=70),
        entry("task<long long> (anonymous namespace)::service::total(long long)", 10_000, 10_000, 10_000, line=73),
        entry("task<long long> (anonymous namespace)::service::run()", 1, 0, 1, line=38),
        entry("task<bool> (anonymous namespace)::service::is_due(int)", 100_000, 100_000, 0, line=76),
        entry("value_task<std::pair<const K, V> > \"<b>&amp;::at<K>(const char*) [with K = int]", 40_000, 9_000, 31_000, "odd <b>.cpp", 3),
    ]
    chance = random.Random(7)
    large = measured + [
        entry(f"{kind}<int> generated::function_{number}(int)", calls := int(10 ** chance.uniform(0, 7)), int(calls * chance.random()), calls,
              f"src/{number % 300}.cpp", number)
        for number in range(10_000)
        for kind in [chance.choice(["task", "value_task"])]
    ]
    for name, functions in [("profile.json", measured), ("large.json", large)]:
        text = json.dumps({"format": "valuetask-profile", "version": 1, "functions": functions})
        pathlib.Path(name).write_text(text, encoding="utf-8")


class Browser:
    def __init__(self):
        options = webdriver.ChromeOptions()
        for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options)

    def command(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def open(self, page, size=DESK, scheme="light"):
        self.command("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=size == PHONE)
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme},
                                                             {"name": "prefers-reduced-motion", "value": "reduce"}])
        self.driver.get(pathlib.Path(page).absolute().as_uri())

    def take_picture(self, name):
        self.driver.save_screenshot(name)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def press(self, *keys):
        for key in keys:
            webdriver.ActionChains(self.driver).send_keys(key).perform()

    def focused(self):
        return self.driver.switch_to.active_element

    def column(self, number):
        return self.run("return [...document.querySelectorAll('#functions-table tbody tr:not([hidden])')]"
                        ".map((row) => row.cells[arguments[0]].textContent)", number)

    def sorting(self):
        return self.run("return [...document.querySelectorAll('thead th')].map((th) => th.getAttribute('aria-sort'))")

    def check_is_quiet(self):
        """No word in the console, and no request but for the page itself."""
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        fail_unless(not said, f"in the console: {said}")
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        asked = {message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"}
        asked = {url for url in asked if not (url.startswith("file:") and url.split("#")[0].endswith(".html"))}
        fail_unless(not asked, f"asked for {asked}")


def numbers(column):
    return [int(text.replace(",", "")) for text in column]


def check_sorting(browser, page):
    browser.open(page)
    calls = numbers(browser.column(2))
    fail_unless(len(calls) == 7 and calls == sorted(calls, reverse=True) and browser.sorting()[2] == "descending", "not sorted at first")
    buttons = browser.all("thead th button")
    fail_unless(len(buttons) == 8, "a header without a button")
    buttons[2].click()
    fail_unless(numbers(browser.column(2)) == sorted(calls) and browser.sorting()[2] == "ascending", "the click didn't turn it around")
    buttons[0].click()
    names = [name.lower() for name in browser.column(0)]
    fail_unless(names == sorted(names) and browser.sorting() == ["ascending"] + [None] * 7, "the click didn't sort by name")
    # By keyboard, from there on.
    browser.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB)
    fail_unless(browser.focused().text.startswith("Allocations"), f"Tab leads to {browser.focused().text}")
    browser.press(Keys.ENTER)
    made = numbers(browser.column(5))
    fail_unless(made == sorted(made, reverse=True) and browser.sorting()[5] == "descending", "Enter didn't sort")
    browser.press(Keys.SPACE)
    fail_unless(numbers(browser.column(5)) == sorted(made) and browser.sorting()[5] == "ascending", "the space bar didn't turn it around")
    said = browser.find("#functions-status").get_attribute("textContent")
    fail_unless(said == "Sorted by allocations, ascending", f"said to be '{said}'")


def check_filter(browser, page):
    browser.open(page)
    browser.find("#functions-filter").send_keys("Service.cpp:7")
    fail_unless(len(browser.column(0)) == 3, f"{browser.column(0)} are shown")
    fail_unless(len(browser.all("a.point:not(.off)")) == 3, "the plot shows others")
    fail_unless(browser.find("#functions-status").get_attribute("textContent") == "3 of 7 shown", "not said how many")
    fail_unless(browser.run("return document.querySelectorAll('a.point[tabindex=\"0\"]:not(.off)').length") == 1, "Tab can't reach the plot")
    browser.press(Keys.ENTER)  # is no request
    # A finding leads to a row that the filter hides.
    link = browser.find("article.finding a[href^='#function-']")
    browser.run("arguments[0].scrollIntoView(); arguments[0].focus()", link)
    browser.press(Keys.ENTER)
    time.sleep(0.3)
    row = browser.find("#functions-table tr:target")
    fail_unless(row.is_displayed() and "get" in row.text, "the filter hides where the link leads")


def check_plot(browser, page):
    browser.open(page)
    fail_unless(len(browser.all("a.point")) == 7 and len(browser.all("a.point[tabindex='0']")) == 1, "not one stop for Tab")
    browser.run("document.querySelector('a.point[tabindex=\"0\"]').focus()")

    def told():
        return browser.find("#plot-reading").text
    fail_unless(told().startswith("(anonymous)::service::get: returns a task; 1,000,000 calls, 80% completed synchronously"), told())
    browser.press(Keys.ARROW_LEFT)
    fail_unless("service::load" in told(), told())
    browser.press(Keys.HOME)
    fail_unless("service::run" in told(), told())
    browser.press(Keys.ARROW_LEFT, Keys.END)
    fail_unless("service::get" in told() and "valuetask-prefer-value-task" in told(), told())
    browser.press(Keys.ENTER)
    time.sleep(0.3)
    fail_unless(browser.find("#functions-table tr:target").is_displayed(), "a point doesn't lead to its row")
    link = browser.find("#functions-table tr:target td a")
    link.click()
    time.sleep(0.3)
    inside = browser.run("const r = document.querySelector('article:target').getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight")
    fail_unless(inside, "a row doesn't lead to its finding")


def check_accessible_names(browser, page):
    """As a screen reader has them."""
    browser.open(page)
    browser.command("Accessibility.enable")
    nodes = [node for node in browser.command("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]
    names = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes]
    for role in ("link", "button", "searchbox", "table", "region", "article", "columnheader"):
        found = [name for is_role, name in names if is_role == role]
        fail_unless(found and all(found), f"a {role} without a name: {found}")
    fail_unless(("rowheader", "task<int> (anonymous namespace)::service::get(int) service.cpp:59") in
                [(role, " ".join(name.split())) for role, name in names] or any(role == "rowheader" and "get(int)" in name for role, name in names),
                "a row without a header")
    browser.command("Accessibility.disable")


def check_looks(browser, page, name):
    for size in (DESK, PHONE):
        for scheme in ("light", "dark"):
            browser.open(page, size, scheme)
            wide = browser.run("return document.documentElement.scrollWidth")
            fail_unless(wide <= size[0], f"{name}: {wide} of {size[0]} pixels wide")
            seen, bad = browser.run(CONTRAST)
            fail_unless(seen > 30 and not bad, f"{name}, {scheme}: {seen} texts, too pale: {bad[:10]}")
            what = f"{name}-{'phone' if size == PHONE else 'desk'}-{scheme}"
            browser.take_picture(f"{what}.png")
            if name == "page":
                for part in ("plot", "functions-table", "findings"):
                    browser.run("document.getElementById(arguments[0]).scrollIntoView()", part)
                    browser.take_picture(f"{what}-{part}.png")


def check_without_script(browser, page):
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(page)
    fail_unless(len(browser.all("tbody tr")) == 7 and len(browser.all("a.point")) == 7, "the page needs its script")
    fail_unless(not browser.all("thead button") and not browser.find("form.filter").is_displayed(), "there is what does nothing")
    browser.command("Emulation.setScriptExecutionDisabled", value=False)


def check_large(browser, page):
    started = time.monotonic()
    browser.open(page)
    fail_unless(len(browser.all("tbody tr")) >= 1000, "rows are missing")
    browser.all("thead th button")[4].click()
    browser.column(0)
    browser.find("#functions-filter").send_keys("generated")
    taken = time.monotonic() - started
    fail_unless(taken < 20, f"the page of 10,000 functions took {taken:.1f} s")
    print(f"the page of 10,000 functions: opened, sorted and filtered in {taken:.1f} s")


def look(page, plain, large):
    browser = Browser()
    try:
        check_sorting(browser, page)
        check_filter(browser, page)
        check_plot(browser, page)
        check_accessible_names(browser, page)
        check_looks(browser, page, "page")
        check_looks(browser, plain, "plain")
        check_large(browser, large)
        check_looks(browser, large, "large")
        browser.check_is_quiet()
        check_without_script(browser, page)
    finally:
        browser.driver.quit()


def main():
    {"make-profiles": make_profiles, "look": look}[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
