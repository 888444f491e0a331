// SPDX-License-Identifier: AGPL-3.0-or-later
#include "work/sandbox.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <new>

namespace vaughn::work {
namespace {

using base::ErrorCode;
using ::testing::ElementsAre;

// What the little parsers of these tests do with an input that says so.
base::Result<void> obey(base::BytesView arguments, base::BytesView input, const Emit& emit) {
  if (input == "abort") {
    std::abort();
  }
  if (input == "spin") {
    volatile int count = 0;
    for (;;) {
      static_cast<void>(count);
    }
  }
  if (input == "hog") {
    std::vector<std::string> hoard;
    for (;;) {
      hoard.emplace_back(std::size_t{16} << 20, 'x');
    }
  }
  if (input == "open") {
    emit(::open("/etc/passwd", O_RDONLY) >= 0 ? "opened" : "refused");
    return {};
  }
  if (input == "socket") {
    emit(::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? "connected" : "refused");
    return {};
  }
  if (input == "fork") {
    emit(::fork() >= 0 ? "forked" : "refused");
    return {};
  }
  if (input == "throw") {
    throw std::runtime_error("secret text of a record");
  }
  if (input == "refuse") {
    return base::Error{ErrorCode::unsupported, "cannot read this", "try another"};
  }
  if (input == "garble") {
    // A captured child writes to the pipe what it likes.
    for (int file = 3; file < 32; ++file) {
      static_cast<void>(::write(file, "rubbish rubbish rubbish", 23) < 0);
    }
  }
  emit(std::string(arguments) + ":" + std::string(input));
  return {};
}

base::Result<void> repeat(base::BytesView arguments, base::BytesView input, const Emit& emit) {
  for (int i = 0; i < 3; ++i) {
    emit(std::string(std::stoul(std::string(arguments)), input.at(0)));
  }
  return {};
}

class Sandbox : public ::testing::Test {
 protected:
  Sandbox() {
    auto zygote = Zygote::start({{obey, repeat}, {}});
    EXPECT_TRUE(zygote.has_value());
    zygote_.emplace(std::move(*zygote));
  }

  static Item item(std::string input, std::string arguments = "a") {
    Item result;
    result.arguments = std::move(arguments);
    result.input = std::move(input);
    return result;
  }

  // "ok" or the code of the error, item by item, after what was emitted: "a:x ok".
  std::vector<std::string> run(const std::vector<std::string>& inputs, Limits limits = {}) {
    std::vector<Item> items;
    for (const auto& input : inputs) {
      items.push_back(item(input));
    }
    EXPECT_TRUE(zygote_->submit(0, std::move(items), limits).has_value());
    return collect(inputs.size());
  }

  std::vector<std::string> collect(std::size_t count) {
    std::vector<std::string> out(1);
    while (out.size() <= count) {
      auto reply = zygote_->wait_any();
      if (!reply) {
        out.back() = reply.error().message;
        return out;
      }
      if (!reply->is_final) {
        out.back() += reply->bytes + " ";
        continue;
      }
      EXPECT_EQ(reply->item, out.size() - 1);
      out.back() += reply->outcome ? "ok" : base::to_string(reply->outcome.error().code);
      last_error_ = reply->outcome ? "" : reply->outcome.error().message;
      out.emplace_back();
    }
    out.pop_back();
    return out;
  }

  bool has_filter() const { return zygote_->protections().system_calls; }

