//===--- Dialect.cpp - how a library's coroutine types behave -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Dialect.h"
#include "text/Spelling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"
#include <map>
#include <set>

using llvm::StringRef;

namespace valuetask {

namespace {

/// What the reader keeps while it reads a file.
struct DialectReading {
  std::string File;
  std::string Problem; ///< the first one, with its place
  std::string Message; ///< that a scalar's reader has just returned
  /// The mapping that was read last, and its keys: the one of which a key is unknown, since those
  /// within are complete by then.
  std::string LastMapping;
  std::vector<std::string> LastKeys;
  std::map<std::string, std::vector<std::string>> KeysOf; ///< of all mappings so far
  std::set<std::string> TypesSeen;
  std::set<std::string> MembersSeen; ///< of the type at hand
  bool MayNameRvalues = false;       ///< 'NAME&&' has a meaning in the list at hand
};

DialectReading &readingOf(void *Context) { return *static_cast<DialectReading *>(Context); }
DialectReading &readingOf(llvm::yaml::IO &Io) { return readingOf(Io.getContext()); }

/// "; did you mean 'x'?", or all that could be meant.
std::string suggestion(StringRef Misspelt, llvm::ArrayRef<std::string> Known, StringRef Plural) {
  const std::string Question =
      didYouMean(Misspelt, std::vector<StringRef>(Known.begin(), Known.end()));
  if (!Question.empty())
    return "; " + Question;
  return ("; the " + Plural + " are " + llvm::join(Known, ", ")).str();
}

void keepProblem(const llvm::SMDiagnostic &Problem, void *Context) {
  DialectReading &Reading = readingOf(Context);
  if (!Reading.Problem.empty())
    return;
  std::string Message = Problem.getMessage().str();
  if (StringRef Key = Message; Key.consume_front("unknown key '")) {
    Key = Key.take_until([](char C) { return C == '\''; });
    Message = "unknown key '" + Key.str() + "' in " + Reading.LastMapping +
              suggestion(Key, Reading.LastKeys, "keys");
  }
  Reading.Problem = Reading.File + ":" + std::to_string(Problem.getLineNo()) + ":" +
                    std::to_string(Problem.getColumnNo() + 1) + ": " + Message;
}

/// Reads the keys of one mapping, and remembers which ones there are.
class KeyReader {
public:
  KeyReader(llvm::yaml::IO &Io, std::string Mapping) : Io(Io), Mapping(std::move(Mapping)) {}
  KeyReader(const KeyReader &) = delete;
  KeyReader &operator=(const KeyReader &) = delete;
  ~KeyReader() {
    DialectReading &Reading = readingOf(Io);
    Reading.LastMapping = Mapping;
    Reading.KeysOf[Mapping] = Keys;
    Reading.LastKeys = std::move(Keys);
  }

