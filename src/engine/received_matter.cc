// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "engine/detail/received_files.h"
#include "engine/received.h"
#include "foia/matter.h"
#include "paper/csv.h"

namespace vaughn::engine {

using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kOffice = "received";

// One part of a path, whatever a stranger called it.
std::string as_file_name(std::string_view text) {
  std::string out = base::repair_utf8(text);
  for (auto& c : out) {
    c = c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 ? '_' : c;
  }
  out = std::string(base::trim(out));
  return out.empty() || out.find_first_not_of('.') == std::string::npos ? "_" + out : out;
}

std::string name_of_source(const received::Document& document, std::size_t index) {
  const auto& source = document.sources[index];
  const auto bare = as_file_name(source.path.substr(source.path.rfind('/') + 1));
  const auto first =
      std::find_if(document.pages.begin(), document.pages.end(), [&](const auto& page) {
        return page.path == source.path && !page.bates.empty();
      });
  if (first == document.pages.end()) {
    return bare;
  }
  std::string last = first->bates;
  for (const auto& page : document.pages) {
    last = page.path == source.path && !page.bates.empty() ? page.bates : last;
  }
  const auto extension = fs::path(bare).extension().string();
  return as_file_name(last == first->bates ? first->bates
                                           : fmt::format("{} - {}", first->bates, last)) +
         extension;
}

class Placing {
 public:
  explicit Placing(fs::path folder) : folder_(std::move(folder)) {}

  Result<std::string> place(const std::string& installment,
                            std::string name,
                            const base::Bytes& bytes) {
    auto path = installment + "/" + name;
    const fs::path given(name);
    for (int copy = 2; !taken_.insert(base::ascii_lower(path)).second; ++copy) {
      path = fmt::format(
          "{}/{} ({}){}", installment, given.stem().string(), copy, given.extension().string());
    }
    TRY(base::make_directories((folder_ / path).parent_path()));
    TRY(base::write_file(folder_ / path, bytes));
    return path;
  }

 private:
  fs::path folder_;
  std::set<std::string> taken_;
};

}  // namespace

std::string received_matter_toml(const ReceivedRequest& request, std::string_view name) {
  std::string title(name);
  if (title.empty()) {
    title = "Production " + request.paths.front().filename().string();
  }
  return foia::matter_template(title) + fmt::format(R"toml(
# Whose records these are: as another agency produced them.
[[office]]
key = "{}"
name = "As received"
kind = "other"
)toml",
                                                    kOffice);
}

Result<ReceivedIntake> take_in_received(Workspace& workspace,
                                        Sandbox& sandbox,
                                        const ReceivedRequest& request,
                                        const Watch& watch,
                                        const Stopped& stopped) {
  const auto production = TRY(read_received(sandbox, request, watch, stopped));
  ReceivedIntake out;
  out.installments = static_cast<std::int64_t>(production.installments.size());
  const auto folder = workspace.folder() / "received";
  Placing placing(folder);
  std::vector<std::vector<std::string>> rows;
  rows.push_back({"file", "page", "bates", "bates_from", "outcome", "exemptions", "source"});
  int opened = -1;
  std::optional<ReceivedFiles> files;
  for (const auto& document : production.documents) {
    if (document.installment != opened) {
      opened = document.installment;
      files = TRY(open_received_files(
          sandbox, request.paths.at(static_cast<std::size_t>(document.installment))));
    }
    ++out.documents;
    const auto installment =
        as_file_name(production.installments[static_cast<std::size_t>(opened)].name);
    std::set<std::string> written;
    for (std::size_t i = 0; i < document.sources.size(); ++i) {
      const auto& source = document.sources[i].path;
      if (!written.insert(source).second) {
        continue;
      }
      const auto bytes = files->read(source);
      if (!bytes) {
        continue;  // said when it was read
      }
      const auto path = TRY(placing.place(installment, name_of_source(document, i), *bytes));
      for (const auto& page : document.pages) {
        if (page.path != source) {
          continue;
        }
        ++out.pages;
        out.numbered += page.bates.empty() ? 0 : 1;
        rows.push_back({path,
                        fmt::to_string(page.page_of_file),
                        page.bates,
                        std::string(received::to_string(page.bates_from)),
                        std::string(received::to_string(page.reading.outcome)),
                        base::join(page.reading.codes, "; "),
                        source});
      }
    }
  }
  IntakeRequest intake{.office = std::string(kOffice)};
  for (const auto& installment : production.installments) {
    const auto part = folder / as_file_name(installment.name);
    if (fs::exists(part) &&
        std::find(intake.paths.begin(), intake.paths.end(), part) == intake.paths.end()) {
      intake.paths.push_back(part);
    }
  }
  TRY(base::make_directories(folder));
  TRY(base::write_file(folder / "pages.csv", paper::to_csv(rows)));
  out.records = TRY(take_in(workspace, sandbox, intake, watch, stopped));
  return out;
}

}  // namespace vaughn::engine
