// SPDX-License-Identifier: AGPL-3.0-or-later
// suggest_bench TEXT [STAFF] [TIMES]: megabytes a second of the detectors over a file of text, in
// pieces of a page each. Prints findings of five kinds and, after TIMES passes, CPU seconds.
#include <charconv>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "base/files.h"
#include "suggest/detector.h"

namespace {

namespace base = vaughn::base;
namespace suggest = vaughn::suggest;

constexpr std::size_t kPage = 3'000;

base::Result<void> run(const std::string& file, const std::string& staff, int times) {
  const auto text = TRY(base::read_file(file));
  const auto list = staff.empty() ? std::string() : TRY(base::read_file(staff));
  const auto settings = TRY(suggest::built_in_kinds());
  const auto detector = TRY(suggest::Detector::make(settings, suggest::parse_staff_list(list)));
  std::vector<std::string_view> pages;
  for (std::size_t at = 0; at < text.size();) {
    auto end = text.find('\n', std::min(text.size(), at + kPage));
    end = end == std::string::npos ? text.size() : end + 1;
    pages.push_back(std::string_view(text).substr(at, end - at));
    at = end;
  }
  std::vector<std::size_t> found(suggest::kKindCount);
  const auto start = std::clock();
  for (int i = 0; i < times; ++i) {
    for (const auto page : pages) {
      const auto findings = TRY(detector.find(page));
      for (const auto& finding : findings) {
        ++found[static_cast<std::size_t>(finding.kind)];
      }
    }
  }
  const auto seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  for (const auto kind : {suggest::Kind::ssn,
                          suggest::Kind::a_number,
                          suggest::Kind::phone,
                          suggest::Kind::email,
                          suggest::Kind::staff_name}) {
    fmt::print("{} {}\n",
               to_string(kind),
               found[static_cast<std::size_t>(kind)] / static_cast<std::size_t>(times));
  }
  fmt::print("cpu {:.3f}\nbytes {}\n", seconds, text.size() * static_cast<std::size_t>(times));
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty() || arguments.size() > 3) {
    fmt::print(stderr, "usage: suggest_bench TEXT [STAFF] [TIMES]\n");
    return 2;
  }
  int times = 1;
  if (arguments.size() > 2) {
    std::from_chars(arguments[2].data(), arguments[2].data() + arguments[2].size(), times);
  }
  const auto done =
      run(arguments[0], arguments.size() > 1 ? arguments[1] : "", times < 1 ? 1 : times);
  if (!done) {
    fmt::print(stderr, "suggest_bench: {}\n", done.error().message);
    return 1;
  }
  return 0;
}
