// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/text.h"
#include "extract/extraction.h"
#include "foia/review_file.h"
#include "fulltext/hits.h"
#include "fulltext/index.h"
#include "fulltext/segment.h"
#include "sample/generate.h"
#include "suggest/detector.h"

// The truth that the generator writes down is held against what the program reads: if they differ,
// either the sample or the reader is wrong.
namespace vaughn::sample {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct ReadRecord {
  std::string path{};
  std::string head{};
  std::string key{};  // of the head
  extract::Part part{};
};

// What is in one and not in the other.
template <typename T>
std::set<typename T::value_type> difference(const T& one, const T& other) {
  std::set<typename T::value_type> out;
  std::set_difference(
      one.begin(), one.end(), other.begin(), other.end(), std::inserter(out, out.end()));
  return out;
}

std::string joined(const std::vector<foia::MailAddress>& addresses) {
  std::string out;
  for (const auto& address : addresses) {
    out += foia::display(address) + "; ";
  }
  return out;
}

// Suites that begin with Slow run in ./test only.
class SlowSampleRecords : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto folder = base::TempDir::make(fs::temp_directory_path());
    ASSERT_TRUE(folder);
    folder_ = new base::TempDir(std::move(*folder));
    const auto out = folder_->path() / "sample";
    ASSERT_TRUE(generate(out, {}));
    const auto text = base::read_file(out / "EXPECTED.json");
    ASSERT_TRUE(text);
    expected_ = new json(json::parse(*text));
    records_ = new std::vector<ReadRecord>;
    exceptions_ = new std::map<std::string, std::string>;
    for (const auto& input : expected_->at("inputs")) {
      read(out / "records", input.at("path").get<std::string>());
    }
  }
  static void TearDownTestSuite() {
    delete records_;
    delete exceptions_;
    delete expected_;
    delete folder_;
  }

  static void read(const fs::path& root, const std::string& path) {
    const auto bytes = base::read_file(root / path);
    ASSERT_TRUE(bytes);
    auto extraction = extract::extract(*bytes, fs::path(path).filename().string());
    std::vector<std::string> heads(extraction.parts.size());
    std::vector<std::string> keys(extraction.parts.size());
    for (std::size_t i = 0; i < extraction.parts.size(); ++i) {
      auto& part = extraction.parts[i];
      const auto parent = static_cast<std::size_t>(std::max(part.parent, 0));
      const bool has_parent = part.parent >= 0;
      heads[i] = has_parent ? heads[parent] : "";
      keys[i] = has_parent ? keys[parent] : "";
      if (part.state == extract::PartState::exception) {
        exceptions_->emplace(path + part.path_suffix,
                             std::string(foia::to_string(part.findings.front().code)));
      } else if (part.state == extract::PartState::record) {
        if (heads[i].empty()) {
          heads[i] = path + part.path_suffix;
          keys[i] = part.duplicate_key.hex();
        }
        records_->push_back({path + part.path_suffix, heads[i], keys[i], std::move(part)});
      }
    }
  }

  static base::TempDir* folder_;
  static json* expected_;
  static std::vector<ReadRecord>* records_;
  static std::map<std::string, std::string>* exceptions_;
};

base::TempDir* SlowSampleRecords::folder_ = nullptr;
json* SlowSampleRecords::expected_ = nullptr;
std::vector<ReadRecord>* SlowSampleRecords::records_ = nullptr;
std::map<std::string, std::string>* SlowSampleRecords::exceptions_ = nullptr;

TEST_F(SlowSampleRecords, AreReadAsPlanted) {
  std::map<std::string, std::string> planted;
  for (const auto& record : expected_->at("records")) {
    planted[record.at("path")] = record.at("kind");
  }
  std::map<std::string, std::string> found;
  for (const ReadRecord& record : *records_) {
    found[record.path] = foia::to_string(record.part.kind);
  }
  EXPECT_THAT(difference(found, planted), testing::IsEmpty());
  EXPECT_THAT(difference(planted, found), testing::IsEmpty());
}

TEST_F(SlowSampleRecords, FailAsPlanted) {
  std::map<std::string, std::string> planted;
  for (const auto& exception : expected_->at("exceptions")) {
    planted[exception.at("path")] = exception.at("code");
  }
  EXPECT_EQ(*exceptions_, planted);
}

