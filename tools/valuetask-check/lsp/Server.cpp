//===--- Server.cpp - the command 'lsp' -----------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Server.h"
#include "analysis/ResultCache.h"
#include "findings/Rules.h"
#include "input/Paths.h"
#include "lsp/Documents.h"
#include "lsp/Framing.h"
#include "lsp/Uri.h"
#include "merge/RunEnd.h"
#include "profile/Json.h"
#include "reports/PlainText.h"
#include "reports/RulePages.h"
#include "reports/Summary.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <set>
#include <unistd.h>

namespace valuetask {

namespace json = llvm::json;
namespace path = llvm::sys::path;

namespace {

/// JSON-RPC's, and the protocol's own.
enum ErrorCode {
  ParseError = -32700,
  InvalidRequest = -32600,
  MethodNotFound = -32601,
  InvalidParams = -32602,
  ServerNotInitialized = -32002
};

/// The protocol's MessageType.
enum MessageType { MessageWarning = 2, MessageInfo = 3 };

/// Of a position: line and character.
using Place = std::pair<int64_t, int64_t>;

std::optional<Place> placeIn(const json::Object *Position) {
  const std::optional<int64_t> Line = Position ? Position->getInteger("line") : std::nullopt;
  const std::optional<int64_t> Column = Position ? Position->getInteger("character") : std::nullopt;
  if (!Line || !Column)
    return std::nullopt;
  return Place(*Line, *Column);
}

std::optional<std::pair<Place, Place>> rangeIn(const json::Object *Range) {
  const std::optional<Place> Start = placeIn(Range ? Range->getObject("start") : nullptr);
  const std::optional<Place> End = placeIn(Range ? Range->getObject("end") : nullptr);
  if (!Start || !End)
    return std::nullopt;
  return std::pair(*Start, *End);
}

/// The value at the end of a path of keys; null where there is none.
const json::Value *valueAt(const json::Object *From, llvm::ArrayRef<llvm::StringRef> Keys) {
  for (const llvm::StringRef Key : Keys.drop_back())
    From = From ? From->getObject(Key) : nullptr;
  return From ? From->get(Keys.back()) : nullptr;
}

bool isTrueAt(const json::Object *From, llvm::ArrayRef<llvm::StringRef> Keys) {
  const json::Value *Found = valueAt(From, Keys);
  return Found && Found->getAsBoolean().value_or(false);
}

std::string uriIn(const json::Object *Params) {
  const json::Value *Uri = valueAt(Params, {"textDocument", "uri"});
  return Uri ? Uri->getAsString().value_or("").str() : "";
}

/// A kind of code actions contains those that begin with it: 'a' contains 'a.b'.
bool wantsQuickFixes(const json::Object &Params) {
  const json::Value *Only = valueAt(&Params, {"context", "only"});
  const json::Array *Kinds = Only ? Only->getAsArray() : nullptr;
  return !Kinds || llvm::any_of(*Kinds, [](const json::Value &Kind) {
    const std::optional<llvm::StringRef> Name = Kind.getAsString();
    return Name == "" || Name == "quickfix";
  });
}

/// Without what editors have their own way with: a byte order mark, line ends, and whether the last
/// line has one.
std::string withoutLineEnds(llvm::StringRef Text) {
  Text.consume_front("\xef\xbb\xbf");
  std::string Result = Text.rtrim("\r\n").str();
  llvm::erase(Result, '\r');
  return Result;
}

/// Does an editor show what the disk has? Of bytes that are no UTF-8 it shows something else.
bool isSameText(llvm::StringRef Shown, llvm::StringRef OnDisk) {
  return !json::isUTF8(OnDisk) || withoutLineEnds(Shown) == withoutLineEnds(OnDisk);
}

class Server {
public:
  Server(const Settings &Asked, std::unique_ptr<clang::tooling::CompilationDatabase> Fixed,
         FileAnalysis Analyse, int Output)
      : Asked(Asked), Databases(std::move(Fixed)), Analyse(std::move(Analyse)), Output(Output),
        Writer(Output), Opened(
                            Asked.Limits.Jobs, [this](const Document &Of) { prepare(Of); },
                            [this](const Document &Of) { return analysed(Of); }) {}

