//===--- Profile.cpp - what a run of the profiled program measured --------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "profile/Profile.h"
#include "profile/Json.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include <optional>

namespace valuetask {

namespace json = llvm::json;

namespace {

constexpr llvm::StringLiteral Format = "valuetask-profile";
constexpr int64_t Version = 1;
constexpr llvm::StringLiteral RecordAgain = "; record the profile again";

/// A step into a value: a member of an object, or an element of a list.
struct Step {
  llvm::StringRef Member;
  size_t Element = 0;
};

/// The line and the column of what lies there, or of the last that is there. The JSON parser keeps
/// no positions; the YAML parser, which reads JSON as well, does. Only for text that is sound JSON.
std::pair<unsigned, unsigned> positionOf(llvm::StringRef Text, llvm::ArrayRef<Step> Path) {
  llvm::SourceMgr Sources;
  Sources.setDiagHandler([](const llvm::SMDiagnostic &, void *) {});
  llvm::yaml::Stream Stream(Text, Sources);
  llvm::SMLoc Place = llvm::SMLoc::getFromPointer(Text.begin());
  llvm::yaml::Node *At = Stream.begin()->getRoot();
  auto Member = [](llvm::yaml::MappingNode *Object, llvm::StringRef Name) -> llvm::yaml::Node * {
    for (llvm::yaml::KeyValueNode &Pair : *Object) {
      llvm::SmallString<32> Storage;
      const auto *Key = llvm::dyn_cast_or_null<llvm::yaml::ScalarNode>(Pair.getKey());
      if (Key && Key->getValue(Storage) == Name)
        return Pair.getValue();
    }
    return nullptr;
  };
  auto Element = [](llvm::yaml::SequenceNode *List, size_t Index) -> llvm::yaml::Node * {
    for (llvm::yaml::Node &Node : *List)
      if (Index-- == 0)
        return &Node;
    return nullptr;
  };
  // Of an object and a list, the range begins behind the bracket.
  auto BeginOf = [&](llvm::yaml::Node *Node) {
    const char *Begin = Node->getSourceRange().Start.getPointer();
    const bool Behind = !llvm::isa<llvm::yaml::ScalarNode>(Node) && Begin != Text.begin() &&
                        (Begin[-1] == '{' || Begin[-1] == '[');
    return llvm::SMLoc::getFromPointer(Behind ? Begin - 1 : Begin);
  };
  for (const Step &Passed : Path) {
    if (At)
      Place = BeginOf(At);
    if (auto *Object = llvm::dyn_cast_or_null<llvm::yaml::MappingNode>(At))
      At = Member(Object, Passed.Member);
    else if (auto *List = llvm::dyn_cast_or_null<llvm::yaml::SequenceNode>(At))
      At = Element(List, Passed.Element);
    else
      At = nullptr;
  }
  if (At)
    Place = BeginOf(At);
  return Sources.FindBufferContainingLoc(Place) ? Sources.getLineAndColumn(Place)
                                                : std::pair(1U, 1U);
}

/// Reads one file, and says of the first thing that is wrong where it is.
class Reader {
public:
  Reader(llvm::StringRef Text, llvm::StringRef Name) : Text(Text), Name(Name) {}

  llvm::Expected<std::vector<Profile::Function>> operator()() {
    llvm::Expected<json::Value> Root = parseJson(Text);
    if (!Root)
      return broken(Root.takeError());
    const json::Object *All = Root->getAsObject();
    if (!All || All->getString("format") != Format)
      return wrong({{"format"}}, "this is not a profile: its 'format' is not '" + Format +
                                     "'; take a file that the profiled program wrote");
    const std::optional<int64_t> Is = All->getInteger("version");
    if (Is && *Is > Version)
      return wrong({{"version"}}, "the profile is of version " + llvm::Twine(*Is) +
                                      ", and this checker reads version " + llvm::Twine(Version) +
                                      "; use a checker as new as the runtime");
    if (Is != Version)
      return wrong({{"version"}}, "'version' is not " + llvm::Twine(Version) + RecordAgain);
    const json::Array *Entries = All->getArray("functions");
    if (!Entries)
      return wrong({{"functions"}}, "'functions' is not a list" + RecordAgain);
    std::vector<Profile::Function> Functions;
    for (size_t Index = 0; Index != Entries->size(); ++Index) {
      llvm::Expected<Profile::Function> Read = entry((*Entries)[Index], Index);
      if (!Read)
        return Read.takeError();
      Functions.push_back(std::move(*Read));
    }
    return Functions;
  }

private:
  llvm::Error at(unsigned Line, unsigned Column, const llvm::Twine &Message) const {
    return llvm::createStringError(Name + ":" + llvm::Twine(Line) + ":" + llvm::Twine(Column) +
                                   ": " + Message);
  }

  llvm::Error wrong(std::initializer_list<Step> Path, const llvm::Twine &Message) const {
    const auto [Line, Column] = positionOf(Text, Path);
    return at(Line, Column, Message);
  }

  /// The parser's '[3:17, byte=60]: Expected ...'.
  llvm::Error broken(llvm::Error Problem) const {
    const std::string Message = llvm::toString(std::move(Problem));
    llvm::SmallVector<llvm::StringRef> Parts;
    unsigned Line = 1, Column = 1;
    llvm::StringRef What = Message;
    if (llvm::Regex("^\\[([0-9]+):([0-9]+), byte=[0-9]+\\]: (.*)$").match(Message, &Parts) &&
        !Parts[1].getAsInteger(10, Line) && !Parts[2].getAsInteger(10, Column))
      What = Parts[3];
    return at(Line, std::max(Column, 1U), "the profile is damaged: " + What + RecordAgain);
  }

