//===--- DialectDraft.cpp - a first description of a class ----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/DialectDraft.h"
#include "models/Library.h"
#include "types/Awaitables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

using namespace clang;
using llvm::StringRef;

namespace valuetask {

namespace {

/// Calls \p Visit for the class and the classes that it derives from publicly.
void forEachClass(const CXXRecordDecl &Class, llvm::function_ref<void(const CXXRecordDecl &)> Visit,
                  unsigned Depth = 0) {
  constexpr unsigned DeepestBase = 16; // a template may derive from itself
  Visit(Class);
  for (const CXXBaseSpecifier &Base : Class.bases()) {
    const CXXRecordDecl *Inner = classOf(Base.getType());
    Inner = Inner ? Inner->getDefinition() : nullptr;
    if (Inner && Base.getAccessSpecifier() == AS_public && Depth < DeepestBase)
      forEachClass(*Inner, Visit, Depth + 1);
  }
}

/// The members of that name in the class, or else in one that it derives from.
llvm::SmallVector<const NamedDecl *, 4> membersNamed(const CXXRecordDecl &Class,
                                                     DeclarationName Name) {
  llvm::SmallVector<const NamedDecl *, 4> Found;
  forEachClass(Class, [&](const CXXRecordDecl &In) {
    if (Found.empty())
      Found.append(In.lookup(Name).begin(), In.lookup(Name).end());
  });
  return Found;
}

llvm::SmallVector<const NamedDecl *, 4> membersNamed(const CXXRecordDecl &Class, StringRef Name) {
  return membersNamed(Class, &Class.getASTContext().Idents.get(Name));
}

/// What is seen; nothing is said where it isn't.
struct Seen {
  bool IsNoDiscard = false;
  std::optional<bool> IsCopyable, IsMovable;
  std::string InitialSuspend; ///< the name of the class that it returns; empty if not found
  bool HasPromise = false;
  bool LvalueAwait = false, RvalueAwait = false;
  bool HasTwoAwaits = false; ///< one operator for lvalues, and one for rvalues
  bool IsOwnAwaiter = false;
  std::vector<std::string> OfRvalue; ///< '&&'-qualified members, without another overload
  std::vector<std::string> ConstMembers;
  std::vector<std::string> Consume, PassOn, Release, Read, Look, Swap, Unclear;
  std::vector<std::string> Results, ReadyTests;
};

bool isAmong(StringRef Name, std::initializer_list<StringRef> Names) {
  return llvm::is_contained(Names, Name);
}

/// Reads a class.
class ClassReader {
public:
  explicit ClassReader(const CXXRecordDecl &Class) : Class(Class) {}

  Seen read() {
    forEachClass(Class, [this](const CXXRecordDecl &In) {
      Result.IsNoDiscard |= In.hasAttr<WarnUnusedResultAttr>();
    });
    Result.IsCopyable = mayBeMade(Class, isCopy, 0);
    Result.IsMovable = *Result.IsCopyable || mayBeMade(Class, isMove, 0);
    readPromise();
    readAwaits();
    forEachClass(Class, [this](const CXXRecordDecl &In) { readMembers(In); });
    return std::move(Result);
  }

private:
  static bool isCopy(const CXXConstructorDecl *Constructor) {
    return Constructor->isCopyConstructor();
  }
  static bool isMove(const CXXConstructorDecl *Constructor) {
    return Constructor->isMoveConstructor();
  }

  /// Is there a constructor of the kind that may be called? In a template as written, the implicit
  /// ones aren't declared: they follow from what is.
  template <class Kind>
  static bool mayBeMade(const CXXRecordDecl &Record, Kind IsOfKind, unsigned Depth) {
    constexpr unsigned DeepestMember = 8;
    bool HasOwn = false, HasMove = Record.hasUserDeclaredMoveAssignment();
    for (const Decl *Member : Record.decls()) {
      const auto *Template = dyn_cast<FunctionTemplateDecl>(Member);
      const auto *Constructor =
          dyn_cast<CXXConstructorDecl>(Template ? Template->getTemplatedDecl() : Member);
      if (!Constructor || Constructor->isImplicit())
        continue;
      HasMove |= Constructor->isMoveConstructor();
      if (IsOfKind(Constructor)) {
        HasOwn = true;
        if (!Constructor->isDeleted() && Constructor->getAccess() == AS_public &&
            !(Constructor->isDefaulted() && !partsMayBeMade(Record, IsOfKind, Depth)))
          return true;
      }
    }
    if (HasOwn || HasMove || Depth == DeepestMember)
      return false;
    return partsMayBeMade(Record, IsOfKind, Depth);
  }