  int run() {
    while (!ExitCode) {
      Opened.collect([this](Document &Of) { publish(Of); });
      Opened.startWaiting();
      if (!Opened.hasFailed())
        readAndWrite();
    }
    Writer.writeAll();
    if (const std::error_code Problem = Writer.problem())
      return wrongUsage("cannot write to stdout: " + Problem.message());
    return *ExitCode;
  }

private:
  // What goes in and out.

  /// Waits until there is something to read, what there is to write can be written, or an analysis
  /// has ended.
  void readAndWrite() {
    pollfd Both[] = {{Writer.isFull() ? -1 : STDIN_FILENO, POLLIN, 0},
                     {Writer.isWaiting() ? Output : -1, POLLOUT, 0}};
    sigset_t None;
    sigemptyset(&None);
    if (ppoll(Both, std::size(Both), nullptr, &None) <= 0)
      return; // an analysis has ended
    if (Both[1].revents)
      Writer.writeSome();
    if (Writer.problem())
      return end();
    if (Both[0].revents)
      read();
  }

  void read() {
    char Bytes[1 << 16];
    const ssize_t Count =
        llvm::sys::RetryAfterSignal(-1, [&] { return ::read(STDIN_FILENO, Bytes, sizeof Bytes); });
    if (Count == -1 && (errno == EAGAIN || errno == EWOULDBLOCK))
      return; // it was for nothing
    if (Count <= 0)
      return end();
    Reader.add({Bytes, static_cast<size_t>(Count)});
    while (!ExitCode)
      if (std::optional<llvm::Expected<std::string>> Message = Reader.next()) {
        if (*Message)
          handle(**Message);
        else
          replyError(nullptr, ParseError, llvm::toString(Message->takeError()));
      } else {
        break;
      }
  }

  void end() { ExitCode = IsShutDown ? 0 : 1; }

  void send(json::Object Message) {
    Message["jsonrpc"] = "2.0";
    Writer.add(llvm::formatv("{0}", json::Value(std::move(Message))).str());
  }

  void reply(const json::Value &Id, json::Value Result) {
    send(json::Object{{"id", Id}, {"result", std::move(Result)}});
  }

  void replyError(const json::Value &Id, ErrorCode Code, llvm::StringRef Message) {
    send(json::Object{{"id", Id},
                      {"error", json::Object{{"code", static_cast<int>(Code)},
                                             {"message", json::fixUTF8(Message)}}}});
  }

  void notify(llvm::StringRef Method, json::Object Params) {
    send(json::Object{{"method", Method}, {"params", std::move(Params)}});
  }

  void log(MessageType Type, llvm::StringRef Message) {
    notify("window/logMessage",
           json::Object{{"type", static_cast<int>(Type)}, {"message", json::fixUTF8(Message)}});
  }

  // What a message asks for.

  void handle(llvm::StringRef Text) {
    llvm::Expected<json::Value> Parsed = parseJson(Text);
    if (!Parsed)
      return replyError(nullptr, ParseError,
                        "a message is not valid JSON: " + llvm::toString(Parsed.takeError()));
    const json::Object *Message = Parsed->getAsObject();
    if (!Message)
      return replyError(nullptr, InvalidRequest, "a message is not an object");
    const json::Value *Id = Message->get("id");
    const std::optional<llvm::StringRef> Method = Message->getString("method");
    if (!Method && Id && (Message->get("result") || Message->get("error")))
      return; // the answer to a request, of which this server makes none
    const bool HasSoundId =
        !Id || Id->kind() == json::Value::Number || Id->kind() == json::Value::String;
    if (!Method || !HasSoundId)
      return replyError(nullptr, InvalidRequest,
                        Method ? "the id of a request is neither a number nor a text"
                               : "a message has no method");
    static const json::Object NoParams;
    const json::Object *Params = Message->getObject("params");
    if (Id)
      request(*Id, *Method, Params ? *Params : NoParams);
    else
      notification(*Method, Params ? *Params : NoParams);
  }

