//===--- Baseline.cpp - findings that are known already -------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "merge/Baseline.h"
#include "analysis/Sources.h"
#include "input/Paths.h"
#include "output/OutputFile.h"
#include "profile/Json.h"
#include "reports/Summary.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"

namespace valuetask {

namespace json = llvm::json;

static constexpr int64_t Schema = 1;

Baseline::Kind Baseline::kindOf(const FoundDiagnostic &E, llvm::StringRef Root) {
  return {E.DiagnosticName, relativePath(E.Message.FilePath, Root), E.Function, E.Message.Message};
}

llvm::Expected<Baseline> Baseline::load(llvm::StringRef File) {
  const auto Broken = [&](const llvm::Twine &Why) {
    return llvm::createStringError("'" + File + "' is not a valid baseline: " + Why +
                                   "; --write-baseline makes one");
  };
  const auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createStringError("can't read the baseline '" + File + "': " +
                                   Buffer.getError().message() + "; --write-baseline makes one");
  llvm::Expected<json::Value> Parsed = parseJson((*Buffer)->getBuffer());
  if (!Parsed)
    return Broken(llvm::toString(Parsed.takeError()));
  const json::Object *Document = Parsed->getAsObject();
  const json::Array *Findings = Document ? Document->getArray("findings") : nullptr;
  if (!Findings || !Document->getInteger("schema"))
    return Broken("it has no 'schema' and 'findings'");
  if (*Document->getInteger("schema") != Schema)
    return Broken("it is of another version of this program");
  Baseline Result;
  for (const json::Value &Value : *Findings) {
    Kind Of;
    int64_t Count = 0;
    json::Path::Root Where;
    json::ObjectMapper Map(Value, Where);
    if (!Map || !Map.map("rule", Of.Rule) || !Map.map("file", Of.File) ||
        !Map.map("function", Of.Function) || !Map.map("message", Of.Message) ||
        !Map.map("count", Count) || Count < 1 || Count > UINT32_MAX)
      return Broken("entry " + llvm::Twine(&Value - &*Findings->begin() + 1) + ": " +
                    llvm::toString(Where.getError()));
    Result.Counts[Of] += static_cast<unsigned>(Count);
  }
  return Result;
}

/// (A comment that hides nothing is cheaper to remove than to write down.)
static bool isForBaselines(const FoundDiagnostic &E) {
  return !isCompilerError(E) && E.DiagnosticName != UnusedSuppression;
}

Baseline Baseline::of(const RunResult &Result, llvm::StringRef Root) {
  Baseline All;
  for (const FoundDiagnostic &E : Result.Diagnostics)
    if (isForBaselines(E))
      ++All.Counts[kindOf(E, Root)];
  return All;
}

llvm::Error Baseline::save(llvm::StringRef File) const {
  json::Array Findings;
  for (const auto &[Of, Count] : Counts)
    Findings.push_back(json::Object{{"rule", Of.Rule},
                                    {"file", Of.File},
                                    {"function", Of.Function},
                                    {"message", Of.Message},
                                    {"count", Count}});
  const std::string Text = llvm::formatv(
      "{0:2}\n", json::Value(json::Object{{"schema", Schema}, {"findings", std::move(Findings)}}));
  return writeFile(File, [&](llvm::raw_ostream &Out) { Out << Text; });
}

/// An entry that is left, of the same rule, file and function.
Baseline::Numbers::iterator Baseline::findLike(Numbers &Left, const Kind &Wanted) {
  auto At = Left.lower_bound({Wanted.Rule, Wanted.File, Wanted.Function, ""});
  while (At != Left.end() && At->first.isLike(Wanted) && At->second == 0)
    ++At;
  return At != Left.end() && At->first.isLike(Wanted) ? At : Left.end();
}

Baseline::Difference
Baseline::takeKnown(RunResult &Result, llvm::StringRef Root,
                    llvm::function_ref<bool(llvm::StringRef)> IsCovered) const {
  Numbers Left = Counts;
  Difference Found;
  const auto Hide = [&](unsigned &Count) {
    --Count;
    ++Result.HiddenByBaseline;
    --Result.Findings;
    return true;
  };
  llvm::erase_if(Result.Diagnostics, [&](const FoundDiagnostic &E) {
    const auto It = !isForBaselines(E) ? Left.end() : Left.find(kindOf(E, Root));
    return It != Left.end() && It->second != 0 && Hide(It->second);
  });
  llvm::erase_if(Result.Diagnostics, [&](const FoundDiagnostic &E) {
    const auto It = !isForBaselines(E) ? Left.end() : findLike(Left, kindOf(E, Root));
    if (It == Left.end())
      return false;
    ++Found.Reworded;
    return Hide(It->second);
  });
  for (const auto &[Of, Count] : Left)
    if (Count && IsCovered(Of.File))
      Found.Stale.Counts[Of] = Count;
  return Found;
}

void Baseline::remove(const Baseline &Stale) {
  for (const auto &[Of, Count] : Stale.Counts) {
    const auto It = Counts.find(Of);
    if (It == Counts.end())
      continue;
    It->second -= std::min(It->second, Count);
    if (It->second == 0)
      Counts.erase(It);
  }
}

unsigned Baseline::size() const {
  unsigned Sum = 0;
  for (const auto &[Of, Count] : Counts)
    Sum += Count;
  return Sum;
}

std::vector<std::string> Baseline::lines() const {
  std::vector<std::string> Lines;
  Lines.reserve(Counts.size());
  for (const auto &[Of, Count] : Counts)
    Lines.push_back(llvm::formatv("{0}: {1}{2} [{3}]", Of.File, Of.Message,
                                  Count > 1 ? llvm::formatv(" ({0} times)", Count).str() : "",
                                  Of.Rule));
  return Lines;
}

llvm::Expected<std::optional<Baseline>> loadBaseline(const std::string &File) {
  if (File.empty())
    return std::nullopt;
  llvm::Expected<Baseline> Loaded = Baseline::load(File);
  if (!Loaded)
    return Loaded.takeError();
  return std::move(*Loaded);
}

bool isAnalysed(llvm::StringRef File, llvm::ArrayRef<std::string> Files, const RunResult &Result,
                llvm::StringRef Root) {
  auto IsIt = [&](llvm::StringRef Path) { return relativePath(Path, Root) == File; };
  return llvm::any_of(Files, IsIt) &&
         llvm::none_of(Result.Failed, [&](const Unusable &Problem) { return IsIt(Problem.File); });
}

static llvm::Error writeBaseline(const Settings &Asked, const RunResult &Result) {
  if (Asked.WriteBaseline.empty())
    return llvm::Error::success();
  const Baseline All = Baseline::of(Result, Asked.Root);
  if (llvm::Error E = All.save(Asked.WriteBaseline))
    return E;
  if (!Asked.Quiet)
    llvm::errs() << "valuetask-check: wrote " << counted(All.size(), "finding") << " to '"
                 << Asked.WriteBaseline << "'\n";
  return llvm::Error::success();
}

llvm::Error useBaselines(const Settings &Asked, const std::optional<Baseline> &Old,
                         RunResult &Result, llvm::function_ref<bool(llvm::StringRef)> IsCovered) {
  llvm::Error Problem = writeBaseline(Asked, Result);
  if (!Old)
    return Problem;
  const auto [Stale, Reworded] = Old->takeKnown(Result, Asked.Root, IsCovered);
  if (Reworded && !Asked.Quiet)
    llvm::errs() << "valuetask-check: the baseline '" << Asked.Baseline << "' has "
                 << counted(Reworded, "finding")
                 << " with another message; --write-baseline=" << Asked.Baseline
                 << " without --baseline renews it\n";
  if (Stale.size() == 0)
    return Problem;
  if (Asked.PruneBaseline) {
    Baseline Rest = *Old;
    Rest.remove(Stale);
    if (llvm::Error E = Rest.save(Asked.Baseline))
      return llvm::joinErrors(std::move(Problem), std::move(E));
  }
  if (!Asked.Quiet) {
    for (const std::string &Line : Stale.lines())
      llvm::errs() << "  " << Line << "\n";
    const bool One = Stale.size() == 1;
    llvm::errs() << "valuetask-check: " << Stale.size() << " baseline "
                 << (One ? "entry no longer matches" : "entries no longer match")
                 << (Asked.PruneBaseline ? (One ? "; it was removed" : "; they were removed")
                     : One               ? "; remove it with --prune-baseline"
                                         : "; remove them with --prune-baseline")
                 << "\n";
  }
  return Problem;
}

} // namespace valuetask
