//===--- UnitAnalysis.cpp - everything known about a translation unit -----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "unit/UnitAnalysis.h"
#include "types/TestMacros.h"
#include "unit/Stopwatch.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <functional>
#include <tuple>

using namespace clang;

namespace valuetask {

static UserCode collect(ASTContext &Context, Statistics &Counted) {
  const Stopwatch Timed(Counted.CollectMs);
  return UserCode(Context);
}

UnitAnalysis::UnitAnalysis(ASTContext &Context, const AnalysisOptions &Options)
    : Context(Context), Types(Context, Options.SingleAwaitTypes), Code(collect(Context, Counted)),
      Options(Options),
      Others(Options.Known ? std::optional<KnownUnits>(*Options.Known) : std::nullopt),
      Known(Types, Flows, others()) {
  Counted.FunctionsSeen = Code.Functions.size();
  Counted.TypesFound = Types.namesFound().vec();
}

/// Who answers for the functions of other units. Those of whom nobody does are counted as well.
const OtherUnits *UnitAnalysis::others() const {
  static const AssumedUnits Nothing;
  if (Others)
    return &*Others;
  return Options.CollectFacts ? &Nothing : nullptr;
}

const Suspension &UnitAnalysis::suspension() {
  if (!Solved)
    Solved.emplace(Code.Functions, Flows, Types, Others ? &*Others : nullptr);
  return *Solved;
}

const Suspension *UnitAnalysis::suspensionIfOthersDo() {
  static const AssumedUnits AllSuspend;
  if (!Options.CollectFacts)
    return nullptr;
  if (!SolvedIfOthersDo)
    SolvedIfOthersDo.emplace(Code.Functions, Flows, Types, &AllSuspend);
  return &*SolvedIfOthersDo;
}

const Measurements *UnitAnalysis::measurements() {
  if (!Options.Measured)
    return nullptr;
  if (!Figures) {
    Figures.emplace(*Options.Measured, Code, Context);
    Statistics Matches;
    Matches.ProfileMatched = Figures->matched().vec();
    Matches.ProfileUnmatched = Figures->unmatched().vec();
    Counted += Matches;
  }
  return &*Figures;
}

const TaskUses &UnitAnalysis::taskUses() {
  if (!Uses)
    Uses.emplace(Context);
  return *Uses;
}

/// Does the object's declaration take over what is at that place?
static bool isInitialisedAt(const TrackedObject &Object, SourceLocation Location) {
  const auto *Variable = dyn_cast_or_null<VarDecl>(Object.Declaration);
  const Expr *Init = Variable ? Variable->getInit() : nullptr;
  return Init && SourceRange(Init->getBeginLoc(), Init->getEndLoc())
                     .fullyContains(SourceRange(Location, Location));
}

void UnitAnalysis::analyse(const FunctionDecl *Function) {
  std::optional<Stopwatch> Timed(std::in_place, Counted.EventsMs);
  Known.takeUnknown();
  FunctionEvents Events(Function, Known);
  for (const TemporaryUse &Each : Events.temporaries())
    if (const MisuseKind Kind =
            Each.TakesResult ? MisuseKind::UnguardedResult : MisuseKind::Unconsumed;
        Wanted.has(Kind) &&
        !(Kind == MisuseKind::Unconsumed &&
          (Code.ExpectedToThrow.contains(Function) ||
           testMacroAt(Each.Value->getExprLoc(), Context) == TestMacro::Throwing)))
      Temporaries.push_back({Function, Kind, Each.Value, Each.Call});
  if (Events.empty())
    return;
  const std::vector<UnknownEffect> Unknown = Known.takeUnknown();
  Timed.reset();
  ++Counted.FunctionsAnalysed;
  const std::vector<FoundMisuse> Certain = search(Function, Events);
  llvm::append_range(Misuses, Certain);
  if (Options.CollectFacts && !Unknown.empty())
    analyseAssuming(Function, Unknown, Certain);
}

/// Finds what is a misuse only if functions of other units do what may be assumed of them.
void UnitAnalysis::analyseAssuming(const FunctionDecl *Function, ArrayRef<UnknownEffect> Unknown,
                                   ArrayRef<FoundMisuse> Certain) {
  auto IsSame = [](const FoundMisuse &A, const FoundMisuse &B) {
    return A.What.Kind == B.What.Kind && A.What.Last.Location == B.What.Last.Location &&
           A.Object.Name == B.Object.Name;
  };
  std::vector<FoundMisuse> Conditional;
  const ControlFlow *Flow = Flows.of(Function);
  if (!Flow)
    return;
  for (const AssumedUnits &Assumed : assumptionsAbout(Unknown, *Flow)) {
    Summaries Then(Types, Flows, &Assumed);
    FunctionEvents Events(Function, Then);
    const std::vector<EffectAssumption> If = Assumed.named();
    for (FoundMisuse &Each : search(Function, Events)) {
      if (llvm::any_of(Certain, [&](const FoundMisuse &Other) { return IsSame(Each, Other); }))
        continue;
      auto Found = llvm::find_if(Conditional, [&](const FoundMisuse &Other) {
        return IsSame(Each, Other) && Each.What.First.has_value() == Other.What.First.has_value() &&
               (!Each.What.First || Each.What.First->Location == Other.What.First->Location);
      });
      if (Found == Conditional.end()) {
        Each.If.emplace();
        Conditional.push_back(std::move(Each));
        Found = std::prev(Conditional.end());
      }
      // Less is needed for it than this.
      if (llvm::none_of(Found->If->AnyOf, [&](const Assumptions &Fewer) {
            return llvm::all_of(Fewer.All,
                                [&](const auto &One) { return llvm::is_contained(If, One); });
          }))
        Found->If->AnyOf.push_back({If});
    }
  }
  llvm::append_range(Misuses, Conditional);
}

std::vector<FoundMisuse> UnitAnalysis::search(const FunctionDecl *Function,
                                              FunctionEvents &Events) {
  std::vector<FoundMisuse> Result;
  const ControlFlow *Flow = Flows.of(Function);
  if (!Flow)
    return Result;
  std::optional<Stopwatch> Timed(std::in_place, Counted.CandidatesMs);
  settleSwaps(*Flow, Events);
  const std::vector<Candidate> Candidates = findCandidates(*Flow, Events, Types, Wanted);
  if (Candidates.empty())
    return Result;
  Counted.Candidates += Candidates.size();
  Timed.emplace(Counted.RefutationMs);
  PathFeasibility Paths(Function, *Flow, Events, Options.UseSolver ? &Exact : nullptr);
  auto AlreadyFound = [&](const Candidate &Each) {
    return llvm::any_of(Result, [&](const FoundMisuse &Found) {
      if (Found.What.Kind == Each.Kind && Found.What.Last.Location == Each.Location)
        return true; // by another name
      // What was made of one that was consumed already isn't there to be consumed.
      if (Each.Kind == MisuseKind::Unconsumed && Found.What.Kind == MisuseKind::DoubleConsumption &&
          isInitialisedAt(Events.objects()[Each.Object], Found.What.Last.Location))
        return true;
      if (Found.What.Object != Each.Object)
        return false;
      // An element's third consumption can't be told from its second by what is known of it.
      if (Each.Kind == MisuseKind::DoubleConsumption && Found.What.Kind == Each.Kind)
        return !Each.CanBeFreshAgain && llvm::any_of(Events.objects()[Each.Object].Where.Steps,
                                                     std::mem_fn(&PlaceStep::isElement));
      // One mistake, one report: what is consumed twice is not told to be late as well.
      return Each.Kind == MisuseKind::DelayedConsumption
                 ? Found.What.Kind != MisuseKind::Unconsumed
                 : Each.Kind == MisuseKind::Unconsumed && Found.What.Kind == Each.Kind;
    });
  };
  auto Search = [&](const Candidate &Each) {
    if (AlreadyFound(Each))
      return;
    PathFeasibility::Answer Answer = Paths.findPath(Each);
    Counted.PathsRefutedBySolver += Answer.RefutedBySolver;
    if (!Answer.Path) {
      ++(Answer.GaveUp ? Counted.Dropped : Counted.Refuted);
      if (const std::string Name = Function->getQualifiedNameAsString();
          Answer.GaveUp && (Counted.DroppedIn.empty() || Counted.DroppedIn.back() != Name))
        Counted.DroppedIn.push_back(Name);
      return;
    }
    bool IsEverConsumed = false;
    for (const CFGBlock *Block : Flow->cfg())
      Events.forEachEvent(*Block, [&](const Event &E) {
        // What isn't followed may consume it, on its own path.
        IsEverConsumed |=
            E.Object == Each.Object && (E.isConsumption() || E.Kind == EventKind::Escape);
      });
    Result.push_back(
        {Function, Events.objects()[Each.Object], std::move(*Answer.Path), IsEverConsumed});
  };
  for (const MisuseKind Kind : {MisuseKind::DoubleConsumption, MisuseKind::Unconsumed,
                                MisuseKind::UnguardedResult, MisuseKind::DelayedConsumption})
    for (const Candidate &Each : Candidates)
      if (Each.Kind == Kind)
        Search(Each);
  return Result;
}

void UnitAnalysis::analyse() {
  if (std::exchange(Analysed, true) || !Wanted.any())
    return;
  for (const FunctionDecl *Function : Code.Functions)
    analyse(Function);
}

const Ancestors &UnitAnalysis::parents() {
  if (!Parents) {
    Parents.emplace();
    for (const FunctionDecl *Function : Code.Functions)
      Parents->add(writtenBody(Function));
  }
  return *Parents;
}

llvm::ArrayRef<FoundMisuse> UnitAnalysis::misuses() {
  analyse();
  return Misuses;
}

llvm::ArrayRef<FoundTemporary> UnitAnalysis::temporaries() {
  analyse();
  return Temporaries;
}

/// The qualified name of the outermost function around a place; empty where there is none.
static std::string functionAround(SourceLocation Location, const UserCode &Code,
                                  const SourceManager &Sources) {
  const SourceLocation At = Sources.getFileLoc(Location);
  const FunctionDecl *Outermost = nullptr;
  for (const FunctionDecl *Function : Code.Functions) {
    const SourceLocation Begin = Sources.getFileLoc(Function->getBeginLoc());
    const SourceLocation End = Sources.getFileLoc(Function->getEndLoc());
    if (!Sources.isWrittenInSameFile(Begin, At) || !Sources.isPointWithin(At, Begin, End))
      continue;
    if (!Outermost ||
        Sources.isBeforeInTranslationUnit(Begin, Sources.getFileLoc(Outermost->getBeginLoc())))
      Outermost = Function;
  }
  if (!Outermost)
    return {};
  // All instantiations are one function to the reader.
  if (const FunctionDecl *Pattern = Outermost->getTemplateInstantiationPattern())
    Outermost = Pattern;
  return Outermost->getQualifiedNameAsString();
}

std::vector<Finding> findMisuses(UnitAnalysis &Unit, llvm::function_ref<bool(RuleId)> Enabled) {
  MisuseKinds Kinds;
  for (const auto &[Rule, Kind] : {std::pair(RuleId::DoubleAwait, MisuseKind::DoubleConsumption),
                                   std::pair(RuleId::Unconsumed, MisuseKind::Unconsumed),
                                   std::pair(RuleId::UnguardedResult, MisuseKind::UnguardedResult),
                                   std::pair(RuleId::DelayedAwait, MisuseKind::DelayedConsumption)})
    // After an error, statements are missing, and what consumed the object may be one of them.
    if (Enabled(Rule) && !(Kind == MisuseKind::Unconsumed && Unit.hasErrors()))
      Kinds.add(Kind);
  Unit.want(Kinds);
  Unit.measurements(); // what matches is told, whichever rules run
  std::vector<Finding> Findings;
  auto Run = [&](RuleId Rule, std::vector<Finding> (*Find)(UnitAnalysis &)) {
    if (Enabled(Rule))
      llvm::append_range(Findings, Find(Unit));
  };
#define VALUETASK_RULE(Id, Name, Severity, Summary) Run(RuleId::Id, find##Id);
#include "findings/Rules.def"

  // One mistake, one report: a function that is never synchronous isn't also one that the profile
  // doesn't justify.
  llvm::DenseSet<SourceLocation> NeverSynchronous;
  for (const Finding &Each : Findings)
    if (Each.Rule == RuleId::AlwaysAsync && !Each.If)
      NeverSynchronous.insert(Each.Location);
  llvm::erase_if(Findings, [&](const Finding &Each) {
    return Each.Rule == RuleId::Unprofiled && NeverSynchronous.contains(Each.Location);
  });

  const SourceManager &Sources = Unit.context().getSourceManager();
  llvm::sort(Findings, [&](const Finding &A, const Finding &B) {
    if (A.Location != B.Location)
      return Sources.isBeforeInTranslationUnit(A.Location, B.Location);
    const bool IfA = A.If.has_value(), IfB = B.If.has_value();
    return std::tie(A.Rule, IfA, A.Message) < std::tie(B.Rule, IfB, B.Message);
  });
  // Of those that hang on other units, one of a kind may hold where another doesn't.
  auto Same = [](const Finding &A, const Finding &B) {
    return A.Location == B.Location && A.Rule == B.Rule && (!A.If || A.If == B.If);
  };
  Findings.erase(std::unique(Findings.begin(), Findings.end(), Same), Findings.end());
  for (Finding &Each : Findings)
    Each.Function = functionAround(Each.Location, Unit.code(), Sources);
  return Findings;
}

std::string quote(const Expr *E, const ASTContext &Context) {
  constexpr size_t Longest = 60;
  if (E->getBeginLoc().isMacroID() || E->getEndLoc().isMacroID())
    return {};
  const StringRef Text = Lexer::getSourceText(CharSourceRange::getTokenRange(E->getSourceRange()),
                                              Context.getSourceManager(), Context.getLangOpts());
  if (Text.empty() || Text.size() > Longest || Text.contains('\n'))
    return {};
  return Text.str();
}

} // namespace valuetask
