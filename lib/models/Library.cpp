//===--- Library.cpp - what the names of libraries mean -------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Library.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;

namespace valuetask {

namespace {

/// A name, and where it is declared: in a namespace, whose inline namespaces don't matter, or
/// anywhere ("*").
template <class Meaning> struct Row {
  llvm::StringLiteral Scope;
  llvm::StringLiteral Name;
  Meaning Means;
};
template <class Meaning> using Table = llvm::ArrayRef<Row<Meaning>>;

//===----------------------------------------------------------------------===//
// The standard library
//===----------------------------------------------------------------------===//

using E = CallEffect;

constexpr Row<CallEffect> StdFunctions[] = {
    {"std", "move", E::Move},
    {"std", "forward", E::Forward},
    {"std", "forward_like", E::Forward},
    {"std", "as_const", E::Forward},
    {"std", "move_if_noexcept", E::Forward},
    {"std", "addressof", E::Refer},
    {"std", "ref", E::Refer},
    {"std", "cref", E::Refer},
    {"std", "get", E::TupleElement},
    {"std", "get_if", E::TupleElement},
    {"std", "begin", E::Begin},
    {"std", "cbegin", E::Begin},
    {"std", "data", E::Begin},
    {"std", "end", E::End},
    {"std", "cend", E::End},
    {"std", "next", E::Position},
    {"std", "prev", E::Position},
    {"std", "distance", E::Position},
    {"std", "size", E::Size},
    {"std", "ssize", E::Size},
    {"std", "empty", E::Empty},
    {"std", "holds_alternative", E::Inspect},
    {"std", "min", E::Least},
    {"std", "max", E::Greatest},
    {"std", "minmax", E::Extremes},
    {"std", "clamp", E::Clamp},
    {"std", "abs", E::Magnitude},
    {"std", "tie", E::Tie},
    {"std", "exchange", E::Exchange},
    {"std", "swap", E::Swap},
    {"std", "bind", E::Bind},
    {"std", "bind_front", E::Bind},
    {"std", "make_unique", E::MakeHolder},
    {"std", "make_shared", E::MakeHolder},
    {"std", "make_exception_ptr", E::MakeHolder},
    {"std", "current_exception", E::MakeHolder},
    {"std", "make_optional", E::WrapInHolder},
    {"std", "make_pair", E::Wrap},
    {"std", "make_tuple", E::Wrap},
    {"std", "invoke", E::Invoke},
    {"std", "invoke_r", E::Invoke},
    {"std", "apply", E::Apply},
};

// Of whichever class: other libraries took these names over.
constexpr Row<CallEffect> Members[] = {
    {"*", "get", E::Pointee},
    {"*", "value", E::Content},
    {"*", "at", E::At},
    {"*", "front", E::Front},
    {"*", "back", E::Back},
    {"*", "begin", E::Begin},
    {"*", "cbegin", E::Begin},
    {"*", "data", E::Begin},
    {"*", "end", E::End},
    {"*", "cend", E::End},
    {"*", "rbegin", E::Inspect},
    {"*", "rend", E::Inspect},
    {"*", "capacity", E::Inspect},
    {"*", "reserve", E::Inspect},
    {"*", "shrink_to_fit", E::Inspect},
    {"*", "size", E::Size},
    {"*", "length", E::Size},
    {"*", "empty", E::Empty},
    {"*", "has_value", E::Presence},
    {"*", "contains", E::Lookup},
    {"*", "count", E::Lookup},
    {"*", "find", E::Lookup},
    {"*", "push_back", E::Fill},
    {"*", "emplace_back", E::Fill},
    {"*", "push_front", E::Fill},
    {"*", "emplace_front", E::Fill},
    {"*", "push", E::Fill},
    {"*", "try_emplace", E::Fill},
    {"*", "insert", E::Fill},
    {"*", "assign", E::Fill},
    {"*", "resize", E::Fill},
    {"*", "emplace", E::Emplace},
    {"*", "emplace_hint", E::FillAlways},
    {"*", "insert_or_assign", E::FillAlways},
    {"*", "erase", E::Remove},
    {"*", "pop_back", E::Remove},
    {"*", "pop_front", E::Remove},
    {"*", "clear", E::Clear},
    {"*", "reset", E::Reset},
    {"*", "resume", E::Resume},
};

constexpr Row<unsigned> StdClasses[] = {
    {"std", "optional", Owner | Holder | MovedIsFull | FromContent | Answer},
    {"std", "unique_ptr", Owner | Holder | MovedIsEmpty},
    {"std", "shared_ptr", Owner | Holder | MovedIsEmpty},
    {"*", "exception_ptr", Holder}, // an alias of a class in a nested namespace
    {"std", "error_code", Holder},  // of an error
    {"std", "function", Holder},
    {"std", "move_only_function", Holder},
    {"std", "copyable_function", Holder},
    {"std", "indirect", Owner},
    {"std", "polymorphic", Owner},
    {"std", "expected", Owner | Answer},
    {"std", "pair", Owner | Answer | Pair},
    {"std", "variant", Owner | Alternatives},
    {"std", "tuple", Owner},
    {"std", "array", Owner | FixedArray},
    {"std", "vector", Owner | Counted},
    {"std", "inplace_vector", Owner | Counted},
    {"std", "deque", Owner | Counted},
    {"std", "list", Owner | Counted},
    {"std", "forward_list", Owner | Counted},
    {"std", "hive", Owner | Counted},
    {"std", "map", Owner | Counted | Keyed | Mapped | UniqueKeys},
    {"std", "multimap", Owner | Counted | Keyed | Mapped},
    {"std", "unordered_map", Owner | Counted | Keyed | Mapped | UniqueKeys},
    {"std", "unordered_multimap", Owner | Counted | Keyed | Mapped},
    {"std", "flat_map", Owner | Counted | Keyed | Mapped | UniqueKeys},
    {"std", "set", Owner | Counted | Keyed | UniqueKeys},
    {"std", "multiset", Owner | Counted | Keyed},
    {"std", "unordered_set", Owner | Counted | Keyed | UniqueKeys},
    {"std", "unordered_multiset", Owner | Counted | Keyed},
    {"std", "stack", Owner | Counted},
    {"std", "queue", Owner | Counted},
    {"std", "priority_queue", Owner | Counted},
    {"std", "flat_set", Owner | Counted | Keyed | UniqueKeys},
    {"std", "basic_string", Counted},
    {"std", "basic_string_view", Counted},
    {"std", "atomic", Atomic | ChangesAlone},
    {"std", "atomic_ref", Atomic | ChangesAlone},
    {"std", "atomic_flag", Atomic | ChangesAlone},
    {"std", "stop_token", ChangesAlone},
    {"std", "stop_source", ChangesAlone},
    {"std", "future", ChangesAlone},
    {"std", "shared_future", ChangesAlone},
    {"std", "weak_ptr", ChangesAlone},
    {"std", "reference_wrapper", ReferenceTo},
    {"std::chrono", "duration", Duration},
    {"std", "strong_ordering", Ordering},
    {"std", "weak_ordering", Ordering},
    {"std", "partial_ordering", Ordering},
    {"*", "nullopt_t", NullTag},
    {"std", "in_place_t", InPlaceTag},
    {"std", "in_place_index_t", InPlaceTag},
    {"std", "in_place_type_t", InPlaceTag},
    {"*", "initializer_list", BracedList},
    {"*", "coroutine_handle", CoroutineHandle},
};

//===----------------------------------------------------------------------===//
// Test frameworks
//===----------------------------------------------------------------------===//

constexpr Row<CallEffect> TestFunctions[] = {
    {"testing::internal", "AlwaysTrue", E::True},
    {"testing::internal", "AlwaysFalse", E::False},
};

//===----------------------------------------------------------------------===//
// The protocol of single-consumption types, the runtime's among them
//===----------------------------------------------------------------------===//

constexpr Row<ProtocolRole> Protocol[] = {
    {"*", "result", ProtocolRole::Result},
    {"*", "get", ProtocolRole::Result},
    {"*", "is_completed", ProtocolRole::IsCompleted},
    {"*", "is_ready", ProtocolRole::IsCompleted},
    {"*", "ready", ProtocolRole::IsCompleted},
    {"*", "done", ProtocolRole::IsCompleted},
    {"*", "is_completed_successfully", ProtocolRole::IsSuccessful},
    {"*", "await_ready", ProtocolRole::IsReady},
    {"*", "await_suspend", ProtocolRole::AwaiterMember},
    {"*", "await_resume", ProtocolRole::AwaiterMember},
    {"*", "valid", ProtocolRole::HoldsResult},
    {"*", "is_valid", ProtocolRole::HoldsResult},
    {"*", "isValid", ProtocolRole::HoldsResult},
    {"*", "has_value", ProtocolRole::HoldsResult},
    {"*", "hasValue", ProtocolRole::HoldsResult},
    {"*", "empty", ProtocolRole::HoldsNothing},
    {"*", "is_empty", ProtocolRole::HoldsNothing},
    {"*", "isEmpty", ProtocolRole::HoldsNothing},
    {"*", "completed", ProtocolRole::Completed},
    {"*", "from_result", ProtocolRole::Completed},
    {"*", "from_value", ProtocolRole::Completed},
    {"*", "makeEmpty", ProtocolRole::MakesEmpty},
    {"*", "make_empty", ProtocolRole::MakesEmpty},
};

constexpr llvm::StringLiteral OwnedTypes[] = {"value_type", "element_type"};

// With 'coAwait' some libraries hand an awaitable the executor of who awaits it.
constexpr llvm::StringLiteral CoroutineMembers[] = {"await_ready", "await_resume",
                                                    "get_return_object", "promise_type", "coAwait"};

//===----------------------------------------------------------------------===//
// Looking a name up
//===----------------------------------------------------------------------===//

/// Is the declaration context the namespace of this qualified name?
bool isScope(const DeclContext *Context, StringRef Scope) {
  if (Scope == "*")
    return true;
  while (true) {
    Context = Context->getNonTransparentContext();
    const auto *Space = dyn_cast<NamespaceDecl>(Context);
    if (!Space)
      return Scope.empty() && Context->isTranslationUnit();
    if (!Space->isInline()) {
      const auto [Outer, Inner] = Scope.contains("::") ? Scope.rsplit("::") : std::pair("", Scope);
      if (!Space->getIdentifier() || Space->getName() != Inner)
        return false;
      Scope = Outer;
    }
    Context = Context->getParent();
  }
}

/// The rows of several tables by their names.
template <class Meaning> class Index {
public:
  explicit Index(std::initializer_list<Table<Meaning>> Tables) {
    for (const Table<Meaning> Rows : Tables)
      for (const Row<Meaning> &Entry : Rows)
        RowsOf[Entry.Name].push_back(&Entry);
  }

  /// What the tables say of it; nothing where they don't have it.
  Meaning find(const NamedDecl *D) const {
    if (!D || !D->getIdentifier())
      return Meaning{};
    const auto Found = RowsOf.find(D->getName());
    if (Found == RowsOf.end())
      return Meaning{};
    for (const Row<Meaning> *Entry : Found->second)
      if (isScope(D->getDeclContext(), Entry->Scope))
        return Entry->Means;
    return Meaning{};
  }

private:
  llvm::StringMap<llvm::SmallVector<const Row<Meaning> *, 1>> RowsOf;
};

} // namespace

CallEffect functionEffect(const FunctionDecl *Function) {
  static const Index<CallEffect> Functions{StdFunctions, TestFunctions};
  if (!Function || isa<CXXMethodDecl>(Function))
    return CallEffect::None;
  switch (Function->getBuiltinID()) { // 'std::abs' is C's, of most types
  case Builtin::BIabs:
  case Builtin::BIlabs:
  case Builtin::BIllabs:
    return CallEffect::Magnitude;
  default:
    return Functions.find(Function);
  }
}

CallEffect functionEffect(const Expr *E) {
  const auto *Call = dyn_cast_or_null<CallExpr>(E);
  return Call ? functionEffect(Call->getDirectCallee()) : CallEffect::None;
}

CallEffect memberEffect(const NamedDecl *Member) {
  static const Index<CallEffect> Names{Members};
  return Names.find(Member);
}

const Expr *movedFrom(const Expr *E) {
  return functionEffect(E) == CallEffect::Move ? cast<CallExpr>(E)->getArg(0) : nullptr;
}

const CallExpr *exchangeIn(const Stmt *S) {
  const auto *Call = dyn_cast_or_null<CallExpr>(S);
  return Call && functionEffect(Call) == CallEffect::Exchange && Call->getNumArgs() == 2 ? Call
                                                                                         : nullptr;
}

bool assignsToIgnore(const CXXOperatorCallExpr *Assignment) {
  if (Assignment->getOperator() != OO_Equal || Assignment->getNumArgs() != 2)
    return false;
  const auto *Name = dyn_cast<DeclRefExpr>(Assignment->getArg(0)->IgnoreParenImpCasts());
  return Name && Name->getDecl()->isInStdNamespace() && Name->getDecl()->getIdentifier() &&
         Name->getDecl()->getName() == "ignore";
}

unsigned traitsOf(const NamedDecl *Class) {
  static const Index<unsigned> Classes{StdClasses};
  return Classes.find(Class);
}

unsigned traitsOf(QualType Type) {
  return Type.isNull() ? 0U : traitsOf(Type.getNonReferenceType()->getAsCXXRecordDecl());
}

static const Index<ProtocolRole> &protocolIndex() {
  static const Index<ProtocolRole> Roles{Protocol};
  return Roles;
}

ProtocolRole protocolRole(const CXXMethodDecl *Method) { return protocolIndex().find(Method); }

llvm::SmallVector<StringRef, 4> namesOf(ProtocolRole Role) {
  llvm::SmallVector<StringRef, 4> Names;
  for (const Row<ProtocolRole> &Entry : Protocol)
    if (Entry.Means == Role)
      Names.push_back(Entry.Name);
  return Names;
}

llvm::ArrayRef<llvm::StringLiteral> ownedTypeNames() { return OwnedTypes; }

llvm::ArrayRef<llvm::StringLiteral> coroutineMemberNames() { return CoroutineMembers; }

bool expectsException(const FunctionDecl *Function) {
  return Function->getIdentifier() && Function->getName().contains_insensitive("throw");
}

} // namespace valuetask
