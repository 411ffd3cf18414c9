//===--- TaskUses.cpp - what callers do with the tasks that they get ------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "profile/TaskUses.h"
#include "models/Library.h"
#include "models/RuntimeTypes.h"
#include "program/OtherUnits.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// Does the await look at the operand through an await_transform that may be for some types only?
bool isTransformed(const CoawaitExpr *Await) {
  llvm::SmallVector<const Stmt *> Open = {Await->getCommonExpr()};
  while (!Open.empty()) {
    const Stmt *S = Open.pop_back_val();
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
      if (const CXXMethodDecl *Method = Call->getMethodDecl();
          Method && Method->getIdentifier() && Method->getName() == "await_transform") {
        const FunctionDecl *Pattern = Method->getTemplateInstantiationPattern();
        const auto *Param = Pattern && Pattern->getNumParams() == 1
                                ? Pattern->getParamDecl(0)->getType()->getAs<RValueReferenceType>()
                                : nullptr;
        return !Param || !Param->getPointeeType()->isTemplateTypeParmType();
      }
    // What is within the operand is somebody else's.
    if (S != Await->getOperand())
      for (const Stmt *Child : S->children())
        if (Child)
          Open.push_back(Child);
  }
  return false;
}

} // namespace

class TaskUses::Collector : public RecursiveASTVisitor<Collector> {
public:
  Collector(TaskUses &Result, ASTContext &Context)
      : Result(Result), Sources(Context.getSourceManager()), Runtime(Context) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (D && D->getLocation().isValid() &&
        (Sources.isInSystemHeader(D->getLocation()) || Runtime.contain(D->getLocation())))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  // What is around the node that is visited. (Clang's map of parents is of the whole unit, with its
  // system headers.)
  bool dataTraverseStmtPre(Stmt *S) {
    Around.push_back(S);
    return true;
  }
  bool dataTraverseStmtPost(Stmt *) {
    Around.pop_back();
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *Name) {
    if (const auto *Variable = dyn_cast<VarDecl>(Name->getDecl()))
      visitVariable(Variable);
    else
      visitFunction(Name->getDecl(), Name);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *Name) {
    visitFunction(Name->getMemberDecl(), Name);
    return true;
  }

  bool VisitOverloadExpr(OverloadExpr *Names) {
    for (const NamedDecl *Declaration : Names->decls())
      if (const auto *Function = Declaration->getUnderlyingDecl()->getAsFunction())
        noteDependent(Function->getDeclName(), Names);
    const auto *Lookup = dyn_cast<UnresolvedLookupExpr>(Names);
    if (!Lookup || Lookup->requiresADL())
      noteDependent(Names->getName(), Names);
    return true;
  }
  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *Name) {
    noteDependent(Name->getMember(), Name);
    return true;
  }
  bool VisitDependentScopeDeclRefExpr(DependentScopeDeclRefExpr *Name) {
    noteDependent(Name->getDeclName(), Name);
    return true;
  }

  /// To be called when all was visited.
  void finish() {
    for (const auto &[Variable, Local] : Locals) {
      TaskUse &Use = Result.Uses[Local.Function];
      if (Local.Mentions == 1 && Local.IsAwaited)
        ++Use.AwaitedAtOnce;
      else
        noteOther(Use, Variable->getLocation());
    }
  }

