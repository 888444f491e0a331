// SPDX-License-Identifier: AGPL-3.0-or-later
// Ctrl-C as a terminal sends it: to every process of the group, children included.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>

#include "base/files.h"
#include "cli/program.h"

namespace vaughn::cli {
namespace {

namespace fs = std::filesystem;

// Passes nothing on; interrupts its own process group when it first reads a word.
class Interrupter : public std::stringbuf {
 public:
  explicit Interrupter(std::string word) : word_(std::move(word)) {}
  int sync() override {
    if (!is_done_ && str().find(word_) != std::string::npos) {
      is_done_ = true;
      ::kill(0, SIGINT);
    }
    return 0;
  }

 private:
  std::string word_;
  bool is_done_ = false;
};

class CtrlC : public testing::Test {
 protected:
  CtrlC() : folder_(*base::TempDir::make(fs::temp_directory_path())) {}

  // The exit code of the command in a process group of its own, interrupted at `word` of its
  // progress line, if there is one.
  int run(std::vector<std::string> words, const std::string& word = "") {
    if (words[0] != "init") {
      words.insert(words.end(), {"-C", below("").string()});
    }
    const pid_t child = ::fork();
    if (child == 0) {
      ::setpgid(0, 0);
      std::istringstream in;
      std::ostringstream out;
      Interrupter buffer(word.empty() ? "\n\n\n" : word);
      std::ostream err(&buffer);
      Terminal terminal{.in = in,
                        .out = out,
                        .err = err,
                        .err_is_tty = true,
                        .environment = [](const char*) { return std::optional<std::string>(); },
                        .login_name = "Dana Ruiz"};
      const int code = run_program(words, terminal);
      std::ofstream(folder_.path() / "answer") << out.str() << buffer.str();
      ::_exit(code);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  std::string answer() const {
    const auto text = base::read_file(folder_.path() / "answer");
    return text ? *text : "no answer";
  }

  fs::path below(const std::string& name) const { return folder_.path() / "m" / name; }

  void given_ready_matter() {
    const fs::path harbor = fs::path(VAUGHN_FIXTURES) / "harbor";
    const auto toml = (harbor / "matter.toml").string();
    const auto rules = (harbor / "rules.toml").string();
    const auto boston = (harbor / "records" / "boston").string();
    ASSERT_EQ(run({"init", below("").string(), "--from", toml}), 0) << answer();
    ASSERT_EQ(run({"add", boston, "--office", "boston"}), 3) << answer();
    ASSERT_EQ(run({"code",
                   "--query",
                   "subject:gauge",
                   "--category",
                   "1",
                   "--responsive",
                   "--reason",
                   "reads a gauge"}),
              0)
        << answer();
    ASSERT_EQ(run({"render"}), 0) << answer();
    ASSERT_EQ(run({"redact", "add", "--rules", rules}), 0) << answer();
    ASSERT_EQ(run({"decide", "--rules", rules}), 0) << answer();
  }

  base::TempDir folder_;
};

TEST_F(CtrlC, StopsAProductionWithoutATrace) {
  given_ready_matter();
  for (const auto* stage : {"burning", "writing", "checking"}) {
    EXPECT_EQ(run({"produce", "run", "--dated", "2026-03-02"}, stage), 130) << answer();
    EXPECT_NE(answer().find("nothing was sealed"), std::string::npos) << answer();
    EXPECT_NE(answer().find("go on: vaughn produce run"), std::string::npos) << answer();
    EXPECT_TRUE(fs::is_empty(below("volumes")));
    EXPECT_FALSE(fs::exists(below(".vaughn/staging")));
  }
  EXPECT_EQ(run({"produce", "run", "--dated", "2026-03-02"}), 0) << answer();
  EXPECT_TRUE(fs::exists(below("volumes/VOL001/manifest.json")));
  EXPECT_EQ(run({"audit", "verify"}), 0) << answer();
}

}  // namespace
}  // namespace vaughn::cli