TEST_F(SlowSampleRecords, RepeatEachOtherAsPlanted) {
  std::map<std::string, std::string> first;
  std::set<std::string> found;
  for (const ReadRecord& record : *records_) {
    const auto place = first.emplace(record.key, record.head).first;
    if (place->second != record.head) {
      found.insert(record.path);
    }
  }
  std::set<std::string> planted;
  for (const auto& record : expected_->at("records")) {
    if (!record.at("duplicate_of").get<std::string>().empty()) {
      planted.insert(record.at("path"));
    }
  }
  EXPECT_THAT(difference(found, planted), testing::IsEmpty());
  EXPECT_THAT(difference(planted, found), testing::IsEmpty());
}

TEST_F(SlowSampleRecords, ShowTheirSecretsToTheReader) {
  std::map<std::string, std::string> texts;
  for (const ReadRecord& record : *records_) {
    const auto& metadata = record.part.metadata;
    texts[record.path] = base::ascii_lower(base::collapse_white_space(
        metadata.title + " " + record.part.name + " " + joined(metadata.from) + " " +
        base::replace_all(record.part.text, "\n>", "\n")));
  }
  std::set<std::string> without_text;
  for (const auto& record : expected_->at("records")) {
    if (!record.at("has_text").get<bool>()) {
      without_text.insert(record.at("path"));
    }
  }
  for (const auto& secret : expected_->at("secrets")) {
    const auto words = base::ascii_lower(secret.at("text").get<std::string>());
    for (const auto& path : secret.at("records")) {
      if (!without_text.contains(path)) {
        ASSERT_TRUE(texts.contains(path)) << path;
        EXPECT_THAT(texts.at(path), testing::HasSubstr(words)) << path;
      }
    }
  }
}

// What the detectors find of the secrets, and what else they take for one. Places are counted: a
// secret in a record.
struct Share {
  int of = 0;
  int found = 0;
  double share() const { return of == 0 ? 1 : static_cast<double>(found) / of; }
};

std::string letters_of(std::string_view text) {
  std::string out;
  for (const char byte : base::ascii_lower(text)) {
    if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '@') {
      out += byte;
    }
  }
  return out;
}

TEST_F(SlowSampleRecords, HaveTheirSecretsSuggested) {
  const std::map<std::string, suggest::Kind> kinds = {{"ssn", suggest::Kind::ssn},
                                                      {"a_number", suggest::Kind::a_number},
                                                      {"phone", suggest::Kind::phone},
                                                      {"mail", suggest::Kind::email},
                                                      {"address", suggest::Kind::address},
                                                      {"name", suggest::Kind::staff_name}};
  std::string staff;
  std::map<suggest::Kind, std::vector<std::string>> secrets;
  std::map<std::string, std::vector<std::pair<suggest::Kind, std::string>>> planted;
  for (const auto& secret : expected_->at("secrets")) {
    const auto kind = kinds.find(secret.at("kind").get<std::string>());
    if (kind == kinds.end()) {
      continue;
    }
    const auto words = secret.at("text").get<std::string>();
    staff += kind->first == "name" ? words + "\n" : "";
    secrets[kind->second].push_back(letters_of(words));
    for (const auto& path : secret.at("records")) {
      planted[path].emplace_back(kind->second, letters_of(words));
    }
  }
  const auto detector =
      suggest::Detector::make(*suggest::built_in_kinds(), suggest::parse_staff_list(staff));
  ASSERT_TRUE(detector);
  std::map<suggest::Kind, Share> recall;
  std::map<suggest::Kind, Share> precision;
  // Exports of check-ins hold positions; they are no secrets of EXPECTED.json.
  const std::regex position("39\\.\\d{4}\\W+-8[12]\\.\\d{4}");
  std::ptrdiff_t positions = 0;
  for (const ReadRecord& record : *records_) {
    positions += std::distance(
        std::sregex_iterator(record.part.text.begin(), record.part.text.end(), position),
        std::sregex_iterator());
    const auto findings = detector->find(record.part.text);
    ASSERT_TRUE(findings);
    std::map<suggest::Kind, std::string> suggested;  // all of a kind, with a gap between
    for (const auto& finding : *findings) {
      if (suggest::grade_of(suggest::score(finding.evidence)) == suggest::Grade::possible) {
        continue;
      }
      const auto words =
          letters_of(std::string_view(record.part.text).substr(finding.offset, finding.size));
      suggested[finding.kind] += words + "|";
      const auto& known = secrets[finding.kind];
      auto& share = precision[finding.kind];
      ++share.of;
      share.found += std::any_of(known.begin(), known.end(), [&](const auto& secret) {
        return words.find(secret) != std::string::npos;
      });
    }
    const auto text = letters_of(record.part.text);
    for (const auto& [kind, words] : planted[record.path]) {
      // Some stand in names, subjects or pictures only: no text that could be searched here.
      if (text.find(words) != std::string::npos) {
        ++recall[kind].of;
        recall[kind].found += suggested[kind].find(words) != std::string::npos ? 1 : 0;
      }
    }
  }
  for (const auto& [name, kind] : kinds) {
    const auto& found = recall[kind];
    const auto& right = precision[kind];
    std::cout << name << ": found " << found.found << " of " << found.of << ", right "
              << right.found << " of " << right.of << "\n";
    EXPECT_GT(found.of, 0) << name;
    EXPECT_GE(found.share(), 0.99) << name;
    // Addresses of staff are no secrets of the sample, and are mail addresses all the same.
    if (kind != suggest::Kind::email) {
      EXPECT_GE(right.share(), 0.99) << name;
    }
  }
  EXPECT_EQ(precision[suggest::Kind::coordinates].of, positions);
  EXPECT_GT(positions, 0);
  for (const auto kind : {suggest::Kind::date_of_birth,
                          suggest::Kind::card,
                          suggest::Kind::routing,
                          suggest::Kind::account,
                          suggest::Kind::badge}) {
    EXPECT_EQ(precision[kind].of, 0) << "there is none in the sample: " << to_string(kind);
  }
}