  void request(const json::Value &Id, llvm::StringRef Method, const json::Object &Params) {
    if (Method == "initialize")
      return IsInitialized ? replyError(Id, InvalidRequest, "the server was initialized before")
                           : reply(Id, initialize(Params));
    if (!IsInitialized)
      return replyError(Id, ServerNotInitialized, "the first request has to be 'initialize'");
    if (IsShutDown)
      return replyError(Id, InvalidRequest, "after 'shutdown' there is no request");
    if (Method == "shutdown") {
      IsShutDown = true;
      return reply(Id, nullptr);
    }
    std::optional<json::Value> (Server::*const Answer)(const json::Object &) =
        Method == "textDocument/hover"        ? &Server::hover
        : Method == "textDocument/codeAction" ? &Server::codeActions
                                              : nullptr;
    if (!Answer)
      return replyError(Id, MethodNotFound, ("there is no method '" + Method + "'").str());
    if (std::optional<json::Value> Result = (this->*Answer)(Params))
      return reply(Id, std::move(*Result));
    replyError(Id, InvalidParams,
               ("the parameters of '" + Method + "' lack the document, or a place in it").str());
  }

  void notification(llvm::StringRef Method, const json::Object &Params) {
    if (Method == "exit")
      return end();
    if (!IsInitialized || IsShutDown)
      return;
    void (Server::*const Handler)(const json::Object &) =
        Method == "textDocument/didOpen"     ? &Server::didOpen
        : Method == "textDocument/didChange" ? &Server::didChange
        : Method == "textDocument/didSave"   ? &Server::didSave
        : Method == "textDocument/didClose"  ? &Server::didClose
                                             : nullptr;
    if (!Handler)
      return;
    if (uriIn(&Params).empty())
      return printWarning("a notification '" + Method + "' without a document was ignored");
    (this->*Handler)(Params);
  }

  json::Value initialize(const json::Object &Params) {
    IsInitialized = true;
    const json::Object *Client = Params.getObject("capabilities");
    HasRelated = isTrueAt(Client, {"textDocument", "publishDiagnostics", "relatedInformation"});
    HasVersions = isTrueAt(Client, {"workspace", "workspaceEdit", "documentChanges"});
    if (const json::Value *Formats = valueAt(Client, {"textDocument", "hover", "contentFormat"}))
      if (const json::Array *Names = Formats->getAsArray(); Names && !Names->empty())
        HasMarkdown = llvm::is_contained(*Names, json::Value("markdown"));
    // Takes what the first analysis would take otherwise: this program is read for it.
    (void)ResultCache::keyOf({});
    return json::Object{
        {"capabilities",
         json::Object{
             {"positionEncoding", "utf-16"},
             {"textDocumentSync",
              json::Object{{"openClose", true},
                           {"change", 2}, // of which only the version is of interest
                           {"save", json::Object{{"includeText", false}}}}},
             {"hoverProvider", true},
             {"codeActionProvider", json::Object{{"codeActionKinds", json::Array{"quickfix"}}}}}},
        {"serverInfo", json::Object{{"name", "valuetask-check"}, {"version", VALUETASK_VERSION}}}};
  }

  void didOpen(const json::Object &Params) {
    const std::string Uri = uriIn(&Params);
    const std::optional<std::string> Path = pathOfUri(Uri);
    // A device may have no end, and the input of the server is one, too.
    if (!Path || (llvm::sys::fs::exists(*Path) && !llvm::sys::fs::is_regular_file(*Path)))
      return log(MessageInfo, "'" + Uri + "' is not a file of this machine, and is not analysed");
    const json::Object *Item = Params.getObject("textDocument");
    Document &Of = Opened.open({Uri, *Path}, Item->getInteger("version").value_or(0));
    const auto OnDisk = llvm::MemoryBuffer::getFile(*Path, /*IsText=*/false,
                                                    /*RequiresNullTerminator=*/false);
    const std::optional<llvm::StringRef> Shown = Item->getString("text");
    Of.IsChanged = !OnDisk || (Shown && !isSameText(*Shown, (*OnDisk)->getBuffer()));
    if (!Of.IsChanged)
      return Opened.analyse(Of, /*IsUrgent=*/false);
    log(MessageInfo,
        "'" + *Path + "' has changes that are not saved; it is analysed when it is saved");
  }

  void didChange(const json::Object &Params) {
    Document *Of = Opened.find(uriIn(&Params));
    if (!Of)
      return;
    Of->IsChanged = true;
    Of->Version = Params.getObject("textDocument")->getInteger("version").value_or(Of->Version + 1);
  }

  void didSave(const json::Object &Params) {
    Document *Of = Opened.find(uriIn(&Params));
    if (!Of)
      return;
    Of->IsChanged = false;
    Of->SavedVersion = Of->Version;
    Opened.analyse(*Of, /*IsUrgent=*/true);
  }

