// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/files.h"
#include "base/process.h"
#include "engine/code.h"
#include "engine/intake.h"
#include "engine/produce.h"
#include "engine/redact.h"
#include "engine/render.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"

namespace vaughn::engine {

inline constexpr std::string_view kMatter = R"toml(
[matter]
name = "Harbor Watch v. Department of Tides"
time_zone = "America/New_York"
case_number = "1:24-cv-00042"
[court]
profile = "cand"
name = "United States District Court"
district = "Northern District of California"
[judge]
name = "Jane Roe"
title = "United States Magistrate Judge"
initials = "JR"
[[party]]
name = "Harbor Watch"
side = "plaintiffs"
[[party]]
name = "Department of Tides"
short_name = "DOT"
side = "defendants"
[[counsel]]
side = "plaintiffs"
represents = "Attorneys for Plaintiff"
address = ["1 Main Street"]
telephone = "(510) 555-0100"
email = "clinic@example.org"
[[counsel.attorney]]
name = "Ann Example"
signs = true
[[counsel]]
side = "defendants"
represents = "Attorneys for Defendant"
address = ["2 Main Street"]
telephone = "(415) 555-0100"
email = "us@example.gov"
files = true
[[counsel.attorney]]
name = "Lee Example"
signs = true
[request]
number = "2024-DOT-00001"
agency = "Department of Tides"
component = "DOT"
requester = "Harbor Watch"
[[category]]
key = "1"
text = "Records about the harbor."
[[category]]
key = "2"
text = "Contracts."
[[office]]
key = "boston"
name = "Boston Field Office"
kind = "field_office"
[[office]]
key = "dallas"
name = "Dallas Field Office"
kind = "field_office"
[[submitter]]
key = "northway"
name = "Northway Systems, Incorporated"
short_name = "Northway"
notice_working_days = 10
[bates]
prefix = "DOT-"
width = 6
start = 1
[letters]
sender = ["Department of Tides", "1 Wharf Road"]
addressee = ["Harbor Watch"]
signer = "Dana Ruiz"
signer_title = "FOIA Officer"
)toml";

inline constexpr std::string_view kMail =
    "From: Ana Ortiz <ana@tides.gov>\r\n"
    "To: Ben Cole <ben@tides.gov>\r\n"
    "Subject: Harbor readings\r\n"
    "Date: Fri, 03 Jun 2022 10:15:00 -0400\r\n"
    "Message-ID: <m1@tides.gov>\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=\"b\"\r\n"
    "\r\n"
    "--b\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    "\r\n"
    "The harbor gauge was read by Marisol Quintanar this morning.\r\n"
    "Call her at 617-555-0142 if the numbers look odd.\r\n"
    "--b\r\n"
    "Content-Type: text/plain; name=\"gauge.txt\"\r\n"
    "Content-Disposition: attachment; filename=\"gauge.txt\"\r\n"
    "\r\n"
    "Gauge seven stood at two metres.\r\n"
    "--b--\r\n";

// A matter of a few files in a folder of its own, removed at the end.
class GivenMatter : public testing::Test {
 protected:
  explicit GivenMatter(const Sandbox::Wrap& wrap = {}) {
    auto made = base::TempDir::make(std::filesystem::temp_directory_path());
    EXPECT_TRUE(made);
    folder_.emplace(std::move(*made));
    auto sandbox = Sandbox::start(Skill::parse, wrap);
    EXPECT_TRUE(sandbox) << (sandbox ? "" : sandbox.error().message);
    sandbox_.emplace(std::move(*sandbox));
  }

  std::filesystem::path folder() const { return folder_->path(); }
  Sandbox& sandbox() { return *sandbox_; }

  static Actor actor() {
    return {"D. Ruiz", [] { return base::Instant{std::chrono::seconds{1'700'000'000}}; }};
  }
  static base::Date today() {
    return base::Date{std::chrono::year{2023}, std::chrono::month{11}, std::chrono::day{14}};
  }

  Workspace given_workspace() {
    auto made = Workspace::create(folder() / "matter", kMatter, actor());
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return std::move(*made);
  }

  Workspace reopened(store::Access access = store::Access::read_write) {
    auto opened = Workspace::open(folder() / "matter", access, actor());
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return std::move(*opened);
  }

  void given_file(const std::string& name, std::string_view content) {
    const auto path = folder() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }

  IntakeResult take(Workspace& workspace, const std::string& name, const std::string& office) {
    IntakeRequest request;
    request.paths = {folder() / name};
    request.office = office;
    auto taken = take_in(workspace, sandbox(), request, {}, {});
    EXPECT_TRUE(taken) << (taken ? "" : taken.error().message);
    return taken ? std::move(*taken) : IntakeResult{};
  }

  static std::vector<foia::ExemptionClaim> claims(std::string_view text) {
    return *foia::parse_claims(text);
  }

  void code_responsive(Workspace& workspace,
                       const std::string& query,
                       const std::string& category) {
    CodeRequest request;
    request.scope.query = query;
    request.categories = {category};
    request.value = foia::Responsiveness::responsive;
    request.reason = "it is about that";
    const auto done = code(workspace, request);
    ASSERT_TRUE(done) << done.error().message;
  }

  void code_non_responsive(Workspace& workspace, const std::string& query) {
    CodeRequest request;
    request.scope.query = query;
    request.value = foia::Responsiveness::not_responsive;
    request.reason = "it answers no category";
    const auto done = code(workspace, request);
    ASSERT_TRUE(done) << done.error().message;
  }

  void render_all(Workspace& workspace) {
    const auto done = render(workspace, sandbox(), {}, {}, {});
    ASSERT_TRUE(done) << done.error().message;
    ASSERT_EQ(done->failed, 0);
  }

  void mark_words(Workspace& workspace, const std::string& words, const std::string& exemption) {
    MarkRequest request;
    request.scope.query = "state:responsive";
    request.words = {words};
    request.claims = claims(exemption);
    request.reason = "a private person's name";
    request.harm = "would invite unwanted contact";
    const auto done = add_marks(workspace, sandbox(), request, {});
    ASSERT_TRUE(done) << done.error().message;
    ASSERT_GT(done->marks, 0);
  }

  void release_all(Workspace& workspace) {
    DecideRequest request;
    request.scope.query = "state:responsive";
    request.disposition = foia::Disposition::release;
    request.reason = "reviewed line by line";
    const auto done = decide_pages(workspace, request);
    ASSERT_TRUE(done) << done.error().message;
  }

  ProduceResult produced(Workspace& workspace) {
    ProduceRequest request;
    request.dated = today();
    auto done = produce(workspace, sandbox(), request, {});
    EXPECT_TRUE(done) << (done ? "" : done.error().message + " / " + done.error().hint);
    return done ? std::move(*done) : ProduceResult{};
  }

 private:
  std::optional<base::TempDir> folder_{};
  std::optional<Sandbox> sandbox_{};
};

}  // namespace vaughn::engine
