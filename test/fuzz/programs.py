"""Random coroutines over everything that the rules know.

A program is a list of `Node`s, which print themselves in two ways: as the checker reads them, and with marks for the run
(see oracle.h). In a node's text, «x» is a value that is consumed or moved there, and ⟦x⟧ one whose result is taken.

Where nothing but chance decides, nearly every function is wrong, and wrong in a simple way. So `Maker` knows roughly what
it has written: it consumes each value about once, and in most cases on the paths where nobody did before. Where that goes
wrong, by a chance that `MISTAKE` sets or since it doesn't look closely, a mistake is the result. What is right is said by
the run, and never here.
"""
import dataclasses
import random
import re

MISTAKE = 0.08  # the chance of one, where it can be made
DEEPEST = 3
MOST = 11  # statements, roughly; what belongs to one comes with it


@dataclasses.dataclass
class Node:
    """A statement (one part without a body), or a compound of parts: heads with bodies, and a last line."""

    parts: list  # of (text, list of Node or None)
    tail: str = ""

    def size(self):
        return 1 + sum(size(body) for _, body in self.parts if body)


def line(text):
    return Node([(text, None)])


def block(head, body, *more):
    """`more` is a head and its body by turns: else, catch, case."""
    return Node([(head, body), *zip(more[::2], more[1::2])], "}")


def size(nodes):
    return sum(node.size() for node in nodes)


def lines_of(nodes, indent=1):
    """The program's lines, with marks."""
    for node in nodes:
        for at, (text, body) in enumerate(node.parts):
            yield "  " * indent + ("" if at else "AT; ") + text
            if body is not None:
                if re.match(r"(for|while|do)\b", text):
                    yield "  " * (indent + 1) + "STEP;"
                if "catch" in text:
                    yield "  " * (indent + 1) + "HANDLED;"
                yield from lines_of(body, indent + 1)
        if node.tail:
            yield "  " * indent + node.tail


def for_run(text):
    """Each value is looked at before it is consumed; what has undefined behaviour ends the run."""
    text = re.sub(r"(?<!auto )(?<!> )\*([opu]\d+)\b", r"*fuzz::some(\1)", text)
    text = re.sub(r"\b(all\d+)(?:\[(\w+)\]|\.front\(\))", lambda of: f"fuzz::element({of[1]}, {of[2] or 0})", text)
    text = re.sub(r"(?<!co_await )(?<!detach\()std::move\(«(.*?)»\)", r"std::move(LINE_MOVE(\1))", text)
    return re.sub("⟦(.*?)⟧", r"LINE_RESULT(\1)", re.sub("«(.*?)»", r"LINE_USE(\1)", text))


def for_checker(text):
    """The same lines, without what only the run needs."""
    return re.sub("[«»⟦⟧]", "", re.sub("AT; |STEP;|HANDLED;", "", text))


SIGNATURE = "value_task<int> {}(bool a, bool b, bool c, int n) {{"


def function(name, nodes):
    return [SIGNATURE.format(name), "  int total = 0;", *lines_of(nodes), "  co_return total;", "}", ""]


# -- conditions --------------------------------------------------------------------------------------------------------
# ("var", text), ("not", x), ("and" or "or", x, y), ("is", text, operator, text)

# What may remember that a value was consumed: its declaration, what is written then, and what is true before that.
RECORDS = [
    (4, ("bool {} = false;", "{} = true;", "!{}")),
    (1, ("bool {} = false;", "{} = true;", "{} == false")),
    (1, ("bool {} = true;", "{} = false;", "{}")),
    (1, ("int {} = 0;", "++{};", "{} == 0")),
    (0.5, ("int {} = 0;", "{} |= 4;", "({} & 4) == 0")),
    (0.5, ("unsigned {} = 3;", "--{};", "{} > 2")),
    (0.7, ("std::optional<int> {};", "{} = 1;", "!{}")),
    (0.5, ("std::optional<int> {};", "{}.emplace(total);", "!{}.has_value()")),
    (0.5, ("std::vector<int> {};", "{}.push_back(n);", "{}.empty()")),
    (0.5, ("const char *{} = nullptr;", "{} = \"done\";", "{} == nullptr")),
    (0.5, ("std::unique_ptr<int> {};", "{} = std::make_unique<int>(1);", "!{}")),
]

OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.numbers = {}
        self.values = []  # what is in scope: names of places
        self.state = {}  # place -> "fresh", "spent", "empty", "held", "unknown", ("if", condition under which it is spent)
        self.spelled = {}  # place -> ways to write it
        self.records = {}  # place -> (what is written when it is consumed, what is true before that)
        self.left = MOST
        self.tries = 0  # around what is written

    # -- chance --------------------------------------------------------------------------------------------------------

    def likely(self, chance):
        return self.random.random() < chance

    def pick(self, *of):
        return self.random.choice(of)

    def weighted(self, table):
        """Of pairs of a weight and a choice, one."""
        return self.random.choices([choice for _, choice in table], [weight for weight, _ in table])[0]

    def name(self, kind):
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        return f"{kind}{self.numbers[kind]}"

    # -- conditions ----------------------------------------------------------------------------------------------------

    def condition(self, depth=0):
        """About the parameters, which nothing changes."""
        kind = self.weighted([(6, "var"), (3, "is"), (2 - depth, "two"), (0.4, "odd")])
        if kind == "var":
            made = ("var", self.pick("a", "b", "c"))
            return ("not", made) if self.likely(0.3) else made
        if kind == "is":
            return self.pick(
                ("is", "n", self.pick("==", "!=", "<", ">="), self.pick("1", "2")),
                ("is", "n", self.pick("==", ">", "!="), "0"),
                ("is", "a", "!=", "b"),
            )
        if kind == "odd":
            return ("is", "n % 2", "==", self.pick("0", "1"))
        return (self.pick("and", "or"), self.condition(depth + 1), self.condition(depth + 1))

    def opposite(self, condition):
        """In one of its spellings."""
        kind = condition[0]
        if kind == "not":
            return condition[1]
        if kind == "is" and self.likely(0.8):
            return ("is", condition[1], OPPOSITE[condition[2]], condition[3])
        if kind in ("and", "or") and self.likely(0.5):
            return ("or" if kind == "and" else "and", self.opposite(condition[1]), self.opposite(condition[2]))
        return ("not", condition)

    def text(self, condition, within=False):
        kind = condition[0]
        if kind == "var":
            return condition[1] if self.likely(0.95) else f"({condition[1]} == true)"
        if kind == "is":
            made = " ".join(condition[1:])
            return f"({made})" if within else made
        if kind == "not":
            inner = self.text(condition[1], True)
            return f"!{inner}" if self.likely(0.95) else f"({inner} == false)"
        word = {"and": " && ", "or": " || "}[kind]
        made = self.text(condition[1], True) + word + self.text(condition[2], True)
        return f"({made})" if within else made

    # -- values --------------------------------------------------------------------------------------------------------

    def created(self, depth=0):
        key = self.random.randrange(10)
        return self.weighted(
            [
                (8, f"load({key})"),
                (2, f"ready({key})"),
                (2, f"compute({key})"),
                (0.5, f"value_task<int>({key})"),
                (0.5, f"pass_on(load({key}))"),
                (0.3, f"[] {{ return load({key}); }}()"),
            ]
        )

    def fresh_values(self):
        return [value for value in self.values if self.state[value] == "fresh"]

    def add(self, place, state, *spelled):
        self.values.append(place)
        self.state[place] = state
        self.spelled[place] = [place, *spelled]

    def declare(self):
        """A new value, in a variable or in what holds one."""
        name, number = self.name("v"), self.numbers["v"]
        kind = self.weighted(
            [
                (10, "plain"),
                (3, "empty"),
                (1.5, "from value"),
                (1, "choice"),
                (1.5, "moved"),
                (1.5, "optional"),
                (1, "holder"),
                (1, "array"),
                (1, "vector"),
                (0.7, "unique"),
            ]
        )
        fresh = self.fresh_values()
        if kind == "moved" and not fresh:
            kind = "plain"
        if kind == "plain":
            self.add(name, "fresh")
            how = self.pick(f"auto {name} = {{}};", f"value_task<int> {name} = {{}};", f"value_task<int> {name}{{{{{{}}}}}};")
            return [line(how.format(self.created()))]
        if kind == "empty":
            self.add(name, "empty")
            return [line(f"value_task<int> {name};"), *self.fill(name)]
        if kind == "from value":
            self.add(name, "fresh")
            return [line(f"value_task<int> {name} = {number};")]
        if kind == "choice":
            self.add(name, "fresh")
            return [line(f"auto {name} = {self.text(self.condition(), True)} ? {self.created()} : {self.created()};")]
        if kind == "moved":
            other = self.pick(*fresh)
            self.add(name, "fresh")
            self.state[other] = "spent"
            return [line(f"{self.pick('auto', 'value_task<int>')} {name} = std::move(«{self.spell(other)}»);")]
        if kind == "optional":
            name = f"o{number}"
            self.add(f"*{name}", "fresh")
            if self.likely(0.5):
                return [line(f"std::optional<value_task<int>> {name} = {self.created()};")]
            way = self.pick(f"{name} = {{}};", f"{name}.emplace({{}});").format(self.created())
            return [line(f"std::optional<value_task<int>> {name};"), line(way)]
        if kind == "unique":
            name = f"u{number}"
            self.add(f"*{name}", "fresh")
            return [line(f"auto {name} = std::make_unique<value_task<int>>({self.created()});")]
        if kind == "holder":
            name = f"h{number}"
            self.add(f"{name}.value", "fresh")
            return [line(f"holder {name}{{{self.created()}}};")]
        if kind == "array":
            name = f"pair{number}"
            self.add(f"{name}[0]", "fresh")
            self.add(f"{name}[1]", "fresh")
            return [line(f"std::array<value_task<int>, 2> {name}{{{self.created()}, {self.created()}}};")]
        name = f"all{number}"
        self.add(f"{name}[0]", "fresh", f"{name}.front()")
        made = [line(f"std::vector<value_task<int>> {name};"), line(f"{name}.push_back({self.created()});")]
        if self.likely(0.5):
            self.add(f"{name}[1]", "fresh")
            made.append(line(f"{name}.push_back({self.created()});"))
        return made

    def alias(self):
        """Another name for a value; or for one of two."""
        plain = [value for value in self.values if value.startswith("v") and self.state[value] != "held"]
        if not plain:
            return self.declare()
        value = self.pick(*plain)
        if len(plain) > 1 and self.likely(0.35):
            other = self.pick(*[one for one in plain if one != value])
            if self.state[value] == self.state[other] == "fresh":
                condition = self.condition()
                name = self.name("r")
                self.state[value] = ("if", condition)
                self.state[other] = ("if", self.opposite(condition))
                made = [line(f"auto &{name} = {self.text(condition, True)} ? {value} : {other};")]
                if self.likely(0.3):
                    made = [line(f"auto *{name} = {self.text(condition, True)} ? &{value} : &{other};")]
                    name = f"*{name}"
                return made + [self.consumption(name)]
        if self.likely(0.5):
            name = self.name("r")
            self.spelled[value].append(name)
            return [line(f"auto &{name} = {value};")]
        name = self.name("p")
        self.spelled[value].append(f"*{name}")
        return [line(f"{self.pick('auto', 'value_task<int>')} *{name} = &{value};")]

    def spell(self, place):
        if self.likely(0.6):
            return place
        return self.pick(*self.spelled.get(place, [place]))

    @staticmethod
    def member(x, mark="{}"):
        """Before a dot."""
        return f"({mark.format(x)})" if x.startswith("*") else mark.format(x)

    # -- consumption ---------------------------------------------------------------------------------------------------

    def consumption(self, place):
        """A statement that consumes what is there."""
        x = self.spell(place)
        address = x[1:] if x.startswith(("*p", "*r")) else f"&{x}"
        awaited = [
            (8, f"co_await «{x}»"),
            (4, f"co_await std::move(«{x}»)"),
            (1.5, f"co_await take(std::move(«{x}»))"),
            (1, f"co_await take_rvalue(std::move({x}))"),
            (1.5, f"co_await take_reference({x})"),
            (1, f"co_await take_pointer({address})"),
            (0.7, f"co_await {self.member(x, '«{}»')}.as_task()"),
            (0.7, f"co_await [&]() -> value_task<int> {{ co_return co_await «{x}»; }}()"),
            (0.5, f"co_await pass_on(std::move(«{x}»))"),
            (0.4, f"co_await std::exchange(«{x}», value_task<int>())"),
            (0.4, f"co_await [](value_task<int> taken) -> value_task<int> {{ co_return co_await «taken»; }}(std::move(«{x}»))"),
        ]
        # In a try block, only what may fail where it runs: the checker doesn't know that detach() throws nothing.
        kind = self.weighted([(10, "add"), (2, "void"), (0 if self.tries else 1.5, "statement"), (1, "asked"), (0.7, "result"), (0.7, "condition")])
        if kind == "add":
            return line(f"total += {self.weighted(awaited)};")
        if kind == "void":
            return line(f"(void)({self.weighted(awaited)});")
        if kind == "condition":
            return block(f"if ({self.weighted(awaited)} > 5) {{", [line("total += 10;")])
        if kind == "result" and self.likely(0.3):
            return line(f"total += {self.member(x, '⟦{}⟧')}.result();")
        if kind in ("asked", "result"):
            ask = self.pick(f"{self.member(x)}.is_completed()", f"{self.member(x)}.is_completed()", f"is_there({x})")
            result, wait = line(f"total += {self.member(x, '⟦{}⟧')}.result();"), line(f"total += co_await «{x}»;")
            if self.likely(0.3):
                return block(f"if (!{ask}) {{", [wait], "} else {", [result])
            return block(f"if ({ask}) {{", [result], "} else {", [wait])
        return line(
            self.pick(
                f"valuetask::detach(std::move(«{x}»));",
                f"drop(std::move(«{x}»));",
                f"[&] {{ valuetask::detach(std::move(«{x}»)); }}();",
                f"[taken = std::move(«{x}»)]() mutable {{ valuetask::detach(std::move(«taken»)); }}();",
            )
        )

    def fill(self, place):
        """A statement after which it has something to consume."""
        self.state[place] = "fresh"
        x = self.spell(place)
        created = self.created()
        if self.likely(0.1):
            return [line(f"refill({x});")]
        if self.likely(0.15):
            other = self.name("w")
            return [line(f"auto {other} = {created};"), line(self.pick(f"std::swap({x}, {other});", f"{x} = std::move({other});"))]
        return [line(f"{x} = {created};")]

    def consume(self, place):
        """Consumes it where nobody did; mostly. Statements."""
        state = self.state[place]
        if place in self.records and state != "held":
            return self.consume_by_record(place)
        if self.likely(MISTAKE) and state != "held":
            self.state[place] = "spent"
            return [self.consumption(place)]
        if state == "fresh":
            self.state[place] = "spent"
            return [self.consumption(place)]
        if isinstance(state, tuple):
            self.state[place] = "spent"
            return self.under(self.opposite(state[1]), [self.consumption(place)])
        if state in ("spent", "empty") and self.likely(0.5):
            return self.fill(place)
        return []

    def consume_by_record(self, place):
        mark, question = self.records[place]
        if question.startswith("!done") and mark.endswith("= true;") and self.likely(0.15):
            return [block(f"if (!std::exchange({question[1:]}, true)) {{", [self.consumption(place)])]
        body = [self.consumption(place), line(mark)]
        if self.likely(0.3) and place not in mark:
            body.reverse()
        return [block(f"if ({question}) {{", body)]

    def under(self, condition, body):
        """The body where the condition is true, in one of the ways to say so."""
        kind = self.weighted([(8, "if"), (1, "else"), (1, "named"), (0.5, "switch"), (0.5, "while"), (0.5, "for"), (0.5, "do"), (1.5, "operand")])
        text = self.text(condition)
        added = re.fullmatch(r"total \+= (.*);", body[0].parts[0][0]) if len(body) == 1 and not body[0].tail else None
        if kind == "operand" and added:
            text = self.text(condition, True)
            if self.likely(0.5):
                return [line(f"total += {text} ? {added[1]} : 0;")]
            return [block(f"if ({text} && {added[1]} > 3) {{", [line("total += 2;")])]
        if kind == "else":
            return [block(f"if ({self.text(self.opposite(condition))}) {{", [line("++total;")], "} else {", body)]
        if kind == "named":
            name = self.name("is")
            return [line(f"{self.pick('const bool', 'bool', 'auto')} {name} = {text};"), block(f"if ({name}) {{", body)]
        if kind == "switch":
            return [block(f"switch (static_cast<int>({text})) {{ case 1: {{", body, "break; } default: {", [line("++total;")], "}", [])]
        if kind == "while":
            return [block(f"while ({text}) {{", [*body, line("break;")])]
        if kind == "for":
            name = self.name("i")
            return [block(f"for (int {name} = 0; {name} < 1 && {self.text(condition, True)}; ++{name}) {{", body)]
        if kind == "do":
            return [block("do {", [block(f"if ({self.text(self.opposite(condition))}) {{", [line("break;")]), *body], "} while (false); {", [])]
        return [block(f"if ({text}) {{", body)]

    # -- statements ----------------------------------------------------------------------------------------------------

    def end_of(self, values):
        """What is to be done with these before they are gone."""
        made = []
        for value in values:
            state = self.state[value]
            is_open = state == "fresh" or isinstance(state, tuple) or (value in self.records and state != "held")
            if is_open and not self.likely(MISTAKE):
                made += self.consume(value)
        return made

    def leave(self):
        """The end of the function, here; with the duties done, mostly."""
        made = self.end_of(self.values)
        return [*made, line(self.pick("co_return total;", f"co_return {self.random.randrange(9)};"))]

    def body(self, depth, length=None):
        """A scope: what is declared in it is consumed in it."""
        known, before = list(self.values), set(self.values)
        spelled = {value: list(ways) for value, ways in self.spelled.items()}
        made = []
        for _ in range(length or self.pick(1, 1, 2)):
            self.left -= 1
            made += self.statement(depth if self.left > 0 else DEEPEST)
        made += self.end_of([value for value in self.values if value not in before])
        self.values, self.spelled = known, spelled
        return made

    def branches(self, condition, depth):
        """if, with or without an else."""
        before = dict(self.state)
        first = self.body(depth + 1)
        if leaves := self.likely(0.2):
            first += self.leave()
        after_first = dict(self.state)
        self.state = dict(before)
        second = self.body(depth + 1) if self.likely(0.4) else []
        for value in before:
            if leaves or after_first[value] == self.state[value]:
                continue
            spent = (after_first[value] == "spent", self.state[value] == "spent")
            if before[value] == "fresh" and spent == (True, False) and self.state[value] == "fresh":
                self.state[value] = ("if", condition)
            elif before[value] == "fresh" and spent == (False, True) and after_first[value] == "fresh":
                self.state[value] = ("if", self.opposite(condition))
            else:
                self.state[value] = "unknown"
        if second:
            return [block(f"if ({self.text(condition)}) {{", first, "} else {", second)]
        return self.under(condition, first)

    def hold(self):
        """A loop's body may run often, or not at all: what is outside stays as it is. Gives what to restore."""
        before = dict(self.state)
        for value in self.values:
            if value not in self.records:
                self.state[value] = "held"
        return before

    def loop(self, depth):
        before = self.hold()
        body = self.body(depth + 1)
        if self.likely(0.3):
            ended = [line(self.pick("break;", "continue;", "++total;"))]
            body.insert(self.random.randrange(len(body) + 1), block(f"if ({self.text(self.condition())}) {{", ended))
        self.state = before
        return [self.loop_around(body)]

    def loop_around(self, body):
        name = self.name("i")
        head = self.pick(
            f"for (int {name} = 0; {name} < n; ++{name}) {{",
            f"for (int {name} = 0; {name} != 2; ++{name}) {{",
            f"for (int {name} = n; {name} > 0; {name} -= 1) {{",
            f"for (bool {name} : {{a, b}}) {{",
        )
        if self.likely(0.2):
            return block("do {", [*body, line("++n;")], "} while (n < 3); {", [])
        if self.likely(0.2):
            return block("while (n-- > 0) {", body)
        return block(head, body)

    def loop_over_value(self, depth):
        """A loop that consumes what is outside of it: refilled, once, or at one of its iterations."""
        fresh = [value for value in self.fresh_values() if value not in self.records]
        if not fresh:
            return self.loop(depth)
        value = self.pick(*fresh)
        kind = self.pick("refill", "refill", "once", "first", "until")
        name = self.name("i")
        use = self.consumption(value)
        if kind == "refill":
            body = [use, *self.body_held(depth), *self.fill(value)]
            return [self.loop_around(body)]
        if kind == "once":
            self.state[value] = "unknown"
            bound = self.pick("n", "3")
            self.state[value] = ("if", ("is", "n", ">", "0")) if bound == "n" else "spent"
            return [block(f"for (int {name} = 0; {name} < {bound}; ++{name}) {{", [use, line("break;")])]
        if kind == "first":
            self.state[value] = ("if", ("is", "n", ">", "0"))
            which = f"{name} == {self.pick('0', '0', 'n - 1')}"
            return [block(f"for (int {name} = 0; {name} < n; ++{name}) {{", [block(f"if ({which}) {{", [use]), line("++total;")])]
        condition = self.condition()
        self.state[value] = "spent"
        last = [use, line("break;")]
        return [
            block(
                "while (true) {",
                [block(f"if ({self.text(condition)} || total > 3) {{", last), line("++total;"), line("total += 4;")],
            )
        ]

    def body_held(self, depth):
        before = self.hold()
        made = self.body(depth + 1, 1) if self.likely(0.5) else []
        self.state = before
        return made

    def throws(self):
        """What may throw: as nobody knows, or by its argument."""
        return line(self.pick("check(n);", "check(total);", f"require({self.text(self.condition())});"))

    def handled(self, depth):
        """try and catch. What is outside of it is consumed before anything in it can throw, or afterwards."""
        throws = self.throws()
        before = dict(self.state)
        value = self.pick(*fresh) if (fresh := self.fresh_values()) and self.likely(0.5) else None
        held = self.hold()
        self.tries += 1
        inner = self.body(depth + 1, 1)
        self.state = held
        body = [*inner, throws] if self.likely(0.7) else [throws, *inner]
        failed = self.name("failed")
        made = [line(f"bool {failed} = false;")]
        afterwards = []
        if value and value not in self.records:
            self.state[value] = "spent"
            use = self.consumption(value)
            where = self.pick("before", "both", "in")
            body.insert(0 if where == "before" else len(body), use)
            if where == "both":
                afterwards = [block(f"if ({failed}) {{", [self.consumption(value)])]
        self.tries -= 1
        if self.likely(0.25) and not afterwards:
            after, self.state = self.state, before
            afterwards = [block(f"if ({failed}) {{", self.leave())]
            self.state = after
        handler = [line(f"{failed} = true;" if afterwards else self.pick("total -= 1;", "total = 7;"))]
        if not afterwards:
            made = []
        return [*made, block("try {", body, "} catch (int) {", handler), *afterwards]

    def switched(self, depth):
        before = dict(self.state)
        after, parts = [], []
        for head in ("switch (n) { case 0: {", "case 1: {", "default: {"):
            self.state = dict(before)
            body = self.body(depth + 1)
            ends = self.likely(0.85)
            parts += [("" if not parts else ("break; } " if parts_end else "} ")) + head, body]
            parts_end = ends
            after.append(dict(self.state))
        for value in before:
            states = [one[value] for one in after]
            if all(state == states[0] for state in states):
                self.state[value] = states[0]
            elif before[value] == "fresh" and all(state in ("fresh", "spent") for state in states) and states.count("spent") == 1:
                which = states.index("spent")
                self.state[value] = ("if", [("is", "n", "==", "0"), ("is", "n", "==", "1"), ("is", "n", ">", "1")][which])
            else:
                self.state[value] = "unknown"
        return [block(*parts, "} }  {", [])]

    def pointer_to_chosen(self):
        """A pointer that points somewhere on one path only."""
        fresh = [value for value in self.fresh_values() if value.startswith("v") and value not in self.records]
        if not fresh:
            return self.declare()
        value, name, condition = self.pick(*fresh), self.name("p"), self.condition()
        self.state[value] = ("if", condition)
        return [
            line(f"value_task<int> *{name} = nullptr;"),
            *self.under(condition, [line(f"{name} = &{value};")]),
            block(f"if ({self.pick(name, f'{name} != nullptr')}) {{", [self.consumption(f"*{name}")]),
        ]

    def recorded(self):
        """A value with something that remembers whether it was consumed."""
        made = self.declare()
        value = self.values[-1]
        if self.state[value] != "fresh" or value in self.records:
            return made
        if value.startswith("*o"):
            self.records[value] = (f"{value[1:]}.reset();", self.pick(value[1:], f"{value[1:]}.has_value()"))
            return made
        if value.startswith("v") and self.likely(0.15):
            name = self.name("p")
            self.records[value] = (f"{name} = nullptr;", name)
            return [*made, line(f"value_task<int> *{name} = &{value};")]
        name = self.name("done")
        declaration, mark, question = (text.format(name) for text in self.weighted(RECORDS))
        self.records[value] = (mark, question)
        return [line(declaration), *made]

    def lambda_called(self):
        """A lambda with a name that consumes what it captured, called under a condition."""
        fresh = [value for value in self.fresh_values() if value.startswith("v") and value not in self.records]
        if not fresh:
            return self.declare()
        value, name = self.pick(*fresh), self.name("run")
        if self.likely(0.5):
            condition = self.condition()
            self.state[value] = ("if", condition)
            call = self.under(condition, [line(f"total += co_await {name}();")])
        else:
            self.state[value] = "spent"
            call = [line(f"total += co_await {name}();")]
        return [line(f"auto {name} = [&]() -> value_task<int> {{ co_return co_await «{value}»; }};"), *call]

    def remembered(self):
        """A value that is consumed under a condition, and later if something remembers that it wasn't."""
        fresh = [value for value in self.fresh_values() if value not in self.records]
        if not fresh:
            return self.declare()
        value, name, condition = self.pick(*fresh), self.name("done"), self.condition()
        declaration, mark, question = (text.format(name) for text in self.weighted(RECORDS))
        self.state[value] = "spent"
        first = [self.consumption(value), line(mark)]
        if self.likely(0.3):
            first.reverse()
        return [line(declaration), *self.under(condition, first), block(f"if ({question}) {{", [self.consumption(value)])]

    def all_elements(self):
        """A loop over all that an array or a vector has."""
        holders = {value[:-3] for value in self.fresh_values() if value.endswith("[0]") and value not in self.records}
        whole = [
            name
            for name in sorted(holders)
            if all(self.state[value] == "fresh" for value in self.values if value.startswith(f"{name}["))
        ]
        if not whole:
            return self.declare()
        name = self.pick(*whole)
        for value in self.values:
            if value.startswith(f"{name}["):
                self.state[value] = "spent"
        if self.likely(0.6):
            element = self.name("r")
            return [block(f"for (auto &{element} : {name}) {{", [self.consumption(element)])]
        index = self.name("i")
        use = line(f"total += co_await «{name}[{index}]»;")
        return [block(f"for (std::size_t {index} = 0; {index} < {name}.size(); ++{index}) {{", [use])]

    def whole_moved(self):
        """A structure is moved, and with it what it holds."""
        fresh = [value for value in self.fresh_values() if value.startswith("h") and value not in self.records]
        if not fresh:
            return self.declare()
        old, new = self.pick(*fresh).removesuffix(".value"), f"h{self.name('v')[1:]}"
        self.state[f"{old}.value"] = "spent"
        self.add(f"{new}.value", "fresh")
        return [line(f"{self.pick('auto', 'holder')} {new} = std::move({old});")]

    def statement(self, depth):
        ready = [value for value in self.values if self.state[value] != "held"]
        deep = depth >= DEEPEST
        kind = self.weighted(
            [
                (5 if len(self.values) < 3 else 0.7, "declare"),
                (6 if ready else 0, "consume"),
                (1.2 if ready else 0, "refill"),
                (1.3 if ready else 0, "alias"),
                (0 if deep else 7, "branches"),
                (0 if deep else 1.3, "loop"),
                (0 if deep else 1.3, "loop over value"),
                (0 if deep else 1.5, "handled"),
                (0 if deep else 0.8, "switched"),
                (1, "leave"),
                (0.6, "stop"),
                (1.5, "recorded"),
                (1, "remembered"),
                (0.6, "all elements"),
                (0.3, "whole moved"),
                (0.6, "pointer"),
                (0.7, "lambda"),
                (0.5, "noise"),
                (0.3, "dead"),
                (0.6, "throw"),
                (0.3, "swap"),
                (0.3, "change"),
            ]
        )
        if kind == "declare":
            return self.declare()
        if kind == "recorded":
            return self.recorded()
        if kind == "consume":
            return self.consume(self.pick(*ready))
        if kind == "refill":
            value = self.pick(*ready)
            if value in self.records or (self.state[value] not in ("spent", "empty") and not self.likely(MISTAKE)):
                return self.consume(value)
            return self.fill(value)
        if kind == "alias":
            return self.alias()
        if kind == "branches":
            return self.branches(self.condition(), depth)
        if kind == "loop":
            return self.loop(depth)
        if kind == "loop over value":
            return self.loop_over_value(depth)
        if kind == "handled":
            return self.handled(depth)
        if kind == "switched":
            return self.switched(depth)
        if kind == "pointer":
            return self.pointer_to_chosen()
        if kind == "lambda":
            return self.lambda_called()
        if kind == "remembered":
            return self.remembered()
        if kind == "all elements":
            return self.all_elements()
        if kind == "whole moved":
            return self.whole_moved()
        if kind == "leave":
            before = dict(self.state)
            made = self.under(self.condition(), self.leave())
            self.state = before
            return made
        if kind == "stop":
            return self.under(self.condition(), [line("stop();")])
        if kind == "throw":
            return [self.throws()]
        if kind == "dead" and ready:
            return [block(self.pick("if (false) {", "if (n > 5 && n < 3) {", "if (a && !a) {"), [self.consumption(self.pick(*ready))])]
        if kind == "swap":
            plain = [value for value in ready if value.startswith("v") and value not in self.records]
            if len(plain) > 1:
                one, other = self.random.sample(plain, 2)
                self.state[one], self.state[other] = self.state[other], self.state[one]
                return [line(f"std::swap({one}, {other});")]
        if kind == "change":
            return [line(self.pick("a = !a;", "++n;", "b = c;", "c = is_odd(n);"))]
        return [line(self.pick("note(total);", "++total;", "total += n;"))]


def make(seed):
    """The body of one function."""
    maker = Maker(str(seed))
    return maker.body(0, maker.pick(2, 3, 4, 5, 6))
