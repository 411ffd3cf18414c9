"""Holds the reports of one run against each other, and SARIF against what its readers ask for: reports.py FOLDER"""

import json
import pathlib
import sys
import xml.etree.ElementTree as xml

folder = pathlib.Path(sys.argv[1])


def fail_unless(condition, what):
    if not condition:
        sys.exit(what)


def text_of(file, region):
    """What a region stands for, by code points as the log says."""
    lines = (folder / file).read_text().split("\n")
    line = lines[region["startLine"] - 1]
    fail_unless(region.get("endLine", region["startLine"]) == region["startLine"], f"several lines: {region}")
    return line[region["startColumn"] - 1 : region["endColumn"] - 1]


def path_of(location):
    fail_unless(location["uriBaseId"] == "SRCROOT", f"not relative to the root: {location}")
    return location["uri"].replace("%20", " ").replace("%2C", ",").replace("%25", "%")


log = json.loads((folder / "r.sarif").read_text())
plain = json.loads((folder / "r.json").read_text())
fail_unless(log["version"] == "2.1.0" and len(log["runs"]) == 1, "no SARIF 2.1.0 of one run")
run = log["runs"][0]
fail_unless(run["columnKind"] == "unicodeCodePoints", "columns of another kind")
driver = run["tool"]["driver"]
for rule in driver["rules"]:
    fail_unless(rule["helpUri"].startswith("https://") and rule["helpUri"].endswith(f"{rule['id']}.md"), rule["helpUri"])
    for key in ("shortDescription", "fullDescription"):
        fail_unless(rule[key]["text"].endswith("."), f"{rule['id']}: {key} is no sentence: {rule[key]}")
    weak = rule["id"].removeprefix("valuetask-") in ("always-async", "public-api", "unprofiled")
    fail_unless(rule["defaultConfiguration"]["level"] == ("note" if weak else "warning"), f"{rule['id']}: another level")
    fail_unless(rule["help"]["markdown"].startswith(f"# {rule['id']}"), f"{rule['id']}: no page")

sarif = []
prints = set()
for result in run["results"]:
    fail_unless(driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"], "wrong ruleIndex")
    where = result["locations"][0]["physicalLocation"]
    file = path_of(where["artifactLocation"])
    sarif.append((result["ruleId"], file, where["region"]["startLine"], where["region"]["startColumn"], result["message"]["text"]))
    prints.add(result["partialFingerprints"]["valuetaskFinding/v2"])
    for flow in result.get("codeFlows", []):
        steps = flow["threadFlows"][0]["locations"]
        fail_unless(steps[-1]["location"]["message"]["text"] == result["message"]["text"], "the path ends elsewhere")
    for fix in result.get("fixes", []):
        for change in fix["artifactChanges"]:
            path_of(change["artifactLocation"])
fail_unless(len(prints) == len(sarif), "two findings of one fingerprint")
twice = next(result for result in run["results"] if result["ruleId"] == "valuetask-double-await")
at = twice["locations"][0]
said = text_of("src/bad.cpp", at["physicalLocation"]["region"])
fail_unless(said.endswith(".result()"), f"the region is not the operand, or counts something else than code points: {said}")
point = at["properties"]
caret = {"startLine": point["line"], "startColumn": point["column"], "endColumn": point["column"] + 1}
fail_unless(text_of("src/bad.cpp", caret) == "r", "it points to something else")
fail_unless(at["logicalLocations"][0]["fullyQualifiedName"] == "twice", "no enclosing function")
fail_unless(len(twice["codeFlows"][0]["threadFlows"][0]["locations"]) == 2, "a path of another length")
fail_unless(twice["relatedLocations"][0]["message"]["text"].startswith("consume it in one place only"), "no help")

found = [(f["rule"], f["file"], f["range"]["line"], f["range"]["column"], f["message"]) for f in plain["findings"]]
twice = next(f for f in plain["findings"] if f["rule"] == "valuetask-double-await")
fail_unless((twice["line"], twice["column"]) == (point["line"], point["column"]), "JSON points elsewhere than SARIF")
fail_unless(text_of("src/bad.cpp", {"startLine": twice["range"]["line"], "startColumn": twice["range"]["column"],
                                    "endColumn": twice["range"]["endColumn"]}) == said, "JSON has another range than SARIF")
fail_unless(all("range" in step for step in twice["path"]), "a step without a range")
fail_unless(found == sarif and len(found) == 3, f"SARIF and JSON differ:\n{sarif}\n{found}")
fail_unless({f["fingerprint"] for f in plain["findings"]} == prints, "other fingerprints")
fail_unless(list(plain)[:3] == ["schema", "tool", "exitCode"], f"what says what it is doesn't come first: {list(plain)}")
fail_unless(plain["exitCode"] == 1 and plain["files"] == ["src/bad.cpp", "src/good.cpp"] and plain["schema"] == 1, "wrong totals")

suite = xml.parse(folder / "r.xml").getroot().find("testsuite")
failures = [(e.get("type"), e.get("message")) for e in suite.iter("failure")]
fail_unless(sorted(failures) == sorted((f[0], f[4]) for f in found), f"JUnit differs: {failures}")
fail_unless([case.get("name") for case in suite] == ["include/a b, 100%.h", "src/bad.cpp", "src/good.cpp"], "other cases")
fail_unless(suite.get("tests") == "3" and suite.get("failures") == "2" and suite.get("errors") == "0", "other counts")