private:
  /// A variable that takes what a function returned.
  struct LocalTask {
    const FunctionDecl *Function;
    const DeclStmt *Declaration;
    unsigned Mentions = 0;
    bool IsAwaited = false;
  };

  static void noteOther(TaskUse &Use, SourceLocation Where) {
    if (Use.OtherUse.isInvalid())
      Use.OtherUse = Where;
  }

  /// The position of the use around the node at a position: beyond parentheses and implicit nodes.
  size_t useOf(size_t At) const {
    do {
      if (At-- == 0)
        return None;
    } while (isa<ParenExpr, ImplicitCastExpr, ExprWithCleanups, MaterializeTemporaryExpr,
                 CXXBindTemporaryExpr, ConstantExpr>(Around[At]));
    return At;
  }
  template <class Node> const Node *nodeAt(size_t At) const {
    return At == None ? nullptr : dyn_cast<Node>(Around[At]);
  }

  /// The position of the call of the function that is named at a position.
  size_t callOf(size_t Name) const {
    const size_t Use = useOf(Name);
    const auto *Call = nodeAt<CallExpr>(Use);
    return Call && Call->getCallee()->IgnoreParenImpCasts() == Around[Name] ? Use : None;
  }

  size_t beyondMove(size_t At) const {
    const size_t Use = useOf(At);
    const auto *Call = nodeAt<CallExpr>(Use);
    return movedFrom(Call) ? Use : At;
  }

  bool isAwait(size_t At) const {
    const auto *Await = nodeAt<CoawaitExpr>(At);
    return (Await && !isTransformed(Await)) || nodeAt<DependentCoawaitExpr>(At);
  }

  /// Is it a call of sync_wait, for whatever it is given?
  bool isSyncWait(size_t At) const {
    const auto *Call = nodeAt<CallExpr>(At);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    const auto *Name =
        Callee ? dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreParenImpCasts()) : nullptr;
    return Name && !Name->hasExplicitTemplateArgs() && isOfRuntime(Callee, "sync_wait");
  }

  void visitFunction(const ValueDecl *Named, const Expr *Name) {
    const auto *Function = dyn_cast<FunctionDecl>(Named);
    if (!Function || !isTask(Function->getReturnType()))
      return;
    Function = Function->getCanonicalDecl();
    TaskUse &Use = Result.Uses[Function];
    const size_t Call = callOf(Around.size() - 1);
    if (Call == None)
      return noteOther(Use, Name->getExprLoc());
    const size_t Taker = useOf(beyondMove(Call));
    if (isAwait(Taker) || isSyncWait(Taker)) {
      ++Use.AwaitedAtOnce;
      return;
    }
    if (const auto *Declaration = nodeAt<DeclStmt>(useOf(Call)))
      if (const VarDecl *Variable = deducedFrom(Declaration)) {
        Locals.try_emplace(Variable, LocalTask{Function, Declaration});
        return;
      }
    noteOther(Use, Name->getExprLoc());
  }

  /// The variable of 'auto x = f();'. With another type, the declaration would no longer compile.
  static const VarDecl *deducedFrom(const DeclStmt *Declaration) {
    const auto *Variable =
        Declaration->isSingleDecl() ? dyn_cast<VarDecl>(Declaration->getSingleDecl()) : nullptr;
    const TypeSourceInfo *Written =
        Variable && Variable->hasLocalStorage() ? Variable->getTypeSourceInfo() : nullptr;
    return Written && Written->getTypeLoc().getAs<AutoTypeLoc>() ? Variable : nullptr;
  }

  void visitVariable(const VarDecl *Variable) {
    const auto It = Locals.find(Variable);
    if (It == Locals.end())
      return;
    ++It->second.Mentions;
    const size_t Await = useOf(beyondMove(Around.size() - 1));
    const size_t Block = isAwait(Await) ? blockAround(Await) : None;
    // What is directly within the block is the whole statement.
    It->second.IsAwaited = Block != None && isNext(cast<CompoundStmt>(Around[Block]),
                                                   It->second.Declaration, Around[Block + 1]);
  }

  /// The position of the block in which an await is, if it is sure to run in its statement, and if
  /// it makes no difference that it gives a value: a task awaited by its name gives a reference.
  size_t blockAround(size_t Await) const {
    const size_t Use = useOf(Await);
    const auto *Declaration = nodeAt<DeclStmt>(Use);
    const auto *Taker = Declaration && Declaration->isSingleDecl()
                            ? dyn_cast<VarDecl>(Declaration->getSingleDecl())
                            : nullptr;
    const auto *Converted = nodeAt<ImplicitCastExpr>(Await - 1);
    const bool TakesValue = (Taker && !Taker->getType()->isReferenceType()) ||
                            nodeAt<CoreturnStmt>(Use) || nodeAt<CompoundStmt>(Use) ||
                            cast<Expr>(Around[Await])->isPRValue() ||
                            (Converted && Converted->getCastKind() == CK_LValueToRValue);
    if (!TakesValue)
      return None;
    for (size_t At = Await; At-- > 0;) {
      const Stmt *S = Around[At];
      if (isa<CompoundStmt>(S))
        return At;
      const auto *Operator = dyn_cast<BinaryOperator>(S);
      const bool IsPlain =
          isa<DeclStmt, CoreturnStmt>(S) ||
          (isa<Expr>(S) && !isa<AbstractConditionalOperator, StmtExpr, LambdaExpr>(S) &&
           !(Operator && Operator->isLogicalOp()));
      if (!IsPlain)
        return None;
    }
    return None;
  }

  static bool isNext(const CompoundStmt *Block, const Stmt *First, const Stmt *Second) {
    const auto It = llvm::find(Block->body(), First);
    return It != Block->body_end() && std::next(It) != Block->body_end() &&
           *std::next(It) == Second;
  }

  void noteDependent(DeclarationName Meant, const Expr *Name) {
    const size_t Call = callOf(Around.size() - 1);
    if (Call == None || !isAwait(useOf(Call)))
      Result.DependentNames.try_emplace(Meant, Name->getExprLoc());
  }

  static constexpr size_t None = ~size_t(0);

  TaskUses &Result;
  const SourceManager &Sources;
  /// They call nothing of their users by its name.
  const RuntimeHeaders Runtime;
  llvm::SmallVector<const Stmt *, 64> Around;
  llvm::DenseMap<const VarDecl *, LocalTask> Locals;
};

TaskUses::TaskUses(ASTContext &Context) {
  Collector All(*this, Context);
  All.TraverseDecl(Context.getTranslationUnitDecl());
  All.finish();
}

TaskUse TaskUses::of(const FunctionDecl *Function) const {
  TaskUse Use = Uses.lookup(Function->getCanonicalDecl());
  if (const auto It = DependentNames.find(Function->getDeclName());
      It != DependentNames.end() && Use.isOnlyAwaited())
    Use.OtherUse = It->second;
  return Use;
}

std::vector<std::string> TaskUses::otherwiseUsed() const {
  std::vector<std::string> Names;
  for (const auto &[Function, Use] : Uses) {
    if (of(Function).isOnlyAwaited())
      continue;
    if (std::string Name = factNameOf(Function); !Name.empty())
      Names.push_back(std::move(Name));
  }
  llvm::sort(Names);
  return Names;
}

bool mayBeUsedElsewhere(const FunctionDecl *Function) {
  const SourceManager &Sources = Function->getASTContext().getSourceManager();
  // Of a header's static function, each unit that includes it has its own, from the same text.
  return Function->isExternallyVisible() ||
         llvm::any_of(Function->redecls(), [&](const FunctionDecl *Function) {
           return !Sources.isInMainFile(Sources.getExpansionLoc(Function->getLocation()));
         });
}

} // namespace valuetask
