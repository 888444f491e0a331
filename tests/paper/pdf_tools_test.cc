// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <charconv>
#include <filesystem>
#include <stdexcept>

#include "base/process.h"
#include "base/text.h"
#include "pdf_tools.h"

namespace vaughn::paper {
namespace {

base::TempDir make_folder() {
  auto made = base::TempDir::make(std::filesystem::temp_directory_path());
  if (!made) {
    throw std::runtime_error(made.error().message);
  }
  return std::move(*made);
}

double attribute(std::string_view line, std::string_view name) {
  const auto at = line.find(fmt::format(" {}=\"", name));
  const auto* first = line.data() + at + name.size() + 3;
  double out = 0;
  std::from_chars(first, line.data() + line.size(), out);
  return out;
}

}  // namespace

PdfTools::PdfTools() : folder_(make_folder()) {}

std::string PdfTools::run(const std::vector<std::string>& argv) {
  const auto result = base::run_process(argv, {}, {}, folder_.path());
  if (!result) {
    ADD_FAILURE() << result.error().message;
    return "";
  }
  EXPECT_EQ(result->exit_status, 0) << argv.front() << ": " << result->err;
  return result->out;
}

std::string PdfTools::write(base::BytesView bytes, const std::string& name) {
  const auto path = folder_.path() / name;
  EXPECT_TRUE(base::write_file(path, bytes));
  return path.string();
}

std::string PdfTools::text(base::BytesView pdf) {
  return run({"pdftotext", "-layout", write(pdf, "text.pdf"), "-"});
}

std::string PdfTools::facts(base::BytesView pdf) {
  return run({"pdfinfo", write(pdf, "facts.pdf")});
}

int PdfTools::page_count(base::BytesView pdf) {
  const auto facts_text = facts(pdf);
  for (const auto line : base::split(facts_text, '\n')) {
    if (line.starts_with("Pages:")) {
      const auto number = base::trim(line.substr(6));
      int out = 0;
      std::from_chars(number.data(), number.data() + number.size(), out);
      return out;
    }
  }
  return 0;
}

std::vector<std::string> PdfTools::fonts_not_embedded(base::BytesView pdf) {
  std::vector<std::string> out;
  const auto table = run({"pdffonts", write(pdf, "fonts.pdf")});
  const auto lines = base::split(table, '\n');
  if (lines.size() < 3) {
    out.emplace_back("no font at all");
    return out;
  }
  const auto column = lines[0].find("emb");
  for (std::size_t i = 2; i < lines.size(); ++i) {
    if (!lines[i].empty() && lines[i].substr(column, 3) != "yes") {
      out.emplace_back(lines[i]);
    }
  }
  return out;
}

std::vector<PdfTools::Word> PdfTools::words(base::BytesView pdf) {
  const auto html = run({"pdftotext", "-bbox", write(pdf, "words.pdf"), "-"});
  std::vector<Word> out;
  int page = 0;
  for (const auto line : base::split(html, '\n')) {
    if (line.find("<page ") != line.npos) {
      ++page;
    } else if (line.find("<word ") != line.npos) {
      const auto first = line.find("\">") + 2;
      const auto last = line.find("</word>");
      out.push_back({page,
                     attribute(line, "xMin"),
                     attribute(line, "xMax"),
                     attribute(line, "yMax"),
                     std::string(line.substr(first, last - first))});
    }
  }
  return out;
}

std::string PdfTools::part(base::BytesView zip, const std::string& name) {
  const auto path = write(zip, "parts.zip");
  const auto result =
      base::run_process({"python3",
                         "-c",
                         "import sys, zipfile; "
                         "sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))",
                         path,
                         name});
  return result && result->exit_status == 0 ? result->out : "";
}

}  // namespace vaughn::paper
