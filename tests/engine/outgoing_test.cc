// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/outgoing.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "engine/detail/staged_papers.h"
#include "engine/detail/withheld_text.h"
#include "engine/letters.h"
#include "given_matter.h"

namespace vaughn::engine {
namespace {

using base::Result;
namespace fs = std::filesystem;

constexpr std::string_view kMemo =
    "Tide gauge memorandum, third quarter\n"
    "The gauge keeper at pier nine was paid twice in June.\n"
    "Ask the treasurer before the audit begins.\n";
constexpr std::string_view kNote =
    "Tide gauge memorandum, third quarter\n"
    "The gauge was painted.\n";
constexpr std::string_view kSecret = "The gauge keeper at pier nine was paid twice in June.";
constexpr std::string_view kOpen = "Tide gauge memorandum, third quarter";

class Outgoing : public GivenMatter {
 protected:
  explicit Outgoing(const Sandbox::Wrap& wrap = {}) : GivenMatter(wrap) {}

  // R-000001 says kMemo and is withheld; R-000002 says kNote.
  Workspace given_memo_and_note() {
    given_file("boston/memo.txt", kMemo);
    given_file("boston/note.txt", kNote);
    auto workspace = given_workspace();
    take(workspace, "boston", "boston");
    code_responsive(workspace, "gauge", "1");
    render_all(workspace);
    decide(workspace, "treasurer", foia::Disposition::withhold);
    return workspace;
  }

  void decide(Workspace& workspace, const std::string& query, foia::Disposition disposition) {
    DecideRequest request;
    request.scope.query = query;
    request.disposition = disposition;
    request.reason = "reviewed line by line";
    request.is_correction = true;
    if (disposition == foia::Disposition::withhold) {
      request.claims = claims("(b)(5): deliberative process");
      request.harm = "would end candid advice";
    }
    const auto done = decide_pages(workspace, request);
    ASSERT_TRUE(done) << done.error().message;
  }

  OutgoingResult searched(Workspace& workspace, std::string_view text) {
    given_file("out/paper.txt", text);
    OutgoingRequest request;
    request.places = {{folder() / "out", "out"}};
    auto result = search_outgoing(workspace, sandbox(), request);
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return result ? std::move(*result) : OutgoingResult{};
  }

  Result<StagedPapers> staged(Workspace& workspace, std::string_view text) {
    return StagedPapers::make(
        workspace, sandbox(), {{folder() / "out" / "paper.txt", base::Bytes(text)}});
  }

