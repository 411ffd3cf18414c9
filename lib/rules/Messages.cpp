//===--- Messages.cpp - what the rules' messages have in common -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Messages.h"
#include "models/RuntimeTypes.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace valuetask {

std::string headline(std::string What, const std::vector<std::string> &Whys) {
  constexpr size_t Longest = 90;
  const auto Fits = [&](const std::string &Why) {
    return !Why.empty() && What.size() + Why.size() + 2 <= Longest;
  };
  if (const auto Why = llvm::find_if(Whys, Fits); Why != Whys.end())
    What += "; " + *Why;
  return What;
}

std::string headline(std::string What, StringRef Why) {
  return headline(std::move(What), std::vector{Why.str()});
}

const DialectWords &wordsOf(QualType Type, const UnitView &Unit) {
  static const DialectWords None;
  const DialectType *Facts = Unit.types().factsOf(Type.getNonReferenceType());
  return Facts ? Facts->Words : None;
}

std::string withArticle(StringRef Name) {
  // These begin with the sound of a consonant: 'unique_task', 'once'.
  constexpr StringRef Consonants[] = {"uni", "us", "eu", "one", "once"};
  const bool IsVowel = StringRef("aeiouAEIOU").contains(Name.front()) &&
                       llvm::none_of(Consonants, [&](StringRef Sound) {
                         return Name.starts_with_insensitive(Sound);
                       });
  return (Twine(IsVowel ? "an '" : "a '") + Name + "'").str();
}

std::string verb(const Event &E) {
  switch (E.How) {
  case ConsumptionKind::Await:
    return "awaited";
  case ConsumptionKind::Call: {
    const auto *Method = dyn_cast<CXXMethodDecl>(E.By);
    if (Method && Method->getParent()->isLambda())
      return "consumed by a lambda";
    return "consumed by '" + E.By->getNameAsString() + "'";
  }
  case ConsumptionKind::GivenAway:
    return "moved";
  }
  llvm_unreachable("a consumption without a verb");
}

/// 'slot' of 'auto &slot = slots[1]', when that is the name that is used.
static const ValueDecl *usedReference(const FoundMisuse &Found) {
  const Expr *Operand = Found.What.Last.Operand;
  if (!Operand || Found.Object.Where.isVariable() || Found.What.Last.Kind != EventKind::Consume)
    return nullptr;
  const auto *Ref = dyn_cast<DeclRefExpr>(Operand->IgnoreParenCasts());
  const ValueDecl *Used = Ref ? Ref->getDecl() : nullptr;
  // One that came after the first consumption isn't what that was about.
  if (Used && Found.What.First &&
      Used->getASTContext().getSourceManager().isBeforeInTranslationUnit(Found.What.First->Location,
                                                                         Used->getLocation()))
    return nullptr;
  return Used && isa<VarDecl, BindingDecl>(Used) &&
                 Used->getASTContext().hasSameUnqualifiedType(Used->getType().getNonReferenceType(),
                                                              Found.Object.Type)
             ? Used
             : nullptr;
}

std::string nameOf(const FoundMisuse &Found) {
  const ValueDecl *Used = usedReference(Found);
  return Used ? Used->getNameAsString() : Found.Object.Name;
}

CharSourceRange rangeOf(const Event &E, const UnitView &Unit) {
  const auto IsThere = [&](const Expr *Around) {
    return Around->getBeginLoc() == E.Location || Around->getExprLoc() == E.Location;
  };
  const Stmt *Around = E.Operand;
  while (Around && isa<Expr>(Around) && !IsThere(cast<Expr>(Around)))
    Around = Unit.parents().getParent(Around);
  if (isa_and_nonnull<MemberExpr>(Around))
    if (const auto *Call = dyn_cast_or_null<CallExpr>(Unit.parents().getParent(Around)))
      Around = Call;
  return isa_and_nonnull<Expr>(Around) ? CharSourceRange::getTokenRange(Around->getSourceRange())
                                       : CharSourceRange();
}

void PathNotes::addOrigin(const FoundMisuse &Found) {
  if (const ValueDecl *Used = usedReference(Found); Used && Used != Found.Object.Declaration)
    Notes.push_back({Used->getLocation(),
                     "'" + Used->getNameAsString() + "' refers to '" + Found.Object.Name + "'"});
  if (Found.Object.Where.isVariable())
    addFilling(Found);
}

void PathNotes::addFilling(const FoundMisuse &Found) {
  if (!Found.What.Filled)
    return;
  addDecisions(Found.What.BeforeFilled);
  addEvent(*Found.What.Filled, "'" + Found.Object.Name + "' gets a new value here");
}

/// The loop whose condition the decision is.
static const Stmt *loopOf(const Decision &D) {
  const Stmt *Terminator = D.Block ? D.Block->getTerminatorStmt() : nullptr;
  return isa_and_nonnull<WhileStmt, ForStmt, DoStmt, CXXForRangeStmt>(Terminator) ? Terminator
                                                                                  : nullptr;
}

