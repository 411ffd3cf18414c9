// The extension without Visual Studio Code: vscode_extension.js EXTENSION CHECKER FOLDER
// What of the editor the extension calls is here; its client speaks to the server with the packages that the editor's has.
"use strict";
const assert = require("node:assert");
const { spawn } = require("node:child_process");
const Module = require("node:module");
const path = require("node:path");
const rpc = require("vscode-jsonrpc/node");
const lsp = require("vscode-languageserver-protocol");

const [extension, checker, folder] = process.argv.slice(2).map((name) => path.resolve(name));
const settings = { path: checker, buildFolder: "${workspaceFolder}", arguments: ["--no-cache"] };
const started = [];
const errors = [];
const commands = {};
let onChange;

class LanguageClient {
  constructor(id, name, run, options) {
    started.push({ run, options });
    this.run = run;
  }
  async start() {
    this.server = spawn(this.run.command, this.run.args, { ...this.run.options, stdio: ["pipe", "pipe", "inherit"] });
    this.ended = new Promise((resolve) => this.server.on("exit", resolve));
    await new Promise((resolve, reject) => this.server.once("spawn", resolve).once("error", reject));
    this.connection = rpc.createMessageConnection(
      new rpc.StreamMessageReader(this.server.stdout),
      new rpc.StreamMessageWriter(this.server.stdin),
    );
    this.connection.listen();
    await this.connection.sendRequest(lsp.InitializeRequest.type, { processId: null, rootUri: null, capabilities: {} });
  }
  async stop() {
    if (!this.connection) throw new Error("it doesn't run");
    await this.connection.sendRequest(lsp.ShutdownRequest.type);
    await this.connection.sendNotification(lsp.ExitNotification.type);
    assert.strictEqual(await this.ended, 0);
  }
}

const vscode = {
  workspace: {
    getConfiguration: (section) => ({ get: (name) => (assert.strictEqual(section, "valuetask"), settings[name]) }),
    workspaceFolders: [{ uri: { fsPath: folder } }],
    onDidChangeConfiguration: (handler) => ((onChange = handler), {}),
  },
  window: {
    createOutputChannel: () => ({ show: () => {} }),
    showErrorMessage: (message) => errors.push(message),
  },
  commands: { registerCommand: (name, handler) => ((commands[name] = handler), {}) },
};

const load = Module._load;
Module._load = function (name, ...rest) {
  if (name === "vscode") return vscode;
  if (name === "vscode-languageclient/node") return { LanguageClient };
  return load.call(this, name, ...rest);
};

async function main() {
  const { activate, deactivate } = require(path.join(extension, "extension.js"));
  await activate({ subscriptions: [] });
  assert.deepStrictEqual(started[0].run, {
    command: checker,
    args: ["lsp", "-p", folder, "--no-cache"],
    options: { cwd: folder },
  });
  assert.deepStrictEqual(errors, []);
  // Other settings than its own change nothing; its own start the server again.
  await onChange({ affectsConfiguration: () => false });
  assert.strictEqual(started.length, 1);
  settings.buildFolder = "";
  onChange({ affectsConfiguration: (section) => section === "valuetask" });
  await commands["valuetask.restart"]();
  assert.deepStrictEqual(started.map((each) => each.run.args.length), [4, 2, 2]);
  // A program that isn't there is one message, and a later setting is used.
  settings.path = "/not/there";
  await commands["valuetask.restart"]();
  assert.strictEqual(errors.length, 1);
  assert.match(errors[0], /^'\/not\/there' could not be started: .*valuetask\.path\.$/);
  settings.path = checker;
  await commands["valuetask.restart"]();
  await deactivate();
  assert.strictEqual(errors.length, 1);
  console.log(`the extension started ${started.length} clients`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
