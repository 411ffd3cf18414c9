"""Looks at every page of a built site in a headless Chromium, as a telephone and as a desktop show it, in light and in
dark: nothing is wider than the window, the console has no errors, nothing is fetched from elsewhere or missing, and the
search finds a rule without a server. --pictures keeps what was seen."""

import argparse
import base64
import json
import pathlib
import sys
import urllib.parse

from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

WIDTHS = {"phone": (380, 800), "desktop": (1280, 900)}
SEARCHED, FOUND = "double-await", "rules/valuetask-double-await.html"

WIDER = """
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth <= width) return [];
const scrolls = element => element && (getComputedStyle(element).overflowX != 'visible' || scrolls(element.parentElement));
return [...document.querySelectorAll('body *')]
  .filter(element => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement))
  .map(element => element.outerHTML.slice(0, 100))
  .concat(`the page has ${document.documentElement.scrollWidth} pixels, the window ${width}`);
"""


def open_browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options)


def resize(browser, width, height):
    """The window of a telephone: a browser's own has a least width."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def complaints(browser):
    """What the console says, and what was fetched that isn't there or isn't ours."""
    for entry in browser.get_log("browser"):
        if entry["level"] in ("SEVERE", "WARNING"):
            yield f"the console says: {entry['message']}"
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if urllib.parse.urlsplit(url).scheme not in ("file", "data"):
                yield f"fetches {url}"
        elif message["method"] == "Network.loadingFailed":
            yield f"could not load something: {message['params']['errorText']}"


def keep(browser, folder, name):
    """A picture of the whole page."""
    metrics = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": metrics["width"], "height": min(metrics["height"], 4000), "scale": 1}
    picture = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})["data"]
    (folder / f"{name}.png").write_bytes(base64.b64decode(picture))


def look_at(browser, site, page, given):
    url = (site / page).as_uri()
    for theme in ("light", "dark"):
        features = [{"name": "prefers-color-scheme", "value": theme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        for window, size in WIDTHS.items():
            resize(browser, *size)
            browser.get(url)
            yield from (f"{window}, {theme}: wider than the window: {what}" for what in browser.execute_script(WIDER))
            yield from (f"{window}, {theme}: {what}" for what in complaints(browser))
            if given.pictures:
                keep(browser, given.pictures, f"{page.replace('/', '-').removesuffix('.html')}-{window}-{theme}")


def search(browser, site, given):
    resize(browser, *WIDTHS["desktop"])
    browser.get((site / "index.html").as_uri())
    field = browser.find_element(By.CSS_SELECTOR, "input[name=q]")
    field.send_keys(SEARCHED)
    field.submit()
    try:
        WebDriverWait(browser, 20).until(lambda one: one.find_elements(By.CSS_SELECTOR, "#search-results li a"))
    except TimeoutException:
        yield f"the search finds nothing for '{SEARCHED}'"
        return
    links = [link.get_attribute("href") for link in browser.find_elements(By.CSS_SELECTOR, "#search-results li a")]
    if not any(FOUND in link for link in links):
        yield f"the search for '{SEARCHED}' finds {links}, and not {FOUND}"
    for window, size in WIDTHS.items():
        resize(browser, *size)
        yield from (f"the search, {window}: wider than the window: {what}" for what in browser.execute_script(WIDER))
        if given.pictures:
            keep(browser, given.pictures, f"found-{window}")
    yield from complaints(browser)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("--pictures", type=pathlib.Path, metavar="FOLDER")
    given = parser.parse_args()
    site = given.site.resolve()
    pages = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    if not pages:
        sys.exit(f"{site} has no pages")
    if given.pictures:
        given.pictures.mkdir(parents=True, exist_ok=True)
    browser = open_browser()
    try:
        problems = [f"{page}: {what}" for page in pages for what in look_at(browser, site, page, given)]
        problems += search(browser, site, given)
    finally:
        browser.quit()
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