  llvm::Expected<Profile::Function> entry(const json::Value &Value, size_t Index) const {
    const Step List{"functions"}, Here{"", Index};
    const json::Object *Entry = Value.getAsObject();
    if (!Entry)
      return wrong({List, Here}, "a function is not an object" + RecordAgain);
    Profile::Function Result;
    std::string Type;
    for (const auto &[Member, Into] :
         {std::pair<llvm::StringRef, std::string *>("file", &Result.File),
          {"function", &Result.Written},
          {"type", &Type}}) {
      const std::optional<llvm::StringRef> Given = Entry->getString(Member);
      if (!Given || Given->empty())
        return wrong({List, Here, {Member}},
                     "'" + Member + "' of a function is not text" + RecordAgain);
      *Into = Given->str();
    }
    uint64_t Line = 0;
    for (const auto &[Member, Into] : {std::pair<llvm::StringRef, uint64_t *>("line", &Line),
                                       {"calls", &Result.Counted.Calls},
                                       {"synchronous", &Result.Counted.Synchronous},
                                       {"allocations", &Result.Counted.Allocations},
                                       {"bytes", &Result.Counted.Bytes}}) {
      const json::Value *Given = Entry->get(Member);
      const std::optional<uint64_t> Number = Given ? Given->getAsUINT64() : std::nullopt;
      if (!Number)
        return wrong({List, Here, {Member}},
                     "'" + Member + "' of a function is not a count" + RecordAgain);
      *Into = *Number;
    }
    const llvm::StringRef Template =
        llvm::StringRef(Type).take_until([](char C) { return C == '<'; });
    if (Template != "task" && Template != "value_task")
      return wrong({List, Here, {"type"}},
                   "'type' of a function is neither a task nor a value_task" + RecordAgain);
    Result.Line = static_cast<unsigned>(Line);
    Result.MakesValueTasks = Template == "value_task";
    Result.Name = parseFunctionName(Result.Written);
    // Threads count on while a profile is written.
    Result.Counted.Synchronous = std::min(Result.Counted.Synchronous, Result.Counted.Calls);
    return Result;
  }

  llvm::StringRef Text, Name;
};

} // namespace

Counts &Counts::operator+=(const Counts &Other) {
  Calls = llvm::SaturatingAdd(Calls, Other.Calls);
  Synchronous = llvm::SaturatingAdd(Synchronous, Other.Synchronous);
  Allocations = llvm::SaturatingAdd(Allocations, Other.Allocations);
  Bytes = llvm::SaturatingAdd(Bytes, Other.Bytes);
  return *this;
}

llvm::Expected<Profile> Profile::parse(llvm::StringRef Text, llvm::StringRef Name) {
  llvm::Expected<std::vector<Function>> Functions = Reader(Text, Name)();
  if (!Functions)
    return Functions.takeError();
  Profile Result;
  Result.Functions = std::move(*Functions);
  return Result;
}

llvm::Expected<Profile> Profile::read(llvm::ArrayRef<std::string> Files) {
  Profile Sum;
  for (const std::string &File : Files) {
    const auto Text = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
    if (!Text)
      return llvm::createStringError("can't read the profile '" + File +
                                     "': " + Text.getError().message());
    llvm::Expected<Profile> Run = parse((*Text)->getBuffer(), File);
    if (!Run)
      return Run.takeError();
    Sum.add(*Run);
  }
  return Sum;
}

void Profile::add(const Profile &Other) {
  llvm::StringMap<size_t> IndexOf;
  auto KeyOf = [](const Function &Entry) {
    return Entry.File + '\n' + Entry.Written + '\n' + (Entry.MakesValueTasks ? "v" : "t");
  };
  for (size_t Index = 0; Index != Functions.size(); ++Index)
    IndexOf.try_emplace(KeyOf(Functions[Index]), Index);
  for (const Function &Entry : Other.Functions) {
    const auto [It, IsNew] = IndexOf.try_emplace(KeyOf(Entry), Functions.size());
    if (IsNew) {
      Functions.push_back(Entry);
      continue;
    }
    Functions[It->second].Counted += Entry.Counted;
    Functions[It->second].Line = std::min(Functions[It->second].Line, Entry.Line);
  }
}

void Profile::mapPrefixes(llvm::ArrayRef<std::pair<std::string, std::string>> OldToNew) {
  for (Function &Entry : Functions)
    for (const auto &[Old, New] : OldToNew) {
      llvm::StringRef Rest = Entry.File;
      if (!Rest.consume_front(Old))
        continue;
      if (!Rest.empty() && !Old.empty() && !llvm::sys::path::is_separator(Rest.front()) &&
          !llvm::sys::path::is_separator(Old.back()))
        continue; // '/src' is no part of '/srcs/a.cpp'
      Entry.File = New + Rest.str();
      break;
    }
}

std::string describe(const Profile::Function &Entry) {
  return Entry.File + ":" + llvm::utostr(Entry.Line) + ": " + Entry.Written;
}

} // namespace valuetask
