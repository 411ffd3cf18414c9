//===--- LoopShape.cpp - a loop that is left ------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/LoopShape.h"
#include "ast/Expressions.h"
#include "models/Inspections.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

LoopShape::LoopShape(const ControlFlow &Flow, const CFGBlock &Condition)
    : Flow(Flow), Condition(Condition), Blocks(blocksOf(Flow, Condition)) {
  for (const CFGBlock *Block : Flow.cfg())
    if (Blocks[Block->getBlockID()])
      for (const CFGElement &Element : *Block)
        if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>()) {
          forEachWrite(S->getStmt(), [&](const ValueDecl *V) { Written.push_back(V); });
          if (const ValueDecl *Variable = setAnewBy(S->getStmt()))
            SetAnew.push_back(Variable);
        }
}

/// 'i = 0', 'it = v.begin()'; null for 'i = i + 1' and the like.
const ValueDecl *LoopShape::setAnewBy(const Stmt *S) {
  const auto *Binary = dyn_cast<BinaryOperator>(S);
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
  const Expr *Target = nullptr, *Value = nullptr;
  if (Binary && Binary->getOpcode() == BO_Assign) {
    Target = Binary->getLHS();
    Value = Binary->getRHS();
  } else if (Operator && Operator->getOperator() == OO_Equal && Operator->getNumArgs() == 2) {
    Target = Operator->getArg(0);
    Value = Operator->getArg(1);
  }
  const auto *Variable = Target ? dyn_cast_or_null<VarDecl>(variableOf(Target)) : nullptr;
  return Variable && !llvm::is_contained(mentionedIn(Value), Variable) ? Variable : nullptr;
}

std::vector<const ValueDecl *> LoopShape::counted() const {
  std::vector<const ValueDecl *> Counted;
  llvm::copy_if(Written, std::back_inserter(Counted),
                [&](const ValueDecl *Variable) { return !llvm::is_contained(SetAnew, Variable); });
  return Counted;
}

bool LoopShape::hidesEvents(const FunctionEvents &Events, ObjectId Object) const {
  // By 'break' and 'return' more is reached than by the loop's own end.
  llvm::BitVector Within = Blocks, Afterwards(Blocks.size());
  for (const CFGBlock *Block : Flow.cfg())
    if (Blocks[Block->getBlockID()])
      for (const CFGBlock *Successor : Block->succs())
        if (Successor && !Blocks[Successor->getBlockID()])
          (Block == &Condition ? Afterwards : Within) |= Flow.reachableFrom(Successor);
  Within.reset(Afterwards);
  Within |= Blocks;
  bool Happens = false, Depends = false;
  for (const CFGBlock *Block : Flow.cfg()) {
    if (!Within[Block->getBlockID()])
      continue;
    Events.forEachEvent(*Block, [&](const Event &E) {
      Happens |= E.Object == Object && E.Kind != EventKind::Test && E.Kind != EventKind::Bind &&
                 E.Kind != EventKind::Unbind;
    });
    const Stmt *Asked = Block == &Condition || !Blocks[Block->getBlockID()]
                            ? nullptr
                            : Block->getTerminatorCondition();
    Depends |= Asked && llvm::any_of(mentionedIn(Asked), [&](const ValueDecl *Read) {
                 return llvm::is_contained(Written, Read);
               });
  }
  return Happens && Depends;
}

/// The blocks of the loop that a condition ends.
llvm::BitVector LoopShape::blocksOf(const ControlFlow &Flow, const CFGBlock &From) {
  // From the condition round to itself; the loops around it come by as well, but only by way of
  // where it is left to.
  const llvm::BitVector Back = Flow.reaching(&From);
  llvm::BitVector Loop(Flow.cfg().getNumBlockIDs());
  const CFGBlock *Exit = nullptr;
  for (const CFGBlock *Successor : From.succs())
    if (Successor && !Back[Successor->getBlockID()])
      Exit = Successor;
  if (!Exit && From.succ_size() == 2)
    Exit = *(From.succ_begin() + 1); // 'while (c)', 'for (; c;)': not c
  std::vector<const CFGBlock *> Worklist = {&From};
  while (!Worklist.empty()) {
    const CFGBlock *Block = Worklist.back();
    Worklist.pop_back();
    if (Loop[Block->getBlockID()])
      continue;
    Loop.set(Block->getBlockID());
    for (const CFGBlock *Successor : Block->succs())
      if (Successor && Successor != Exit && Back[Successor->getBlockID()])
        Worklist.push_back(Successor);
  }
  return Loop;
}

} // namespace valuetask
