// Starts 'valuetask-check lsp', and starts it again when the settings change.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;
let output;
let last = Promise.resolve(); // what was asked for before: one server starts or stops at a time

function server() {
  const settings = vscode.workspace.getConfiguration("valuetask");
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const expanded = (text) => text.replaceAll("${workspaceFolder}", folder ?? ".");
  const build = settings.get("buildFolder");
  return {
    command: expanded(settings.get("path")),
    args: ["lsp", ...(build ? ["-p", expanded(build)] : []), ...settings.get("arguments").map(expanded)],
    options: { cwd: folder },
  };
}

async function stop() {
  const old = client;
  client = undefined;
  // A server that didn't start can't be stopped.
  await old?.stop().catch(() => {});
}

async function start() {
  await stop();
  const run = server();
  client = new LanguageClient("valuetask", "ValueTask", run, {
    documentSelector: [
      { scheme: "file", language: "cpp" },
      { scheme: "file", language: "c" },
    ],
    outputChannel: output,
  });
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(
      `'${run.command}' could not be started: ${error.message ?? error}. Install valuetask-check, or set valuetask.path.`,
    );
  }
}

function next(step) {
  last = last.then(step);
  return last;
}

function activate(context) {
  output = vscode.window.createOutputChannel("ValueTask");
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("valuetask.restart", () => next(start)),
    vscode.commands.registerCommand("valuetask.showLog", () => output.show()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("valuetask")) next(start);
    }),
  );
  return next(start);
}

function deactivate() {
  return next(stop);
}

module.exports = { activate, deactivate };