  template <class T> void required(const char *Key, T &Value) {
    Keys.push_back(Key);
    Io.mapRequired(Key, Value);
  }
  template <class T> void optional(const char *Key, T &Value) {
    Keys.push_back(Key);
    Io.mapOptional(Key, Value);
  }

private:
  llvm::yaml::IO &Io;
  std::string Mapping;
  std::vector<std::string> Keys;
};

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

template <class Kind> struct Word {
  llvm::StringLiteral Text;
  Kind Means;
};

constexpr Word<StartKind> StartWords[] = {{"lazy", StartKind::Lazy}, {"eager", StartKind::Eager}};
constexpr Word<CopyKind> CopyWords[] = {{"move", CopyKind::Move},
                                        {"share", CopyKind::Share},
                                        {"multi", CopyKind::Multi},
                                        {"immovable", CopyKind::Immovable}};
constexpr Word<AwaitKind> AwaitWords[] = {
    {"no", AwaitKind::No}, {"consumes", AwaitKind::Consumes}, {"reads", AwaitKind::Reads}};
constexpr Word<SecondKind> SecondWords[] = {
    {"crash", SecondKind::Crash},   {"assert", SecondKind::Assert},
    {"throws", SecondKind::Throws}, {"stale", SecondKind::Stale},
    {"hangs", SecondKind::Hangs},   {"undefined", SecondKind::Undefined},
    {"fine", SecondKind::Fine}};
constexpr Word<DropKind> DropWords[] = {
    {"never-runs", DropKind::NeverRuns}, {"leaks", DropKind::Leaks}, {"cancels", DropKind::Cancels},
    {"runs-on", DropKind::RunsOn},       {"logs", DropKind::Logs},   {"dies", DropKind::Dies},
    {"waits", DropKind::Waits}};
constexpr Word<FieldKind> FieldWords[] = {{"idiomatic", FieldKind::Idiomatic},
                                          {"rare", FieldKind::Rare},
                                          {"never", FieldKind::Never},
                                          {"impossible", FieldKind::Impossible}};
constexpr Word<UnusedKind> UnusedWords[] = {{"mistake", UnusedKind::Mistake},
                                            {"scope-bound", UnusedKind::ScopeBound}};
constexpr Word<UnreadyKind> UnreadyWords[] = {{"throws", UnreadyKind::Throws},
                                              {"assert", UnreadyKind::Assert},
                                              {"crash", UnreadyKind::Crash},
                                              {"undefined", UnreadyKind::Undefined},
                                              {"blocks", UnreadyKind::Blocks}};
constexpr Word<PlaceKind> PlaceWords[] = {{"anywhere", PlaceKind::Anywhere},
                                          {"coroutines", PlaceKind::Coroutines}};

template <class Kind> std::vector<std::string> textsOf(llvm::ArrayRef<Word<Kind>> Words) {
  std::vector<std::string> Texts;
  for (const Word<Kind> &Entry : Words)
    Texts.push_back(Entry.Text.str());
  return Texts;
}

/// Reads one of the words; else the message.
template <class Kind>
StringRef readWord(StringRef Text, llvm::ArrayRef<Word<Kind>> Words, void *Context, Kind &Value) {
  for (const Word<Kind> &Entry : Words)
    if (Entry.Text == Text) {
      Value = Entry.Means;
      return {};
    }
  DialectReading &Reading = readingOf(Context);
  Reading.Message =
      "'" + Text.str() + "' is not a valid value" + suggestion(Text, textsOf(Words), "values");
  return Reading.Message;
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

bool isIdentifier(StringRef Name) {
  return !Name.empty() && !llvm::isDigit(Name.front()) &&
         llvm::all_of(Name, [](char C) { return llvm::isAlnum(C) || C == '_'; });
}

bool isQualifiedName(StringRef Name) {
  llvm::SmallVector<StringRef> Parts;
  Name.split(Parts, "::");
  return llvm::all_of(Parts, isIdentifier);
}

/// 'operator+', 'operator()'; not 'operatorX', which is an identifier.
bool isOperator(StringRef Name) {
  return Name.consume_front("operator") && !Name.empty() && !llvm::isAlnum(Name.front()) &&
         Name.front() != '_';
}

/// Of 'NAME', 'NAME*' and each with '/ARITY' and '&&'; else nothing.
std::optional<CalleeName> parseCallee(StringRef Text, bool Qualified) {
  CalleeName Result;
  Result.IsOfRvalue = !isOperator(Text) && Text.consume_back("&&");
  // '/' is an operator, too.
  if (const size_t Slash = Text.rfind('/');
      Slash != StringRef::npos && Slash + 1 < Text.size() && !Text.starts_with("operator/")) {
    unsigned Arity = 0;
    if (Text.substr(Slash + 1).getAsInteger(10, Arity))
      return std::nullopt;
    Result.Arity = Arity;
    Text = Text.take_front(Slash);
  }
  if (isOperator(Text)) {
    Result.Name = Text.str();
    return Result;
  }
  Result.IsPrefix = Text.consume_back("*");
  if (!(Qualified ? isQualifiedName(Text) && Text.contains("::") : isIdentifier(Text)))
    return std::nullopt;
  Result.Name = Text.str();
  return Result;
}

/// The arguments in 'A, B<C, D>'.
std::vector<std::string> splitArguments(StringRef List) {
  std::vector<std::string> Arguments;
  size_t Begin = 0;
  unsigned Depth = 0;
  for (size_t I = 0; I <= List.size(); ++I) {
    const char C = I < List.size() ? List[I] : ',';
    Depth += C == '<';
    Depth -= C == '>' && Depth > 0;
    if (C == ',' && Depth == 0) {
      Arguments.push_back(List.slice(Begin, I).trim().str());
      Begin = I + 1;
    }
  }
  return Arguments;
}

} // namespace

std::optional<StringRef> Dialect::libraryAround(StringRef Path) const {
  std::optional<StringRef> Around;
  for (const StringRef Header : Headers) {
    StringRef Outer = Path;
    if (!Outer.consume_back(Header) ||
        !(Outer.empty() || llvm::sys::path::is_separator(Outer.back())))
      continue;
    if (const size_t Own = Header.find('/'); Own != StringRef::npos)
      return Path.take_front(Outer.size() + Own + 1);
    Around = Path;
  }
  return Around;
}

std::optional<MemberUse> DialectType::useOf(StringRef Member, unsigned Arguments) const {
  std::optional<MemberUse> Found;
  // An exact name says more than the beginning of many, and an arity more than none.
  unsigned Best = 0;
  for (const auto &[Use, Name] : Members) {
    const unsigned Rank = 1 + (Name.IsPrefix ? 0 : 2) + (Name.Arity ? 1 : 0);
    if (Rank > Best && Name.matches(Member, Arguments)) {
      Best = Rank;
      Found = Use;
    }
  }
  return Found;
}

bool DialectType::needsResult(StringRef Member, unsigned Arguments, bool InCoroutine) const {
  return llvm::any_of(Results, [&](const ResultFact &Result) {
    return Result.Otherwise != UnreadyKind::Blocks &&
           (Result.In == PlaceKind::Anywhere || InCoroutine) &&
           llvm::any_of(Result.Get,
                        [&](const CalleeName &Name) { return Name.matches(Member, Arguments); });
  });
}

const ResultFact *DialectType::blockingResult(StringRef Member, unsigned Arguments,
                                              bool OfRvalue) const {
  const auto Found = llvm::find_if(Results, [&](const ResultFact &Result) {
    return Result.Otherwise == UnreadyKind::Blocks &&
           llvm::any_of(Result.Get, [&](const CalleeName &Name) {
             return Name.matches(Member, Arguments) && (!Name.IsOfRvalue || OfRvalue);
           });
  });
  return Found == Results.end() ? nullptr : &*Found;
}

} // namespace valuetask

//===----------------------------------------------------------------------===//
// The format
//===----------------------------------------------------------------------===//

LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::CalleeName)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::TypeName)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::ReadyTest)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::ResultFact)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::DialectType)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::DialectFunction)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::ParameterPosition)