  void didClose(const json::Object &Params) {
    const std::string Uri = uriIn(&Params);
    if (!Opened.find(Uri))
      return;
    Opened.close(Uri);
    notify("textDocument/publishDiagnostics",
           json::Object{{"uri", Uri}, {"diagnostics", json::Array()}});
  }

  /// Calls a function for each diagnostic in a range, with its number. \returns false for a request
  /// without a place
  bool forEachIn(const Document *Of, const std::optional<std::pair<Place, Place>> &Range,
                 llvm::function_ref<void(size_t, const json::Object &)> Do) {
    if (!Range)
      return false;
    if (!Of || !Of->isResultCurrent())
      return true; // its places are those of another text
    for (const auto &[Index, Value] : llvm::enumerate(Of->Result.Diagnostics)) {
      const json::Object *Diagnostic = Value.getAsObject();
      const auto Its = rangeIn(Diagnostic ? Diagnostic->getObject("range") : nullptr);
      if (Its && Its->first <= Range->second && Range->first <= Its->second)
        Do(Index, *Diagnostic);
    }
    return true;
  }

  std::optional<json::Value> hover(const json::Object &Params) {
    const std::string Uri = uriIn(&Params);
    const std::optional<Place> At = placeIn(Params.getObject("position"));
    std::set<llvm::StringRef> Rules;
    std::string Text;
    json::Value Range = nullptr;
    const bool HasPlace =
        !Uri.empty() && At &&
        forEachIn(Opened.find(Uri), std::pair(*At, *At), [&](size_t, const json::Object &Found) {
          const llvm::StringRef Rule = Found.getString("code").value_or("");
          const std::optional<llvm::StringRef> Page = rulePage(Rule);
          if (Rule.empty() || !Page || !Rules.insert(Rule).second)
            return;
          Text += (Text.empty() ? "" : "\n\n---\n\n") +
                  (HasMarkdown ? portablePage(*Page) : plainText(*Page));
          Range = *Found.get("range");
        });
    if (!HasPlace)
      return std::nullopt;
    if (Text.empty())
      return json::Value(nullptr);
    return json::Object{{"contents", json::Object{{"kind", HasMarkdown ? "markdown" : "plaintext"},
                                                  {"value", json::fixUTF8(Text)}}},
                        {"range", std::move(Range)}};
  }

  std::optional<json::Value> codeActions(const json::Object &Params) {
    const std::string Uri = uriIn(&Params);
    const Document *Of = Opened.find(Uri);
    json::Array Actions;
    const bool HasPlace =
        !Uri.empty() &&
        forEachIn(Of, rangeIn(Params.getObject("range")),
                  [&](size_t Index, const json::Object &Diagnostic) {
                    if (std::optional<json::Object> Edit = editFor(*Of, Index))
                      Actions.push_back(action(*Of, Index, Diagnostic, std::move(*Edit)));
                  });
    if (!HasPlace)
      return std::nullopt;
    if (!wantsQuickFixes(Params))
      Actions.clear();
    return json::Value(std::move(Actions));
  }

  static json::Object action(const Document &Of, size_t Index, const json::Object &Diagnostic,
                             json::Object Edit) {
    const json::Object &Fix = *Of.Result.Fixes[Index].getAsObject();
    return json::Object{{"title", Fix.getString("title").value_or("")},
                        {"kind", "quickfix"},
                        {"diagnostics", json::Array{json::Object(Diagnostic)}},
                        {"isPreferred", true},
                        {"edit", std::move(Edit)}};
  }

  /// The fix of a diagnostic, where each file that it changes is as the analysis read it.
  std::optional<json::Object> editFor(const Document &Of, size_t Index) const {
    if (Index >= Of.Result.Fixes.size())
      return std::nullopt;
    const json::Object *Fix = Of.Result.Fixes[Index].getAsObject();
    const json::Array *Edits = Fix ? Fix->getArray("edits") : nullptr;
    if (!Edits)
      return std::nullopt;
    std::map<std::string, json::Array> ByFile;
    for (const json::Value &Each : *Edits) {
      const json::Object &Edit = *Each.getAsObject();
      ByFile[Edit.getString("path").value_or("").str()].push_back(
          json::Object{{"range", *Edit.get("range")}, {"newText", *Edit.get("newText")}});
    }
    json::Array Changes;
    json::Object Plain;
    for (auto &[File, OfFile] : ByFile) {
      const Document *Other = Opened.findFile(File);
      if ((Other && Other->IsChanged) || !isAsItWas(Of, File))
        return std::nullopt;
      const std::string Uri = Other ? Other->Name.Uri : fileUri(File);
      json::Value Version = nullptr;
      if (Other)
        Version = Other->Version;
      if (HasVersions)
        Changes.push_back(json::Object{
            {"textDocument", json::Object{{"uri", Uri}, {"version", std::move(Version)}}},
            {"edits", std::move(OfFile)}});
      else
        Plain[Uri] = std::move(OfFile);
    }
    if (HasVersions)
      return json::Object{{"documentChanges", std::move(Changes)}};
    return json::Object{{"changes", std::move(Plain)}};
  }