  template <class Kind>
  static bool partsMayBeMade(const CXXRecordDecl &Record, Kind IsOfKind, unsigned Depth) {
    auto May = [&](QualType Type) {
      const CXXRecordDecl *Part = classOf(Type);
      Part = Part ? Part->getDefinition() : nullptr;
      return !Part || mayBeMade(*Part, IsOfKind, Depth + 1);
    };
    return llvm::all_of(Record.bases(),
                        [&](const CXXBaseSpecifier &Base) { return May(Base.getType()); }) &&
           llvm::all_of(Record.fields(),
                        [&](const FieldDecl *Field) { return May(Field->getType()); });
  }

  void readPromise() {
    const CXXRecordDecl *Promise = nullptr;
    for (const NamedDecl *Found : membersNamed(Class, "promise_type")) {
      if (const auto *Alias = dyn_cast<TypedefNameDecl>(Found))
        Promise = classOf(Alias->getUnderlyingType());
      else
        Promise = dyn_cast<CXXRecordDecl>(Found);
    }
    Promise = Promise ? Promise->getDefinition() : nullptr;
    if (!Promise)
      return;
    Result.HasPromise = true;
    for (const NamedDecl *Found : membersNamed(*Promise, "initial_suspend"))
      if (const FunctionDecl *Function = Found->getAsFunction())
        if (const CXXRecordDecl *Returned = classOf(Function->getReturnType()))
          Result.InitialSuspend = Returned->getNameAsString();
  }

  void addAwait(bool Lvalue, bool Rvalue) {
    Result.HasTwoAwaits |= (Lvalue && !Rvalue && Result.RvalueAwait && !Result.LvalueAwait) ||
                           (Rvalue && !Lvalue && Result.LvalueAwait);
    Result.LvalueAwait |= Lvalue;
    Result.RvalueAwait |= Rvalue;
  }

