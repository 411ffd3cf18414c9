"""A client of 'valuetask-check lsp' for tests: what it is sent, it keeps, and hands out in the order of its arrival."""

import json
import pathlib
import select
import subprocess
import time
import urllib.parse

FULL = {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}


def uri_of(path):
    return "file://" + urllib.parse.quote(str(pathlib.Path(path).absolute()))


def path_of(uri):
    return pathlib.Path(urllib.parse.unquote(uri.removeprefix("file://")))


def framed(message):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


class Client:
    def __init__(self, checker, *options, capabilities=FULL, patience=60, initialized=True, stderr=None):
        self.server = subprocess.Popen(
            [checker, "lsp", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, bufsize=0
        )
        self.patience = patience
        self.bytes = b""
        self.kept = []
        self.last_id = 0
        self.versions = {}
        if initialized:
            self.capabilities = self.request("initialize", {"capabilities": capabilities})["capabilities"]
            self.notify("initialized", {})

    # Messages.

    def send_bytes(self, data):
        self.server.stdin.write(data)

    def send(self, message):
        self.send_bytes(framed({"jsonrpc": "2.0", **message}))

    def notify(self, method, params=None):
        self.send({"method": method, "params": params or {}})

    def receive(self, until):
        """The next message that arrives; None when there is none until then, or no more."""
        while True:
            header, separator, rest = self.bytes.partition(b"\r\n\r\n")
            if separator:
                name, length = header.split(b": ")
                assert name == b"Content-Length", header
                if len(rest) >= int(length):
                    self.bytes = rest[int(length) :]
                    message = json.loads(rest[: int(length)].decode("utf-8"))
                    assert message["jsonrpc"] == "2.0", message
                    return message
            ready, _, _ = select.select([self.server.stdout], [], [], max(0, until - time.monotonic()))
            data = self.server.stdout.read(1 << 16) if ready else b""
            if not data:
                assert not self.bytes or not ready, f"what is left is no message: {self.bytes!r}"
                return None
            self.bytes += data

    def wait_for(self, wanted, seconds=None):
        """The first message, of those that came or will come, for which the function holds."""
        until = time.monotonic() + (self.patience if seconds is None else seconds)
        for index, message in enumerate(self.kept):
            if wanted(message):
                return self.kept.pop(index)
        while message := self.receive(until):
            if wanted(message):
                return message
            self.kept.append(message)
        return None

    def answer(self, method, params=None):
        """The whole response to a request."""
        self.last_id += 1
        number = self.last_id
        self.send({"id": number, "method": method, "params": params or {}})
        found = self.wait_for(lambda message: message.get("id") == number and "method" not in message)
        assert found, f"no answer to {method}"
        return found

    def request(self, method, params=None):
        found = self.answer(method, params)
        assert "error" not in found, found
        return found["result"]

    # Documents.

    def open(self, path, text=None, version=1, language="cpp"):
        uri = uri_of(path)
        if text is None:
            text = pathlib.Path(path).read_bytes().decode("utf-8", "replace")
        self.versions[uri] = version
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return uri

    def change(self, uri):
        self.versions[uri] += 1
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": self.versions[uri]}, "contentChanges": []})

    def save(self, uri, text=None):
        if text is not None:
            self.change(uri)
            path = path_of(uri)
            new = path.with_name(path.name + ".new")
            new.write_text(text)
            new.rename(path)  # an analysis that runs never sees half of it
        self.notify("textDocument/didSave", {"textDocument": {"uri": uri}})

    def close(self, uri):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def published(self, uri, seconds=None):
        """The parameters of the next publishDiagnostics for a document."""
        found = self.wait_for(
            lambda m: m.get("method") == "textDocument/publishDiagnostics" and m["params"]["uri"] == uri, seconds
        )
        assert found or seconds is not None, f"no diagnostics for {uri}"
        return found and found["params"]

    def diagnostics(self, uri):
        return self.published(uri)["diagnostics"]

    def logged(self, part, seconds=None):
        found = self.wait_for(lambda m: m.get("method") == "window/logMessage" and part in m["params"]["message"], seconds)
        assert found or seconds is not None, f"nothing with '{part}' was logged"
        return found and found["params"]["message"]

    def actions(self, uri, diagnostic, **context):
        where = {"textDocument": {"uri": uri}, "range": diagnostic["range"]}
        return self.request("textDocument/codeAction", {**where, "context": {"diagnostics": [diagnostic], **context}})

    def hover(self, uri, position):
        return self.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": position})

    # The end.

    def stop(self):
        """Ends the server as an editor does. Returns its exit code."""
        assert self.request("shutdown") is None
        self.notify("exit")
        return self.code()

    def code(self):
        self.server.stdin.close()
        while message := self.receive(time.monotonic() + self.patience):
            self.kept.append(message)
        return self.server.wait(self.patience)


def apply_edits(text, edits):
    """A text after the edits of one file, whose positions are in UTF-16 code units."""
    lines = text.splitlines(keepends=True) + [""]

    def offset(position):
        line = lines[position["line"]]
        units = line.encode("utf-16-le")[: 2 * position["character"]]
        return sum(map(len, lines[: position["line"]])) + len(units.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        begin, end = (offset(edit["range"][side]) for side in ("start", "end"))
        text = text[:begin] + edit["newText"] + text[end:]
    return text
