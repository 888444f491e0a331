// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/intake.h"

#include <gmock/gmock.h>

#include <csignal>

#include "engine/audit.h"
#include "engine/status.h"
#include "extract/wire.h"
#include "given_matter.h"

namespace vaughn::engine {
namespace {

using testing::ElementsAre;

// The parser dies over every record whose name begins with "bad".
base::Result<void> die_over_bad(const work::Handler& extract,
                                base::BytesView arguments,
                                base::BytesView input,
                                const work::Emit& emit) {
  return extract(arguments, input, [&](base::BytesView message) {
    const auto decoded = extract::decode_message(message);
    const auto* part = decoded ? std::get_if<extract::Part>(&*decoded) : nullptr;
    if (part != nullptr && part->state == extract::PartState::record &&
        part->name.starts_with("bad")) {
      ::raise(SIGKILL);
    }
    emit(message);
  });
}

class DyingParser : public GivenMatter {
 protected:
  DyingParser()
      : GivenMatter([](Task task, work::Handler handler) -> work::Handler {
          if (task != Task::extract) {
            return handler;
          }
          return [extract = std::move(handler)](
                     base::BytesView arguments, base::BytesView input, const work::Emit& emit) {
            return die_over_bad(extract, arguments, input, emit);
          };
        }) {}

  void given_zip(const std::string& zip, const std::vector<std::string>& names) {
    std::vector<std::string> command{"python3", "-m", "zipfile", "-c", (folder() / zip).string()};
    for (const auto& name : names) {
      given_file(name, "what " + name + " says\n");
      command.push_back((folder() / name).string());
    }
    std::filesystem::create_directories((folder() / zip).parent_path());
    const auto made = base::run_process(command);
    ASSERT_TRUE(made);
    ASSERT_EQ(made->exit_status, 0) << made->err;
  }

  static std::string mail_with(const std::vector<std::string>& names) {
    std::string mail =
        "From: ana@tides.gov\r\nTo: ben@tides.gov\r\nSubject: files\r\n"
        "Date: Fri, 03 Jun 2022 10:15:00 -0400\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nattached\r\n";
    for (const auto& name : names) {
      mail += "--b\r\nContent-Type: text/plain; name=\"" + name +
              "\"\r\nContent-Disposition: attachment; filename=\"" + name + "\"\r\n\r\nwhat " +
              name + " says\r\n";
    }
    return mail + "--b--\r\n";
  }

  static std::vector<std::string> names_of(Workspace& workspace) {
    std::vector<std::string> names;
    const auto records = workspace.db().records();
    for (const auto& record : *records) {
      names.push_back(record.name);
    }
    return names;
  }

  static std::vector<std::string> exceptions_of(Workspace& workspace) {
    std::vector<std::string> rows;
    const auto exceptions = workspace.db().exceptions();
    for (const auto& row : *exceptions) {
      rows.push_back(row.path + ": " + std::string(foia::to_string(row.finding.code)));
    }
    return rows;
  }
};

TEST_F(DyingParser, LosesOneMemberOfAnArchive) {
  given_zip("boston/box.zip", {"a.txt", "bad.txt", "c.txt", "bad too.txt", "e.txt"});
  auto workspace = given_workspace();
  const auto taken = take(workspace, "boston", "boston");
  EXPECT_THAT(names_of(workspace), ElementsAre("a.txt", "c.txt", "e.txt"));
  EXPECT_THAT(exceptions_of(workspace),
              ElementsAre("boston/box.zip//bad too.txt: limit", "boston/box.zip//bad.txt: limit"));
  EXPECT_EQ(taken.items, 5);
  EXPECT_EQ(account(workspace)->difference, 0);
}

TEST_F(DyingParser, LosesOneAttachmentOfAMail) {
  given_file("boston/m.eml", mail_with({"a.txt", "bad.txt", "c.txt"}));
  auto workspace = given_workspace();
  take(workspace, "boston", "boston");
  EXPECT_THAT(names_of(workspace), ElementsAre("m.eml", "a.txt", "c.txt"));
  ASSERT_EQ(workspace.db().exceptions()->size(), 1u);
  EXPECT_EQ(workspace.db().exceptions()->front().container.value, 1)
      << "the mail to which it belongs";
  EXPECT_FALSE(workspace.db().exceptions()->front().sha256.is_zero()) << "its bytes are kept";
}

TEST_F(DyingParser, LosesOneMessageOfAMailbox) {
  const std::string from = "From ana@tides.gov Fri Jun  3 10:15:00 2022\n";
  given_file("boston/box.mbox",
             from + mail_with({"bad.txt", "c.txt"}) + "\n" + from + mail_with({"d.txt"}) + "\n");
  auto workspace = given_workspace();
  take(workspace, "boston", "boston");
  EXPECT_THAT(names_of(workspace), ElementsAre("000001.eml", "c.txt", "000002.eml", "d.txt"));
  EXPECT_EQ(workspace.db().exceptions()->size(), 1u);
}

TEST_F(DyingParser, LosesTheInputItselfAndTakesTheNext) {
  given_file("boston/bad.txt", "one");
  given_file("boston/good.txt", "two");
  auto workspace = given_workspace();
  take(workspace, "boston", "boston");
  EXPECT_THAT(names_of(workspace), ElementsAre("good.txt"));
  EXPECT_THAT(exceptions_of(workspace), ElementsAre("boston/bad.txt: limit"));
}

TEST_F(DyingParser, GivesUpOnAnInputThatKillsAgainAndAgain) {
  std::vector<std::string> names;
  for (int i = 10; i < 40; ++i) {
    names.push_back("bad" + std::to_string(i) + ".txt");
  }
  given_file("boston/m.eml", mail_with(names));
  auto workspace = given_workspace();
  take(workspace, "boston", "boston");
  EXPECT_THAT(names_of(workspace), ElementsAre("m.eml"));
  EXPECT_EQ(workspace.db().exceptions()->size(), 21u) << "20 by name, and one for all the rest";
}

}  // namespace
}  // namespace vaughn::engine
