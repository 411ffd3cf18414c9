// The language server with the packages that Visual Studio Code has for it: lsp_client.js CHECKER FOLDER
// What it sends is checked for its form as well, by the functions that the protocol's package has for its types.
"use strict";
const assert = require("node:assert");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const rpc = require("vscode-jsonrpc/node");
const lsp = require("vscode-languageserver-protocol");

const [checker, folder] = process.argv.slice(2);

function textOf(file) {
  return fs.readFileSync(path.join(folder, file), "utf8");
}

function applied(text, edits) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = (position) => starts[position.line] + position.character; // of UTF-16, as strings are here
  for (const edit of [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start)))
    text = text.slice(0, offset(edit.range.start)) + edit.newText + text.slice(offset(edit.range.end));
  return text;
}

async function main() {
  const server = spawn(checker, ["lsp", "-p", folder], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(server.stdout),
    new rpc.StreamMessageWriter(server.stdin),
  );
  connection.onError(([error]) => assert.fail(error));
  const waiting = new Map(); // by URI
  const published = (uri) => new Promise((resolve) => waiting.set(uri, resolve));
  connection.onNotification(lsp.PublishDiagnosticsNotification.type, (params) => waiting.get(params.uri)?.(params));
  connection.listen();

  const result = await connection.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {
      textDocument: {
        publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
        hover: { contentFormat: [lsp.MarkupKind.Markdown] },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [lsp.CodeActionKind.QuickFix] } } },
      },
      workspace: { workspaceEdit: { documentChanges: true } },
    },
  });
  assert.strictEqual(result.capabilities.positionEncoding, lsp.PositionEncodingKind.UTF16);
  await connection.sendNotification(lsp.InitializedNotification.type, {});

  const open = async (file) => {
    const uri = pathToFileURL(path.join(folder, file)).href;
    const answer = published(uri);
    await connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, {
      textDocument: lsp.TextDocumentItem.create(uri, "cpp", 1, textOf(file)),
    });
    return answer;
  };
  assert.deepStrictEqual((await open("correct.cpp")).diagnostics, []);
  const { uri, version, diagnostics } = await open("misuse.cpp");
  assert.strictEqual(version, 1);
  assert.ok(diagnostics.length >= 3, JSON.stringify(diagnostics));
  for (const diagnostic of diagnostics) {
    assert.ok(lsp.Diagnostic.is(diagnostic), JSON.stringify(diagnostic));
    assert.ok(lsp.CodeDescription.is(diagnostic.codeDescription));
    for (const related of diagnostic.relatedInformation) assert.ok(lsp.DiagnosticRelatedInformation.is(related));
    const hover = await connection.sendRequest(lsp.HoverRequest.type, {
      textDocument: { uri },
      position: diagnostic.range.start,
    });
    assert.ok(lsp.Hover.is(hover) && hover.contents.value.startsWith(`# ${diagnostic.code}\n`), JSON.stringify(hover));
  }

  // The fixes, one after the other, until none is left.
  let text = textOf("misuse.cpp");
  let left = diagnostics;
  let fixes = 0;
  for (let number = 2; ; ++number) {
    const actions = [];
    for (const diagnostic of left)
      actions.push(
        ...(await connection.sendRequest(lsp.CodeActionRequest.type, {
          textDocument: { uri },
          range: diagnostic.range,
          context: { diagnostics: [diagnostic], only: [lsp.CodeActionKind.QuickFix] },
        })),
      );
    if (!actions.length) break;
    for (const action of actions) assert.ok(lsp.CodeAction.is(action), JSON.stringify(action));
    const [change] = actions[0].edit.documentChanges;
    assert.ok(lsp.TextDocumentEdit.is(change) && change.textDocument.version === number - 1, JSON.stringify(change));
    const fixed = applied(text, change.edits);
    assert.notStrictEqual(fixed, text);
    await connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: number },
      contentChanges: [{ text: fixed }],
    });
    fs.writeFileSync(path.join(folder, "misuse.cpp"), fixed);
    const answer = published(uri);
    await connection.sendNotification(lsp.DidSaveTextDocumentNotification.type, { textDocument: { uri } });
    const after = await answer;
    assert.strictEqual(after.version, number);
    assert.ok(after.diagnostics.length < left.length, JSON.stringify(after));
    [text, left] = [fixed, after.diagnostics];
    ++fixes;
  }
  assert.ok(fixes > 0, "no fix was offered");

  await assert.rejects(connection.sendRequest("textDocument/rename", {}), { code: rpc.ErrorCodes.MethodNotFound });
  const cleared = published(uri);
  await connection.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  assert.deepStrictEqual((await cleared).diagnostics, []);
  await connection.sendRequest(lsp.ShutdownRequest.type);
  await connection.sendNotification(lsp.ExitNotification.type);
  assert.strictEqual(await ended, 0);
  console.log(`${diagnostics.length} findings, ${fixes} fixed`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