  std::optional<Zygote> zygote_;
  std::string last_error_;
};

TEST_F(Sandbox, AnswersItemByItem) {
  EXPECT_THAT(run({"one", "two", "three"}), ElementsAre("a:one ok", "a:two ok", "a:three ok"));
}

TEST_F(Sandbox, TakesAnEmptyInput) {
  EXPECT_THAT(run({""}), ElementsAre("a: ok"));
}

TEST_F(Sandbox, CarriesAnErrorOfTheHandler) {
  EXPECT_THAT(run({"refuse"}), ElementsAre("unsupported"));
  EXPECT_EQ(last_error_, "cannot read this");
}

TEST_F(Sandbox, KeepsThePlaceOfADeathAndGoesOn) {
  EXPECT_THAT(run({"one", "abort", "three", "abort", "five"}),
              ElementsAre("a:one ok", "crashed", "a:three ok", "crashed", "a:five ok"));
}

TEST_F(Sandbox, SaysNothingOfWhatAnExceptionHeld) {
  EXPECT_THAT(run({"throw", "two"}), ElementsAre("crashed", "a:two ok"));
  EXPECT_THAT(last_error_, ::testing::Not(::testing::HasSubstr("secret")));
}

TEST_F(Sandbox, EndsAnItemThatUsesUpItsProcessorTime) {
  Limits limits;
  limits.cpu = std::chrono::seconds(1);
  EXPECT_THAT(run({"spin", "two"}, limits), ElementsAre("limit", "a:two ok"));
}

TEST_F(Sandbox, EndsAnItemThatIsSilentForTooLong) {
  Limits limits;
  limits.wall = std::chrono::milliseconds(200);
  EXPECT_THAT(run({"spin", "two"}, limits), ElementsAre("limit", "a:two ok"));
}

TEST_F(Sandbox, EndsAnItemThatTakesTooMuchMemory) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers need the address space";
#endif
  Limits limits;
  limits.memory_bytes = 64u << 20;
  EXPECT_THAT(run({"one", "hog", "three"}, limits), ElementsAre("a:one ok", "limit", "a:three ok"));
}

TEST_F(Sandbox, OpensNoFile) {
  if (!has_filter()) {
    GTEST_SKIP() << "no system call filter here: " << describe(zygote_->protections());
  }
  EXPECT_THAT(run({"open"}), ElementsAre("refused ok"));
}

TEST_F(Sandbox, DiesForASocketOrAProcess) {
  if (!has_filter()) {
    GTEST_SKIP() << "no system call filter here: " << describe(zygote_->protections());
  }
  EXPECT_THAT(run({"socket", "fork", "three"}), ElementsAre("crashed", "crashed", "a:three ok"));
}

TEST_F(Sandbox, DoesNotBelieveAGarbledReply) {
  EXPECT_THAT(run({"one", "garble", "three"}), ElementsAre("a:one ok", "crashed", "a:three ok"));
}

TEST_F(Sandbox, StreamsRepliesLargerThanThePipe) {
  std::vector<Item> items{item("x", "10000000"), item("y", "5")};
  ASSERT_TRUE(zygote_->submit(1, std::move(items)).has_value());
  std::map<std::size_t, std::vector<std::size_t>> sizes;
  std::size_t finals = 0;
  while (finals < 2) {
    auto reply = zygote_->wait_any();
    ASSERT_TRUE(reply.has_value());
    if (reply->is_final) {
      ++finals;
      EXPECT_TRUE(reply->outcome.has_value());
    } else {
      sizes[reply->item].push_back(reply->bytes.size());
      EXPECT_EQ(reply->bytes.find_first_not_of(reply->item == 0 ? 'x' : 'y'), std::string::npos);
    }
  }
  EXPECT_THAT(sizes[0], ElementsAre(10000000, 10000000, 10000000));
  EXPECT_THAT(sizes[1], ElementsAre(5, 5, 5));
}

TEST_F(Sandbox, RunsJobsSideBySide) {
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(zygote_->submit(0, {item("x"), item("abort"), item("z")}).has_value());
  }
  EXPECT_EQ(zygote_->running(), 4u);
  std::map<JobId, std::string> seen;
  for (int finals = 0; finals < 12;) {
    auto reply = zygote_->wait_any();
    ASSERT_TRUE(reply.has_value());
    if (reply->is_final) {
      ++finals;
      seen[reply->job] += reply->outcome ? "." : "!";
    }
  }
  ASSERT_EQ(seen.size(), 4u);
  for (const auto& [job, pattern] : seen) {
    EXPECT_EQ(pattern, ".!.");
  }
  EXPECT_EQ(zygote_->running(), 0u);
  EXPECT_EQ(zygote_->wait_any().error().code, ErrorCode::not_found);
}

TEST_F(Sandbox, MapsRangesOfAFile) {
  char name[] = "/tmp/vaughn-sandbox-XXXXXX";
  const int file = ::mkstemp(name);
  ASSERT_GE(file, 0);
  ::unlink(name);
  const std::string text = std::string(5000, '-') + "middle" + std::string(5000, '-') + "end";
  ASSERT_EQ(::write(file, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  std::vector<Item> items(3);
  items[0].file = items[1].file = file;
  items[0].offset = 5000;
  items[0].length = 6;
  items[1].offset = 10006;
  items[1].length = 3;
  items[2].input = "bytes";
  ASSERT_TRUE(zygote_->submit(0, std::move(items)).has_value());
  ::close(file);
  EXPECT_THAT(collect(3), ElementsAre(":middle ok", ":end ok", ":bytes ok"));
}

TEST_F(Sandbox, NamesAHandlerThatDoesNotExist) {
  ASSERT_TRUE(zygote_->submit(9, {item("x")}).has_value());
  EXPECT_THAT(collect(1), ElementsAre("crashed"));
}

TEST(Zygote, WarmsUpBeforeItClosesItselfIn) {
  std::string warmed;
  auto zygote = Zygote::start(
      {{[&](base::BytesView, base::BytesView, const Emit& emit) -> base::Result<void> {
         emit(warmed);
         return {};
       }},
       [&] { warmed = "warm"; }});
  ASSERT_TRUE(zygote.has_value());
  ASSERT_TRUE(zygote->submit(0, std::vector<Item>(1)).has_value());
  EXPECT_EQ(zygote->wait_any()->bytes, "warm");
  EXPECT_EQ(warmed, "");  // ours is another process
}

TEST(Zygote, ReportsADeathInWarmUp) {
  EXPECT_FALSE(Zygote::start({{obey}, [] { ::_exit(1); }}).has_value());
}

TEST(Zygote, SaysWhichFencesAreUp) {
  EXPECT_EQ(describe({true, true, true, true, true}),
            "limits, no new privileges, system call filter, no files, no network");
  EXPECT_EQ(describe({true, false, false, false, true}),
            "limits, no network; not available here: no new privileges, system call filter, "
            "no files");
}

}  // namespace
}  // namespace vaughn::work