  static bool isAsItWas(const Document &Of, const std::string &File) {
    return llvm::any_of(Of.Result.Files, [&](const json::Value &Each) {
      const json::Object *Seen = Each.getAsObject();
      return Seen && Seen->getString("path") == llvm::StringRef(File) &&
             Seen->getString("stamp") == llvm::StringRef(stampOf(File));
    });
  }

  // The analysis.

  /// Reads the database here, so that it is there for the next analysis as well.
  void prepare(const Document &Of) {
    llvm::consumeError(Databases.get(Asked.BuildDir, Of.Name.Path).takeError());
  }

  /// In a process of its own.
  DocumentResult analysed(const Document &Of) {
    Settings OfFile = Asked;
    OfFile.What = Task::Analyse;
    OfFile.Paths = {Of.Name.Path};
    llvm::Expected<AnalysedFiles> Found = Analyse(OfFile, Databases, nearHeader(Of));
    return Found ? resultFor(Of.Name, *Found, HasRelated) : resultFor(Found.takeError());
  }

  /// Where a header was reached before; the sources of its name beside it; what is open, too.
  std::vector<std::string> nearHeader(const Document &Of) const {
    std::vector<std::string> Near;
    if (!Of.Includer.empty())
      Near.push_back(Of.Includer);
    for (const llvm::StringRef Extension : {"cpp", "cc", "cxx", "C"}) {
      llvm::SmallString<256> Source(Of.Name.Path);
      path::replace_extension(Source, Extension);
      Near.push_back(Source.str().str());
    }
    llvm::append_range(Near, Opened.paths());
    return Near;
  }

  void publish(Document &Of) {
    notify("textDocument/publishDiagnostics",
           json::Object{{"uri", Of.Name.Uri},
                        {"version", Of.ResultVersion},
                        {"diagnostics", json::Array(Of.Result.Diagnostics)}});
    if (!Of.Result.Log.empty())
      log(MessageInfo, Of.Result.Log);
    if (!Of.Result.Warning.empty() && Warned.insert(Of.Result.Warning).second)
      log(MessageWarning,
          "the cache could not be written, so that unchanged files are analysed again: " +
              Of.Result.Warning);
  }

  const Settings &Asked;
  KnownDatabases Databases;
  const FileAnalysis Analyse;
  const int Output;
  MessageWriter Writer;
  MessageReader Reader;
  Documents Opened;
  std::set<std::string> Warned;
  std::optional<int> ExitCode;
  bool IsInitialized = false, IsShutDown = false;
  // What the client can do with what it gets.
  bool HasRelated = false, HasVersions = false, HasMarkdown = true;
};

} // namespace

int runServer(const Settings &Asked, std::unique_ptr<clang::tooling::CompilationDatabase> Fixed,
              FileAnalysis Analyse) {
  // Whatever prints to stdout would break the protocol: that is for stderr.
  const int Output = dup(STDOUT_FILENO);
  if (Output == -1 || dup2(STDERR_FILENO, STDOUT_FILENO) == -1)
    return wrongUsage("can't use stdout: " + llvm::sys::StrError());
  // The end of an analysis is to be noticed, and only while there is nothing else to do.
  struct sigaction Noticed{};
  Noticed.sa_handler = [](int) {};
  sigaction(SIGCHLD, &Noticed, nullptr);
  sigset_t Ends;
  sigemptyset(&Ends);
  sigaddset(&Ends, SIGCHLD);
  sigprocmask(SIG_BLOCK, &Ends, nullptr);
  return Server(Asked, std::move(Fixed), std::move(Analyse), Output).run();
}

} // namespace valuetask