  std::string paper() const {
    const auto bytes = base::read_file(folder() / "out" / "paper.txt");
    return bytes ? std::string(*bytes) : "(none)";
  }
};

foia::PageRef memo() {
  return {{1}, 1};
}

TEST_F(Outgoing, FindsLinesOfPagesWithheldInFull) {
  auto workspace = given_memo_and_note();
  const auto result =
      searched(workspace, "They say: the gauge keeper\nat pier nine was PAID twice in June!");
  EXPECT_EQ(result.withheld_pages, 1);
  EXPECT_EQ(result.withheld_lines, 3);
  ASSERT_EQ(result.occurrences.size(), 1u);
  const auto& one = result.occurrences[0];
  EXPECT_EQ(one.withheld, memo());
  EXPECT_EQ(one.file, "out/paper.txt");
  EXPECT_EQ(one.times, 1);
  EXPECT_TRUE(one.is_open());
  EXPECT_EQ(argument_of(one), "R-000001:1");
  EXPECT_EQ(what_it_says(one), "says a line of page 1 of R-000001, withheld in full");
}

TEST_F(Outgoing, FindsNoOtherWordsAndNothingOnceThePageIsReleased) {
  auto workspace = given_memo_and_note();
  EXPECT_TRUE(searched(workspace, "The gauge keeper at pier nine was paid once.").is_clean());
  EXPECT_FALSE(searched(workspace, kSecret).is_clean());
  decide(workspace, "treasurer", foia::Disposition::release);
  EXPECT_TRUE(searched(workspace, kSecret).is_clean());
}

TEST_F(Outgoing, LeavesLinesAloneThatAReleasedPageSays) {
  auto workspace = given_memo_and_note();
  // Decided for release is not released.
  decide(workspace, "painted", foia::Disposition::release);
  EXPECT_FALSE(searched(workspace, kOpen).is_clean());
  produced(workspace);
  EXPECT_TRUE(searched(workspace, kOpen).is_clean());
  EXPECT_FALSE(searched(workspace, kSecret).is_clean());
  // Withheld since: what it said is open no longer.
  decide(workspace, "painted", foia::Disposition::withhold);
  const auto result = searched(workspace, kOpen);
  ASSERT_EQ(result.open(), 1);
  EXPECT_EQ(result.occurrences[0].pages, 2);
}

TEST_F(Outgoing, ANamedPersonLetsAPageBeQuotedWithAReason) {
  auto workspace = given_memo_and_note();
  AllowRequest request{.pages = {memo()}, .files = {"out/paper.txt"}};
  EXPECT_FALSE(allow_occurrences(workspace, request));
  request.reason = "the complaint quotes it";
  const auto allowed = allow_occurrences(workspace, request);
  ASSERT_TRUE(allowed) << allowed.error().message;
  EXPECT_EQ(allowed->pages, 1);
  auto result = searched(workspace, kSecret);
  EXPECT_TRUE(result.is_clean());
  ASSERT_EQ(result.occurrences.size(), 1u);
  EXPECT_EQ(result.occurrences[0].allowed_by, "D. Ruiz");
  EXPECT_EQ(result.occurrences[0].allowed_reason, "the complaint quotes it");
  // Not in another file, and not for another page.
  given_file("out/other.txt", kSecret);
  result = searched(workspace, kSecret);
  EXPECT_EQ(result.open(), 1);
  EXPECT_EQ(result.occurrences.size(), 2u);
  request.pages = {{{2}, 1}};
  const auto refused = allow_occurrences(workspace, request);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::not_found);
}

TEST_F(Outgoing, ReadsPagesOnceAndAnewWhenTheHashesDoNotFit) {
  auto workspace = given_memo_and_note();
  const auto file = folder() / "matter" / ".vaughn" / "withheld";
  EXPECT_FALSE(searched(workspace, kSecret).is_clean());
  const auto kept = *base::read_file(file);
  EXPECT_EQ(kept.find("treasurer"), std::string::npos);
  auto changed = kept;
  changed[kept.size() / 2] = static_cast<char>(changed[kept.size() / 2] + 1);
  for (const auto& bytes : {changed, kept.substr(0, kept.size() - 1), base::Bytes()}) {
    ASSERT_TRUE(base::write_file(file, bytes));
    EXPECT_FALSE(searched(workspace, kSecret).is_clean());
    EXPECT_EQ(*base::read_file(file), kept);
  }
}

TEST_F(Outgoing, PapersComeToTheirPlaceOnlyWhenTheySayNothingWithheld) {
  auto workspace = given_memo_and_note();
  given_file("out/paper.txt", "an older paper");
  bool is_recorded = false;
  const auto record = [&]() -> Result<void> {
    is_recorded = true;
    EXPECT_EQ(paper(), "an older paper") << "the ledger comes first";
    return {};
  };
  {
    const auto refused = staged(workspace, kSecret);
    ASSERT_TRUE(refused);
    EXPECT_TRUE(refused->is_refused());
    EXPECT_EQ(refused->outgoing().open(), 1);
    EXPECT_TRUE(refused->outgoing().occurrences[0].file.ends_with("out/paper.txt"));
  }
  EXPECT_EQ(paper(), "an older paper");
  auto good = staged(workspace, "The gauge was painted.");
  ASSERT_TRUE(good);
  ASSERT_FALSE(good->is_refused());
  const auto files = good->publish(record);
  ASSERT_TRUE(files) << files.error().message;
  EXPECT_TRUE(is_recorded);
  EXPECT_EQ(paper(), "The gauge was painted.");
}

TEST_F(Outgoing, PapersThatCannotBeReadOrPlacedAreRefused) {
  auto workspace = given_memo_and_note();
  const auto unread = StagedPapers::make(
      workspace, sandbox(), {{folder() / "out" / "paper.pdf", "%PDF-1.4\nnothing follows"}});
  ASSERT_TRUE(unread);
  EXPECT_TRUE(unread->is_refused());
  EXPECT_EQ(unread->outgoing().unread.size(), 1u);
  fs::create_directories(folder() / "out" / "paper.txt");
  auto good = staged(workspace, "The gauge was painted.");
  ASSERT_TRUE(good);
  bool is_recorded = false;
  const auto files = good->publish([&]() -> Result<void> {
    is_recorded = true;
    return {};
  });
  EXPECT_FALSE(files);
  EXPECT_FALSE(is_recorded);
}

TEST_F(Outgoing, AKilledCommandLeavesTheOlderPaperAndNothingElse) {
  { given_memo_and_note(); }
  given_file("out/paper.txt", "an older paper");
  const pid_t child = ::fork();
  if (child == 0) {
    auto own = Sandbox::start();
    auto workspace = Workspace::open(folder() / "matter", store::Access::read_write, actor());
    auto papers = StagedPapers::make(
        *workspace, *own, {{folder() / "out" / "paper.txt", "The gauge was painted."}});
    const auto done = papers->publish([]() -> Result<void> {
      ::kill(::getpid(), SIGKILL);
      return {};
    });
    ::_exit(done ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself, with " << WEXITSTATUS(status);
  EXPECT_EQ(paper(), "an older paper");
  EXPECT_EQ(base::list_files(folder() / "out")->files.size(), 1u);
  const auto workspace = reopened();
  for (const auto& entry : fs::directory_iterator(folder() / "matter" / ".vaughn")) {
    EXPECT_FALSE(entry.path().filename().string().starts_with(".tmp-")) << entry.path();
    EXPECT_FALSE(entry.path().filename().string().starts_with("tmp-")) << entry.path();
  }
}

TEST_F(Outgoing, ARefusedLetterTakesNoStepAndIsNoEvent) {
  auto workspace = given_memo_and_note();
  const auto before = workspace.db().last_event()->id;
  LetterRequest request;
  request.kind = letters::LetterKind::closure;
  request.dated = today();
  request.out = folder() / "out" / "closure";
  request.to = {"Ann Example"};
  request.fields = {{"closure.reason", "withdrawn"},
                    {"office.liaison", "one who knows that " + std::string(kSecret)}};
  const auto refused = write_letters(workspace, sandbox(), {request}, false);
  ASSERT_TRUE(refused) << refused.error().message;
  EXPECT_FALSE(refused->outgoing.is_clean());
  EXPECT_FALSE(fs::exists(folder() / "out"));
  EXPECT_EQ(workspace.db().last_event()->id, before);
  EXPECT_TRUE(refused->letters[0].files.empty());
  ASSERT_TRUE(allow_occurrences(workspace, {.pages = {memo()}, .reason = "it is public"}));
  const auto written = write_letters(workspace, sandbox(), {request}, false);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_TRUE(written->outgoing.is_clean());
  EXPECT_EQ(written->letters[0].files.size(), 2u);
}

// A sandbox whose child dies over the pages of every PDF.
class OutgoingUnread : public Outgoing {
 protected:
  OutgoingUnread()
      : Outgoing([](Task task, work::Handler handler) -> work::Handler {
          if (task != Task::page_texts) {
            return handler;
          }
          return [](base::BytesView, base::BytesView, const work::Emit&) -> base::Result<void> {
            return base::Error{base::ErrorCode::damaged, "no page can be read", ""};
          };
        }) {}
};

TEST_F(OutgoingUnread, NothingGoesOutWhileAWithheldPageIsUnknown) {
  auto workspace = given_memo_and_note();
  const auto result = searched(workspace, "The gauge was painted.");
  EXPECT_FALSE(result.is_clean());
  ASSERT_EQ(result.unread.size(), 1u);
  EXPECT_EQ(result.unread[0].file, "R-000001:1");
  ASSERT_TRUE(allow_occurrences(workspace, {.pages = {memo()}, .reason = "looked at by eye"}));
  EXPECT_TRUE(searched(workspace, "The gauge was painted.").is_clean());
}

TEST(OccurrencesAllowed, AreReadAsTheyWereBeforeTheyNamedPages) {
  const auto index = static_cast<std::size_t>(store::EventKind::occurrences_allowed);
  const auto old = store::body_from_json(index, R"({"marks":[5],"files":["a.pdf"]})");
  ASSERT_TRUE(old) << old.error().message;
  const auto& body = std::get<store::OccurrencesAllowed>(*old);
  EXPECT_EQ(body.marks.size(), 1u);
  EXPECT_TRUE(body.pages.empty());
}

}  // namespace
}  // namespace vaughn::engine