namespace valuetask {
namespace {

/// A key whose value is text, for people: a phrase without a period at its end.
struct Phrase {
  std::string &Text;
};

struct MemberLists {
  std::vector<CalleeName> Of[static_cast<unsigned>(MemberUse::Swap) + 1];

  std::vector<CalleeName> &operator[](MemberUse Use) { return Of[static_cast<unsigned>(Use)]; }
};

struct AwaitKinds {
  AwaitKind Lvalue = AwaitKind::No, Rvalue = AwaitKind::No;
};

/// A function's name, which is qualified.
struct ListedFunction {
  CalleeName Name;
};

} // namespace
} // namespace valuetask

namespace llvm::yaml {

using namespace valuetask;

/// What scalars have in common: they are only read.
template <class T> struct ReadOnlyScalar {
  static void output(const T &, void *, raw_ostream &) {}
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

// A type can't be in parentheses. NOLINTBEGIN(bugprone-macro-parentheses)
#define VALUETASK_WORDS(Kind, Words)                                                               \
  template <> struct ScalarTraits<Kind> : ReadOnlyScalar<Kind> {                                   \
    static StringRef input(StringRef Text, void *Context, Kind &Value) {                           \
      return readWord<Kind>(Text, Words, Context, Value);                                          \
    }                                                                                              \
  }
// NOLINTEND(bugprone-macro-parentheses)
VALUETASK_WORDS(StartKind, StartWords);
VALUETASK_WORDS(CopyKind, CopyWords);
VALUETASK_WORDS(AwaitKind, AwaitWords);
VALUETASK_WORDS(SecondKind, SecondWords);
VALUETASK_WORDS(DropKind, DropWords);
VALUETASK_WORDS(FieldKind, FieldWords);
VALUETASK_WORDS(UnusedKind, UnusedWords);
VALUETASK_WORDS(UnreadyKind, UnreadyWords);
VALUETASK_WORDS(PlaceKind, PlaceWords);
#undef VALUETASK_WORDS

template <> struct ScalarTraits<Phrase> : ReadOnlyScalar<Phrase> {
  static StringRef input(StringRef Text, void *, Phrase &Value) {
    if (Text.trim().empty())
      return "the text is empty";
    if (Text.contains('\n'))
      return "the text has more than one line";
    if (Text.ends_with("."))
      return "it is part of a sentence: write it without the period";
    Value.Text = Text.str();
    return {};
  }
};

template <> struct ScalarTraits<CalleeName> : ReadOnlyScalar<CalleeName> {
  static StringRef input(StringRef Text, void *Context, CalleeName &Value) {
    DialectReading &Reading = readingOf(Context);
    std::optional<CalleeName> Parsed = parseCallee(Text, /*Qualified=*/false);
    if (!Parsed || (Parsed->IsOfRvalue && !Reading.MayNameRvalues)) {
      Reading.Message = "'" + Text.str() +
                        "' is not a member; write 'NAME', 'NAME*' for all that begin so, or "
                        "'NAME/2' for calls with two arguments";
      return Reading.Message;
    }
    if (!Reading.MembersSeen.insert(Text.str()).second) {
      Reading.Message = "the member '" + Text.str() + "' is listed twice";
      return Reading.Message;
    }
    Value = std::move(*Parsed);
    return {};
  }
};

template <> struct ScalarTraits<ListedFunction> : ReadOnlyScalar<ListedFunction> {
  static StringRef input(StringRef Text, void *Context, ListedFunction &Value) {
    if (std::optional<CalleeName> Parsed = parseCallee(Text, /*Qualified=*/true);
        Parsed && !Parsed->IsOfRvalue) {
      Value.Name = std::move(*Parsed);
      return {};
    }
    DialectReading &Reading = readingOf(Context);
    Reading.Message = "'" + Text.str() +
                      "' is not a qualified function; write 'namespace::NAME' or "
                      "'namespace::class::NAME', with '/2' behind it for calls with two arguments";
    return Reading.Message;
  }
};

template <> struct ScalarTraits<TypeName> : ReadOnlyScalar<TypeName> {
  static StringRef input(StringRef Text, void *Context, TypeName &Value) {
    DialectReading &Reading = readingOf(Context);
    StringRef Name = Text;
    const bool IsGlobal = Name.consume_front("::");
    if (const size_t Open = Name.find('<'); Open != StringRef::npos && Name.ends_with(">")) {
      Value.Arguments = splitArguments(Name.slice(Open + 1, Name.size() - 1));
      Name = Name.take_front(Open);
    }
    if (!isQualifiedName(Name) || llvm::is_contained(Value.Arguments, "")) {
      Reading.Message = "'" + Text.str() +
                        "' is not a type; write 'namespace::class', or 'namespace::class<*, true>' "
                        "for some of its instantiations";
      return Reading.Message;
    }
    if (!IsGlobal && !Name.contains("::")) {
      Reading.Message =
          "'" + Text.str() +
          "' has no namespace, and a bare name is that of many types; write '::" + Text.str() +
          "' for one in the global namespace";
      return Reading.Message;
    }
    if (!Reading.TypesSeen.insert(Text.str()).second) {
      Reading.Message = "the type '" + Text.str() + "' is described twice";
      return Reading.Message;
    }
    Value.Name = Name.str();
    return {};
  }
};

template <> struct ScalarTraits<ReadyTest> : ReadOnlyScalar<ReadyTest> {
  static StringRef input(StringRef Text, void *, ReadyTest &Value) {
    const auto [Member, Enumerator] = Text.split("==");
    Value = {Member.trim().str(), Enumerator.trim().str()};
    const bool IsComparison = Text.contains("==");
    if (!isIdentifier(Value.Member) || (IsComparison && !isQualifiedName(Value.Enumerator)))
      return "write a member that answers yes or no, or 'MEMBER == ENUMERATOR'";
    return {};
  }
};

template <> struct ScalarTraits<ParameterPosition> : ReadOnlyScalar<ParameterPosition> {
  static StringRef input(StringRef Text, void *, ParameterPosition &Value) {
    if (Text == "all") {
      Value.Number = 0;
      return {};
    }
    if (Text.getAsInteger(10, Value.Number) || Value.Number == 0)
      return "write the position of a parameter, from 1 on, or 'all'";
    return {};
  }
};

template <> struct MappingTraits<AwaitKinds> {
  static void mapping(IO &Io, AwaitKinds &Await) {
    KeyReader Keys(Io, "'await'");
    Keys.optional("lvalue", Await.Lvalue);
    Keys.optional("rvalue", Await.Rvalue);
  }
};

template <> struct MappingTraits<MemberLists> {
  static void mapping(IO &Io, MemberLists &Members) {
    readingOf(Io).MembersSeen.clear();
    KeyReader Keys(Io, "'members'");
    Keys.optional("consume", Members[MemberUse::Consume]);
    Keys.optional("pass-on", Members[MemberUse::PassOn]);
    Keys.optional("handle", Members[MemberUse::Handle]);
    Keys.optional("share", Members[MemberUse::Share]);
    Keys.optional("release", Members[MemberUse::Release]);
    Keys.optional("read", Members[MemberUse::Read]);
    Keys.optional("look", Members[MemberUse::Look]);
    Keys.optional("fill", Members[MemberUse::Fill]);
    Keys.optional("swap", Members[MemberUse::Swap]);
  }
};

template <> struct MappingTraits<ResultFact> {
  static void mapping(IO &Io, ResultFact &Result) {
    readingOf(Io).MembersSeen.clear();
    KeyReader Keys(Io, "'results'");
    readingOf(Io).MayNameRvalues = true;
    Keys.required("get", Result.Get);
    readingOf(Io).MayNameRvalues = false;
    Keys.required("ready", Result.Ready);
    Keys.required("otherwise", Result.Otherwise);
    Keys.optional("in", Result.In);
  }

  static std::string validate(IO &, ResultFact &Result) {
    if (Result.Otherwise == UnreadyKind::Blocks)
      return "";
    if (Result.Ready.empty())
      return "'ready' is empty; write the tests that are true if the result is there";
    const bool HasRvalue =
        llvm::any_of(Result.Get, [](const CalleeName &Name) { return Name.IsOfRvalue; });
    return HasRvalue ? "'&&' behind a member is only for 'otherwise: blocks'" : "";
  }
};

template <> struct MappingTraits<DialectWords> {
  static void mapping(IO &Io, DialectWords &Words) {
    KeyReader Keys(Io, "'words'");
    Phrase Object{Words.Object}, Second{Words.Second}, Dropped{Words.Dropped},
        Consume{Words.Consume}, Share{Words.Share}, Discard{Words.Discard};
    Keys.optional("object", Object);
    Keys.optional("second", Second);
    Keys.optional("dropped", Dropped);
    Keys.optional("consume", Consume);
    Keys.optional("share", Share);
    Keys.optional("discard", Discard);
  }
};

template <> struct MappingTraits<DialectType> {
  static void mapping(IO &Io, DialectType &Type) {
    // First, so that it is known of what the other keys are.
    Io.mapOptional("exempt", Type.Exempt);
    KeyReader Keys(Io, Type.Exempt ? "an exempt type" : "a type");
    Keys.required("names", Type.Names);
    Keys.optional("exempt", Type.Exempt);
    if (Type.Exempt) {
      Phrase Reason{Type.Reason};
      return Keys.required("reason", Reason);
    }
    AwaitKinds Await;
    MemberLists Members;
    Keys.required("start", Type.Start);
    Keys.optional("copy", Type.Copy);
    Keys.optional("await", Await);
    Keys.required("second", Type.Second);
    Keys.required("dropped", Type.Dropped);
    Keys.required("field", Type.Field);
    Keys.optional("unused", Type.Unused);
    Keys.optional("reused", Type.Reused);
    Keys.optional("ready-made", Type.ReadyMade);
    Keys.optional("members", Members);
    Keys.optional("results", Type.Results);
    Keys.optional("words", Type.Words);
    Type.AwaitLvalue = Await.Lvalue;
    Type.AwaitRvalue = Await.Rvalue;
    for (auto [Use, Names] : llvm::enumerate(Members.Of))
      for (CalleeName &Name : Names)
        Type.Members.emplace_back(static_cast<MemberUse>(Use), std::move(Name));
  }

  static std::string validate(IO &, DialectType &Type) {
    if (Type.Names.empty())
      return "'names' is empty";
    if (Type.Exempt)
      return "";
    if (Type.Copy == CopyKind::Multi)
      return "a type whose copies can each be awaited needs no facts; write 'exempt: true'";
    if (Type.Second == SecondKind::Fine && Type.AwaitLvalue != AwaitKind::Reads)
      return "a type that can be consumed twice needs no facts; write 'exempt: true'";
    for (const std::string &Function : Type.ReadyMade)
      if (!isQualifiedName(Function) || !StringRef(Function).contains("::"))
        return "'" + Function + "' in 'ready-made' is not a qualified function";
    const bool IsConsumed =
        Type.AwaitLvalue == AwaitKind::Consumes || Type.AwaitRvalue == AwaitKind::Consumes ||
        llvm::any_of(Type.Members,
                     [](const auto &Member) { return Member.first <= MemberUse::Share; });
    return IsConsumed ? ""
                      : "nothing consumes this type; describe it with 'await', or with 'consume' "
                        "in 'members'";
  }
};

template <> struct MappingTraits<DialectFunction> {
  static void mapping(IO &Io, DialectFunction &Function) {
    KeyReader Keys(Io, "a function");
    ListedFunction Name;
    Keys.required("name", Name);
    Keys.optional("takes", Function.Takes);
    Keys.optional("passes-on", Function.PassesOn);
    Keys.optional("reads", Function.Reads);
    Keys.optional("keeps", Function.Keeps);
    Keys.optional("blocks", Function.Blocks);
    Keys.optional("move", Function.IsMove);
    Function.Name = std::move(Name.Name);
  }

  static std::string validate(IO &, DialectFunction &Function) {
    const bool IsEmpty = Function.Takes.empty() && Function.PassesOn.empty() &&
                         Function.Reads.empty() && Function.Keeps.empty() &&
                         Function.Blocks.empty() && !Function.IsMove;
    return IsEmpty ? "say what it does: 'takes', 'passes-on', 'reads', 'keeps', 'blocks' or 'move'"
                   : "";
  }
};

template <> struct MappingTraits<Dialect> {
  static void mapping(IO &Io, Dialect &Whole) {
    KeyReader Keys(Io, "a dialect");
    Phrase Library{Whole.Library};
    Keys.required("dialect", Whole.Id);
    Keys.required("library", Library);
    Keys.optional("home", Whole.Home);
    Keys.optional("version", Whole.Version);
    Keys.required("headers", Whole.Headers);
    Keys.required("types", Whole.Types);
    Keys.optional("functions", Whole.Functions);
  }

  static std::string validate(IO &, Dialect &Whole) {
    if (Whole.Id == "auto" || Whole.Id == "none" || Whole.Id.empty() ||
        !llvm::all_of(Whole.Id, [](char C) { return llvm::isAlnum(C) || C == '-' || C == '_'; }))
      return "'" + Whole.Id +
             "' is not a valid name of a dialect; write letters, digits, '-' and '_', and neither "
             "'auto' nor 'none'";
    if (Whole.Types.empty())
      return "'types' is empty";
    if (Whole.Headers.empty())
      return "'headers' is empty, so that the dialect would never be used; write how the paths of "
             "the library's headers end";
    for (const std::string &Header : Whole.Headers)
      if (Header.empty() || Header.front() == '/' || StringRef(Header).contains('\\'))
        return "'" + Header + "' is not how the path of a header ends; write 'folder/header.h'";
    return "";
  }
};

} // namespace llvm::yaml

namespace valuetask {

/// Reads the first document of the text, which has to be the only one.
static Dialect read(StringRef Text, DialectReading &Reading) {
  Dialect Result;
  llvm::yaml::Input In(Text, &Reading, keepProblem, &Reading);
  // 'In >> Result' would follow a null pointer of an empty file.
  const bool HasDocument = In.setCurrentDocument();
  llvm::yaml::EmptyContext Nothing;
  if (HasDocument && !In.error())
    llvm::yaml::yamlize(In, Result, /*Required=*/true, Nothing);
  else if (Reading.Problem.empty())
    Reading.Problem =
        Reading.File + ":1:1: the file is empty; it has to begin with 'dialect: NAME'";
  if (Reading.Problem.empty() && !In.error() && In.nextDocument())
    Reading.Problem = Reading.File + ":1:1: a file describes one dialect; put the one behind '---' "
                                     "into a file of its own";
  if (Reading.Problem.empty() && In.error())
    Reading.Problem = Reading.File + ": " + In.error().message();
  return Result;
}

llvm::Expected<Dialect> readDialect(StringRef Text, StringRef File) {
  DialectReading Reading;
  Reading.File = File.str();
  Dialect Result = read(Text, Reading);
  if (!Reading.Problem.empty())
    return llvm::createStringError(Reading.Problem);
  return Result;
}

std::vector<FormatPart> dialectFormat(StringRef Text) {
  DialectReading Reading;
  read(Text, Reading);
  std::vector<FormatPart> Parts;
  Parts.reserve(Reading.KeysOf.size());
  for (const auto &[Mapping, Keys] : Reading.KeysOf)
    Parts.push_back({Mapping, Keys});
  Parts.push_back({"start", textsOf<StartKind>(StartWords)});
  Parts.push_back({"copy", textsOf<CopyKind>(CopyWords)});
  Parts.push_back({"lvalue", textsOf<AwaitKind>(AwaitWords)});
  Parts.push_back({"rvalue", textsOf<AwaitKind>(AwaitWords)});
  Parts.push_back({"second", textsOf<SecondKind>(SecondWords)});
  Parts.push_back({"dropped", textsOf<DropKind>(DropWords)});
  Parts.push_back({"field", textsOf<FieldKind>(FieldWords)});
  Parts.push_back({"unused", textsOf<UnusedKind>(UnusedWords)});
  Parts.push_back({"otherwise", textsOf<UnreadyKind>(UnreadyWords)});
  Parts.push_back({"in", textsOf<PlaceKind>(PlaceWords)});
  return Parts;
}

} // namespace valuetask