// The rules of rules.toml, run over the index, find what the generator knows to be responsive.
TEST_F(SlowSampleRecords, AreDecidedByTheRulesAsTheyAre) {
  const auto folder = folder_->path() / "index";
  ASSERT_TRUE(base::make_directories(folder));
  auto builder = fulltext::SegmentBuilder::open(folder);
  ASSERT_TRUE(builder);
  std::map<std::string, std::set<std::string>> heads;  // head -> categories
  for (std::size_t i = 0; i < records_->size(); ++i) {
    const ReadRecord& record = (*records_)[i];
    const auto& metadata = record.part.metadata;
    const auto from = metadata.from.empty() ? metadata.author : joined(metadata.from);
    const auto to = joined(metadata.to);
    const auto cc = joined(metadata.cc);
    const auto name =
        record.part.parent < 0 ? fs::path(record.path).filename().string() : record.part.name;
    ASSERT_TRUE(builder->add({.id = {static_cast<std::int64_t>(i) + 1},
                              .subject = metadata.title,
                              .from = from,
                              .to = to,
                              .cc = cc,
                              .body = record.part.text,
                              .name = name}));
    heads[record.head];
  }
  const auto segment = builder->finish();
  ASSERT_TRUE(segment);
  const auto index = fulltext::Index::open(folder, {{*segment}});
  ASSERT_TRUE(index);

  const auto text = base::read_file(folder_->path() / "sample/rules.toml");
  ASSERT_TRUE(text);
  const auto rules = foia::parse_review_file(*text, "rules.toml");
  ASSERT_TRUE(rules) << rules.error().message;
  std::set<std::string> refused;
  for (const auto& rule : rules->code) {
    const auto query = fulltext::parse_query(rule.query);
    ASSERT_TRUE(query) << query.error().message << "\n" << query.error().hint;
    const auto hits = index->find(*query);
    ASSERT_TRUE(hits) << hits.error().message;
    for (const auto id : hits->ids) {
      const auto& head = (*records_)[static_cast<std::size_t>(id.value - 1)].head;
      if (rule.category.empty()) {
        refused.insert(head);
      } else {
        heads[head].insert(rule.category);
      }
    }
  }
  for (const auto& record : expected_->at("records")) {
    if (record.at("path") == record.at("family")) {
      const std::string path = record.at("path");
      const auto planted = record.at("categories").get<std::set<std::string>>();
      EXPECT_EQ(heads.at(path), planted) << record.at("topic") << ": " << path;
      EXPECT_TRUE(!heads.at(path).empty() || refused.contains(path))
          << "no rule decides " << record.at("topic") << ": " << path;
    }
  }
  const auto terms = base::read_file(folder_->path() / "sample/terms.txt");
  ASSERT_TRUE(terms);
  const auto parsed = fulltext::parse_terms(*terms);
  EXPECT_TRUE(parsed) << parsed.error().message;
}

}  // namespace
}  // namespace vaughn::sample
