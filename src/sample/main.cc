// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "sample/generate.h"
#include "sample/reply.h"

namespace {

constexpr std::string_view kUsage =
    "usage: vaughn-sample OUT_DIR [--seed N] [--scale K]\n"
    "       vaughn-sample reply PACKAGE FILE\n"
    "Writes the sample matter into OUT_DIR, which must be new or empty; or plays the contractor:\n"
    "reads the package that `vaughn consult send` made and writes its objections to FILE.\n";

int usage(std::string_view problem) {
  fmt::print(stderr, "vaughn-sample: {}\n{}", problem, kUsage);
  return 2;
}

template <typename T>
bool read_number(std::string_view text, T& out) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && out > 0;
}

int fail(const vaughn::base::Error& error) {
  fmt::print(stderr, "vaughn-sample: {}\n", error.message);
  if (!error.hint.empty()) {
    fmt::print(stderr, "  {}\n", error.hint);
  }
  return vaughn::base::exit_code(error.code);
}

int reply(std::string_view package, std::string_view out) {
  const auto written = vaughn::sample::write_reply(package, out);
  if (!written) {
    return fail(written.error());
  }
  fmt::print("{}: {} on {}\n",
             out,
             vaughn::base::plural(written->objections, "objection"),
             vaughn::base::plural(written->pages, "page"));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  if (words.size() == 3 && words[0] == "reply") {
    return reply(words[1], words[2]);
  }
  vaughn::sample::Options options;
  std::string_view out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--help") {
      fmt::print("{}", kUsage);
      return 0;
    }
    const bool has_value = i + 1 < words.size();
    if (words[i] == "--seed") {
      if (!has_value || !read_number(words[++i], options.seed)) {
        return usage("--seed takes a positive number");
      }
    } else if (words[i] == "--scale") {
      if (!has_value || !read_number(words[++i], options.scale) || options.scale > 1000) {
        return usage("--scale takes a number from 1 to 1000");
      }
    } else if (out.empty() && words[i].substr(0, 1) != "-") {
      out = words[i];
    } else {
      return usage(fmt::format("unexpected: {}", words[i]));
    }
  }
  if (out.empty()) {
    return usage("OUT_DIR is missing");
  }
  const auto made = vaughn::sample::generate(out, options);
  if (!made) {
    return fail(made.error());
  }
  using vaughn::base::plural;
  fmt::print("{}: {} with {} ({} of them copies), {}\n",
             out,
             plural(made->files, "file"),
             plural(made->records, "record"),
             vaughn::base::with_commas(made->duplicates),
             plural(made->exceptions, "exception"));
  return 0;
}