std::string PathNotes::describe(const Decision &D) {
  const std::string Quoted = D.Condition ? quote(D.Condition, Unit.context()) : std::string();
  const std::string Condition = Quoted.empty() ? "the condition" : "'" + Quoted + "'";
  switch (D.What) {
  case Decision::Kind::Condition:
    if (const Stmt *Loop = loopOf(D)) {
      const bool WasEntered = D.Repeated || isa<DoStmt>(Loop);
      if (D.Value)
        return Condition + (WasEntered ? " is true here: the loop continues"
                                       : " is true here: the loop is entered");
      return Condition +
             (WasEntered ? " is false here: the loop ends" : " is false here: the loop is skipped");
    }
    return Condition + (D.Value ? " is true here" : " is false here");
  case Decision::Kind::Label:
    return "control jumps to " + (Quoted.empty() ? "this label" : "'case " + Quoted + "'");
  case Decision::Kind::Default:
    return D.Value ? "control jumps to 'default'" : "no 'case' of the switch matches";
  case Decision::Kind::LoopEnd:
    return "the loop ends here";
  case Decision::Kind::Exception:
    return "an exception is caught here";
  }
  llvm_unreachable("a decision without a description");
}

void PathNotes::addDecisions(llvm::ArrayRef<Decision> Decisions) {
  for (const Decision &D : Decisions) {
    Note New{D.Location, describe(D),
             D.Condition && D.What == Decision::Kind::Condition
                 ? CharSourceRange::getTokenRange(D.Condition->getSourceRange())
                 : CharSourceRange()};
    const bool IsThere = llvm::any_of(Notes, [&](const Note &Old) {
      return Old.Location == New.Location && Old.Message == New.Message;
    });
    if (!IsThere)
      Notes.push_back(std::move(New));
  }
}

void PathNotes::addEvent(const Event &E, std::string Message) {
  Notes.push_back({E.Location, std::move(Message), rangeOf(E, Unit)});
}

void noteOtherUnits(const FoundMisuse &Found, const UnitView &Unit, Finding &Result) {
  Result.If = Found.If;
  Program *Whole = Unit.options().program();
  if (!Whole)
    return;
  SourceManager &Sources = Unit.context().getSourceManager();
  const ParameterFact *Before = nullptr;
  for (const Event *E : {Found.What.First ? &*Found.What.First : nullptr, &Found.What.Last}) {
    const auto *Callee = E ? dyn_cast_or_null<FunctionDecl>(E->By) : nullptr;
    if (!Callee || Callee->hasBody())
      continue;
    for (unsigned Index = 0; Index < Callee->getNumParams(); ++Index) {
      const ParameterFact *Fact = Whole->definitionOf(factNameOf(Callee), Index);
      if (!Fact || Fact == Before || !consumes(Whole->effectOn(Fact->Function, Index)))
        continue;
      Before = Fact;
      const OptionalFileEntryRef File = Sources.getFileManager().getOptionalFileRef(Fact->File);
      if (!File || Fact->Offset >= static_cast<uint64_t>(File->getSize()))
        continue; // it was changed since
      const FileID Id = Sources.getOrCreateFileID(*File, SrcMgr::C_User);
      Result.Notes.push_back({Sources.getComposedLoc(Id, Fact->Offset), noteOn(*Fact)});
    }
  }
}

std::string typeName(QualType Type, const ASTContext &Context) {
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressInlineNamespace = true;
  Policy.SuppressDefaultTemplateArgs = true;
  Type = Type.getNonReferenceType().getUnqualifiedType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return Type.getAsString(Policy);
  std::string Text = Record->getNameAsString();
  llvm::raw_string_ostream Stream(Text);
  // The arguments as they were written ('std::string'), where that is known.
  const auto *Written = Type->getAs<TemplateSpecializationType>();
  while (Written && Written->isTypeAlias())
    Written = Written->getAliasedType()->getAs<TemplateSpecializationType>();
  if (Written)
    printTemplateArgumentList(Stream, Written->template_arguments(), Policy);
  else if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record))
    printTemplateArgumentList(Stream, Spec->getTemplateArgs().asArray(), Policy,
                              Spec->getSpecializedTemplate()->getTemplateParameters());
  return Text;
}

std::string withTemplate(StringRef Template, QualType Type, const ASTContext &Context) {
  const std::string Whole = typeName(Type, Context);
  const size_t Arguments = Whole.find('<');
  return ("'" + Template + (Arguments == std::string::npos ? "" : Whole.substr(Arguments)) + "'")
      .str();
}

std::string taskInsteadOf(QualType Type, const ASTContext &Context) {
  return isValueTask(Type) ? withTemplate("task", Type, Context) : "a task";
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