  void readAwaits() {
    ASTContext &Context = Class.getASTContext();
    const DeclarationName Operator = Context.DeclarationNames.getCXXOperatorName(OO_Coawait);
    bool LvalueOnly = false, RvalueOnly = false;
    for (const NamedDecl *Found : membersNamed(Class, Operator)) {
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Found->getAsFunction());
      if (!Method || Method->isDeleted())
        continue;
      const bool OfRvalue = Method->getRefQualifier() == RQ_RValue;
      LvalueOnly |= !OfRvalue;
      RvalueOnly |= OfRvalue;
      // 'const &' takes an rvalue, too.
      addAwait(!OfRvalue, OfRvalue || Method->getRefQualifier() == RQ_None || Method->isConst());
    }
    Result.HasTwoAwaits = LvalueOnly && RvalueOnly;
    readFreeAwaits(Operator);
    if (!membersNamed(Class, "await_ready").empty()) {
      Result.IsOwnAwaiter = true;
      bool OfLvalue = true;
      for (const NamedDecl *Found : membersNamed(Class, "await_resume"))
        if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Found->getAsFunction()))
          OfLvalue = Method->getRefQualifier() != RQ_RValue;
      addAwait(OfLvalue, true);
    }
  }

  void readFreeAwait(const FunctionDecl *Function) {
    if (Function->getNumParams() != 1 || Function->isDeleted() ||
        Function->getDeclName().getCXXOverloadedOperator() != OO_Coawait)
      return;
    const QualType Parameter = Function->getParamDecl(0)->getType();
    const CXXRecordDecl *Of = classOf(Parameter.getNonReferenceType());
    if (!Of)
      return;
    bool IsOfClass = false;
    forEachClass(Class,
                 [&](const CXXRecordDecl &In) { IsOfClass |= patternOf(In) == patternOf(*Of); });
    if (!IsOfClass)
      return;
    const bool IsLvalue = Parameter->isLValueReferenceType();
    addAwait(IsLvalue, !IsLvalue || Parameter->getPointeeType().isConstQualified());
  }

  /// What all instantiations share.
  static const CXXRecordDecl *patternOf(const CXXRecordDecl &Record) {
    if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(&Record))
      return Spec->getSpecializedTemplate()->getTemplatedDecl()->getCanonicalDecl();
    const CXXRecordDecl *Pattern = Record.getTemplateInstantiationPattern();
    return (Pattern ? Pattern : &Record)->getCanonicalDecl();
  }

  /// In the namespace, and of friends, that are seen there only by their argument.
  void readFreeAwaits(DeclarationName Operator) {
    const DeclContext *Scope = Class.getEnclosingNamespaceContext();
    for (const NamedDecl *Found : Scope->getRedeclContext()->lookup(Operator))
      if (const FunctionDecl *Function = Found->getUnderlyingDecl()->getAsFunction())
        readFreeAwait(Function);
    forEachClass(Class, [this](const CXXRecordDecl &In) {
      for (const Decl *Member : In.decls())
        if (const auto *Friend = dyn_cast<FriendDecl>(Member))
          if (const NamedDecl *Befriended = Friend->getFriendDecl())
            if (const FunctionDecl *Function = Befriended->getAsFunction())
              readFreeAwait(Function);
    });
  }

  void readMembers(const CXXRecordDecl &In) {
    llvm::StringSet<> OfOthers;
    std::vector<const CXXMethodDecl *> Methods;
    for (const Decl *Member : In.decls()) {
      const auto *Template = dyn_cast<FunctionTemplateDecl>(Member);
      const auto *Method =
          dyn_cast<CXXMethodDecl>(Template ? Template->getTemplatedDecl() : Member);
      if (!Method || !Method->getIdentifier() || Method->isStatic() || Method->isDeleted() ||
          Method->getAccess() != AS_public || Known.contains(Method->getName()))
        continue;
      Methods.push_back(Method);
      if (Method->getRefQualifier() != RQ_RValue)
        OfOthers.insert(Method->getName());
    }
    llvm::StringSet<> Here;
    for (const CXXMethodDecl *Method : Methods) {
      const StringRef Name = Method->getName();
      // A name has one entry: that of the overload that isn't const, if there is one.
      const bool HasOther = llvm::any_of(Methods, [&](const CXXMethodDecl *Other) {
        return Other->getName() == Name && !Other->isConst() &&
               Other->getRefQualifier() != RQ_RValue;
      });
      if ((Method->isConst() && HasOther) ||
          (Method->getRefQualifier() == RQ_RValue && OfOthers.contains(Name)) ||
          !Here.insert(Name).second)
        continue;
      readMember(*Method);
    }
    for (const auto &Entry : Here)
      Known.insert(Entry.getKey());
  }

  bool returnsObject(const CXXMethodDecl &Method) const {
    const CXXRecordDecl *Returned = classOf(Method.getReturnType());
    return Returned && patternOf(*Returned) == patternOf(*Class.getCanonicalDecl());
  }

  static bool returnsResult(const CXXMethodDecl &Method) {
    return Method.getReturnType().getNonReferenceType()->isTemplateTypeParmType();
  }

  void readMember(const CXXMethodDecl &Method) {
    const StringRef Name = Method.getName();
    const std::string Text = Name.str();
    const bool IsAnswer = Method.getReturnType()->isBooleanType() && Method.getNumParams() == 0;
    const ProtocolRole Role = protocolRole(&Method);
    if (StringRef(Name).starts_with("await_"))
      return; // seen with 'co_await'
    if (IsAnswer && (asksForCompletion(Role) || Name.starts_with("is_") ||
                     Name.contains_insensitive("ready") || isAmong(Name, {"done"})))
      Result.ReadyTests.push_back(Text);
    if (returnsResult(Method) && isAmong(Name, {"get", "result", "value", "get_result"}))
      Result.Results.push_back(Text);
    if (Method.getRefQualifier() == RQ_RValue)
      return Result.OfRvalue.push_back(Text);
    if (Method.isConst())
      return Result.ConstMembers.push_back(Text);
    if (Name == "swap")
      return Result.Swap.push_back(Text);
    if (IsAnswer || isAmong(Name, {"cancel", "request_stop", "request_cancel"}))
      return Result.Look.push_back(Text);
    if (isAmong(Name, {"detach", "release"}))
      return Result.Release.push_back(Text);
    if (returnsObject(Method))
      return Result.PassOn.push_back(Text);
    if (Name.starts_with("wait") && !returnsResult(Method))
      return Result.Read.push_back(Text);
    if (returnsResult(Method) ||
        isAmong(Name, {"get", "result", "take", "join", "start", "connect"}))
      return Result.Consume.push_back(Text);
    Result.Unclear.push_back(Text);
  }

  const CXXRecordDecl &Class;
  Seen Result;
  llvm::StringSet<> Known; ///< names of members that a class has which derives from this one
};

std::string listOf(const std::vector<std::string> &Names) {
  return "[" + llvm::join(Names, ", ") + "]";
}

/// The name of the dialect: that of the outermost namespace, or of the class.
std::string dialectName(StringRef Name) {
  Name.consume_front("::");
  std::string Id = Name.split("::").first.lower();
  if (Id == "auto" || Id == "none" || Id == "std")
    Id += "-types";
  return Id;
}

/// Writes the lines of a file, with its comments behind the facts.
class DraftWriter {
public:
  explicit DraftWriter(std::string &Text) : Out(Text) {}

  void line(const llvm::Twine &Fact, StringRef Comment = "") {
    std::string Text = Fact.str();
    if (!Comment.empty()) {
      constexpr size_t Column = 42;
      Text.resize(std::max(Text.size(), Column), ' ');
      Text += (" # " + Comment).str();
    }
    Out << StringRef(Text).rtrim() << "\n";
  }
  void members(StringRef Key, const std::vector<std::string> &Names, StringRef Comment) {
    if (!Names.empty())
      line("      " + Key + ": " + listOf(Names), Comment);
  }

private:
  llvm::raw_string_ostream Out;
};

} // namespace

