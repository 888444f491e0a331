// SPDX-License-Identifier: AGPL-3.0-or-later
// Productions that end too early: by Ctrl-C, and by kill -9 at every stage.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <set>

#include "engine/audit.h"
#include "engine/detail/work_folder.h"
#include "given_matter.h"

namespace vaughn::engine {
namespace {

namespace fs = std::filesystem;

class Interruption : public GivenMatter {
 protected:
  // A matter that is ready to produce two pages, one of them with a mark.
  void given_ready_matter() {
    given_file("boston/a.eml", kMail);
    auto workspace = given_workspace();
    take(workspace, "boston", "boston");
    code_responsive(workspace, "harbor", "1");
    render_all(workspace);
    mark_words(workspace, "Marisol Quintanar", "(b)(6)");
    release_all(workspace);
  }

  // Produces in a process of its own, which dies when this stage begins.
  void produce_and_die_at(const std::string& stage) {
    const pid_t child = ::fork();
    if (child == 0) {
      auto own_sandbox = Sandbox::start();
      auto workspace = Workspace::open(folder() / "matter", store::Access::read_write, actor());
      ProduceRequest request;
      request.dated = today();
      const auto done = produce(*workspace, *own_sandbox, request, [&](const Progress& progress) {
        if (progress.stage == stage) {
          ::kill(::getpid(), SIGKILL);
        }
      });
      ::_exit(done ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself, with " << WEXITSTATUS(status);
  }

  std::set<std::string> names_in(const std::string& below) const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder() / "matter" / below)) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }

  bool has_left_overs() const {
    const auto names = names_in(".vaughn");
    return std::any_of(names.begin(), names.end(), [](const std::string& name) {
      return name.find("tmp-") != std::string::npos || name == "staging" || name == "sealing";
    });
  }

  void expect_clean_matter_that_goes_on(const std::string& stage) {
    auto workspace = reopened();
    EXPECT_FALSE(has_left_overs()) << stage;
    EXPECT_TRUE(names_in("volumes").empty()) << stage;
    EXPECT_EQ(workspace.notes().size(), 1u) << stage;
    EXPECT_TRUE(verify_audit(workspace, true)->problems.empty()) << stage;
    EXPECT_EQ(produced(workspace).volume.name, "VOL001") << stage;
    EXPECT_FALSE(has_left_overs()) << stage;
    EXPECT_EQ(names_in("volumes"), std::set<std::string>{"VOL001"}) << stage;
  }
};

TEST_F(Interruption, ByKillInTheMiddleLeavesNothingBehind) {
  for (const std::string stage : {"burning", "writing", "checking", "sealing"}) {
    given_ready_matter();
    produce_and_die_at(stage);
    EXPECT_TRUE(has_left_overs()) << stage << ": nothing was there to be removed";
    { const auto reader = reopened(store::Access::read_only); }
    EXPECT_TRUE(has_left_overs()) << stage << ": a reader removes nothing";
    expect_clean_matter_that_goes_on(stage);
    fs::remove_all(folder() / "matter");
  }
}

TEST_F(Interruption, LeavesTheFoldersOfLivingReadersAlone) {
  given_ready_matter();
  const auto work_folder = folder() / "matter" / ".vaughn";
  const auto used = WorkDir::make(work_folder);
  ASSERT_TRUE(used);
  const auto stale = work_folder / "tmp-stale";
  fs::create_directory(stale);
  given_file("matter/.vaughn/tmp-stale/page.pdf", "not redacted");
  const auto workspace = reopened();
  EXPECT_TRUE(fs::exists(used->path()));
  EXPECT_FALSE(fs::exists(stale));
}

TEST_F(Interruption, SweepsNothingWhileAnotherWrites) {
  given_ready_matter();
  const auto writer = reopened();
  given_file("matter/.vaughn/staging/VOL001/page.pdf", "of the other process");
  const auto second = Workspace::open(folder() / "matter", store::Access::read_write, actor());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::ErrorCode::locked);
  EXPECT_TRUE(has_left_overs());
}

TEST_F(Interruption, ByAStopSealsNothing) {
  given_ready_matter();
  auto workspace = reopened();
  const auto events = workspace.db().last_event()->id;
  for (const std::string stage : {"burning", "writing", "checking"}) {
    bool is_stopped = false;
    ProduceRequest request;
    request.dated = today();
    const auto done = produce(
        workspace,
        sandbox(),
        request,
        [&](const Progress& progress) { is_stopped = is_stopped || progress.stage == stage; },
        [&] { return is_stopped; });
    ASSERT_TRUE(done) << stage << ": " << done.error().message;
    EXPECT_TRUE(done->was_stopped) << stage;
    EXPECT_TRUE(done->path.empty()) << stage;
    EXPECT_EQ(workspace.db().last_event()->id, events) << stage;
    EXPECT_FALSE(has_left_overs()) << stage;
    EXPECT_TRUE(names_in("volumes").empty()) << stage;
  }
  EXPECT_EQ(produced(workspace).volume.name, "VOL001");
}

TEST_F(Interruption, RefusesAFolderThatStandsInTheVolumesPlace) {
  given_ready_matter();
  given_file("matter/volumes/VOL001/mine.txt", "put here by hand");
  auto workspace = reopened();
  ProduceRequest request;
  request.dated = today();
  const auto done = produce(workspace, sandbox(), request, {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, base::ErrorCode::conflict);
  EXPECT_TRUE(fs::exists(folder() / "matter" / "volumes" / "VOL001" / "mine.txt"));
}

}  // namespace
}  // namespace vaughn::engine