std::string draftDialect(const CXXRecordDecl &Class, StringRef Name, StringRef Header) {
  const Seen Has = ClassReader(Class).read();
  // What consumes an lvalue or not is shown by what is '&&'-qualified.
  std::vector<std::string> Consume = Has.Consume;
  Consume.insert(Consume.end(), Has.OfRvalue.begin(), Has.OfRvalue.end());
  if (!Has.LvalueAwait && !Has.RvalueAwait && Consume.empty() && Has.PassOn.empty())
    return {};
  const bool IsLazy = Has.HasPromise && Has.InitialSuspend != "suspend_never";
  std::string Text;
  DraftWriter Out(Text);
  const std::string Id = dialectName(Name);
  Out.line("# A first draft, from the declaration of '" + Name +
           "'. It states what the class shows;");
  Out.line("# verify each fact with a comment. docs/dialects/format.md explains the keys.");
  Out.line("dialect: " + Id);
  Out.line("library: " + Id, "the name of the library, for people");
  Out.line("headers: ['" + Header + "']", "how the path ends by which it is included");
  Out.line("types:");
  Out.line(llvm::Twine("  # ") +
           (Has.IsNoDiscard ? "It is [[nodiscard]]." : "It isn't [[nodiscard]]."));
  Out.line("  - names: ['" + Name + "']");
  Out.line(llvm::Twine("    start: ") + (IsLazy ? "lazy" : "eager"),
           !Has.HasPromise                          ? "please check: no promise_type was found"
           : Has.InitialSuspend == "suspend_always" ? "its promise begins with suspend_always"
           : Has.InitialSuspend == "suspend_never"
               ? "its promise begins with suspend_never"
               : "please check 'initial_suspend' of its promise");
  if (*Has.IsCopyable)
    Out.line("    copy: share", "please check: 'exempt: true' if each copy can be awaited");
  else
    Out.line(llvm::Twine("    copy: ") + (*Has.IsMovable ? "move" : "immovable"));
  if (Has.LvalueAwait || Has.RvalueAwait) {
    const StringRef OfLvalue = !Has.LvalueAwait ? "no" : Has.HasTwoAwaits ? "reads" : "consumes";
    const StringRef OfRvalue = Has.RvalueAwait ? "consumes" : "no";
    Out.line("    await: {lvalue: " + OfLvalue + ", rvalue: " + OfRvalue + "}",
             !Has.LvalueAwait   ? "'co_await' takes rvalues only"
             : Has.HasTwoAwaits ? "please check: does an lvalue keep its result?"
                                : "please check: 'reads' if an lvalue can be awaited again");
  }
  Out.line("    second: undefined", "please check: crash, assert, throws, stale or hangs?");
  Out.line(llvm::Twine("    dropped: ") + (IsLazy ? "never-runs" : "runs-on"),
           IsLazy ? "please check the destructor: never-runs, leaks or cancels?"
                  : "please check the destructor: runs-on, cancels, logs, dies or waits?");
  Out.line("    field: rare", "please check: 'never' reports fields of the type");
  const bool HasMembers = !Consume.empty() || !Has.PassOn.empty() || !Has.Release.empty() ||
                          !Has.Read.empty() || !Has.Look.empty() || !Has.Swap.empty();
  if (HasMembers) {
    Out.line("    members:");
    Out.members("consume", Consume,
                Has.Consume.empty() ? "they are '&&'-qualified"
                                    : "please check: they return the result");
    Out.members("pass-on", Has.PassOn, "please check: is it their result that must be consumed?");
    Out.members("release", Has.Release, "please check: need it not be consumed after these?");
    Out.members("read", Has.Read, "please check: can they be called again?");
    Out.members("look", Has.Look, "please check: they don't consume it");
    Out.members("swap", Has.Swap, "");
  }
  if (!Has.ConstMembers.empty())
    Out.line("    # Const members are taken to change nothing. Please check: " +
             llvm::join(Has.ConstMembers, ", "));
  if (!Has.Unclear.empty())
    Out.line("    # What these do isn't known; the checker is silent about an object after one: " +
             llvm::join(Has.Unclear, ", "));
  if (!Has.Results.empty() && !Has.ReadyTests.empty()) {
    Out.line(
        "    # If these don't wait for the result, and what they do before it is there is known:");
    Out.line("    # results:");
    Out.line("    #   - {get: " + listOf(Has.Results) + ", ready: " + listOf(Has.ReadyTests) +
             ", otherwise: throws}");
  }
  return Text;
}

} // namespace valuetask
