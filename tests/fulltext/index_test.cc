// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/index.h"

#include "corpus.h"

namespace vaughn::fulltext {
namespace {

base::Instant at(std::string_view text) {
  return *base::parse_instant(text);
}

class Find : public IndexTest {
 protected:
  void SetUp() override {
    IndexTest::SetUp();
    given({
        {.id = 1,
         .subject = "Harbor Point permit",
         .from = "Jean Calloway <j.calloway@dca.gov>",
         .to = "Ana Ortiz <ana.ortiz@dca.gov>",
         .cc = "Luis Lee",
         .body = "The dredging permit for Harbor Point, price $4.12 under 552(b)(6).",
         .name = "a.eml",
         .date = at("2022-03-01T04:30:00Z"),
         .custodian = "Ana Ortiz"},
        {.id = 2,
         .body = "AT&T and O'Neil signed case 18-cv-1234. Étude of permits.",
         .name = "bid_tab.xlsx",
         .date = at("2022-03-01T05:30:00Z"),
         .office = "denver",
         .custodian = "Luis Lee",
         .kind = "spreadsheet"},
        {.id = 3, .body = "the consent decrees; look at T 12 of consents", .kind = "pdf"},
    });
  }
};

TEST_F(Find, FindsNamesWithPunctuationWholeAndByTheirParts) {
  const auto index = opened();
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"ana.ortiz@dca.gov", "1"},
      {"ortiz", "1"},
      {"dca.gov", "1"},
      {"\"dca gov\"", "1"},
      {"*@dca.gov", "1"},
      {"AT&T", "2 3"},
      {"O'Neil", "2"},
      {"O\u2019NEIL", "2"},
      {"neil", "2"},
      {"18-cv-1234", "2"},
      {"cv", "2"},
      {"552(b)(6)", "1"},
      {"$4.12", "1"},
      {"4.12", "1"},
      {"etude", "2"},
      {"ÉTUDE", "2"},
      {"bid_tab", "2"},
      {"name:xlsx", "2"},
      {"body:xlsx", ""},
  };
  for (const auto& [query, hits] : cases) {
    EXPECT_EQ(found(index, query), hits) << query;
  }
}

TEST_F(Find, LooksInFields) {
  const auto index = opened();
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"subject:harbor", "1"},
      {"from:calloway", "1"},
      {"from:ortiz", ""},
      {"to:ortiz", "1"},
      {"to:lee", "1"},
      {"cc:lee", "1"},
      {"cc:ortiz", ""},
      {"office:denver", "2"},
      {"office:den*", "2"},
      {"office:boston", "1 3"},
      {"custodian:ortiz", "1 3"},
      {"custodian:(lee OR nobody)", "2"},
      {"type:pdf", "3"},
      {"id:R-000002", "2"},
      {"id:R-000099", ""},
      {"\"permit jean\"", ""},  // the end of one field is no neighbour of the next
      {"permit w/3 jean", ""},
  };
  for (const auto& [query, hits] : cases) {
    EXPECT_EQ(found(index, query), hits) << query;
  }
}

TEST_F(Find, CutsDaysInTheNamedTimeZone) {
  const auto index = opened();
  const auto in = [&](std::string_view query, std::string_view zone) {
    return numbers(index.find(parsed(query, zone))->ids);
  };
  EXPECT_EQ(in("sent:2022-03-01", "UTC"), "1 2");
  EXPECT_EQ(in("sent:2022-03-01", "America/New_York"), "2");
  EXPECT_EQ(in("sent:2022-02", "America/New_York"), "1");
  EXPECT_EQ(in("sent:<2022-03", "America/Denver"), "1 2");
  EXPECT_EQ(in("sent:none", "UTC"), "3");
  EXPECT_EQ(in("NOT sent:2022", "UTC"), "3");
}

TEST_F(Find, PutsMidnightIntoTheDayThatBegins) {
  given({{.id = 20, .body = "midnight", .date = at("2022-03-02T05:00:00Z")},
         {.id = 21, .body = "midnight", .date = at("2022-03-02T04:59:59Z")}});
  const auto index = opened();
  EXPECT_EQ(found(index, "midnight sent:2022-03-01"), "21");
  EXPECT_EQ(found(index, "midnight sent:2022-03-02"), "20");
}

TEST_F(Find, CountsWordsBetweenAsLawyersDo) {
  given({{.id = 10, .body = "alpha one two three four beta"}});
  const auto index = opened();
  EXPECT_EQ(found(index, "alpha w/5 beta"), "10");
  EXPECT_EQ(found(index, "alpha w/4 beta"), "");
  EXPECT_EQ(found(index, "beta w/5 alpha"), "10");
  EXPECT_EQ(found(index, "alpha pre/5 beta"), "10");
  EXPECT_EQ(found(index, "beta pre/5 alpha"), "");
  EXPECT_EQ(found(index, "alpha w/1 one"), "10");
  EXPECT_EQ(found(index, "alpha w/5 alpha"), "");
  EXPECT_EQ(found(index, "alpha NOT w/4 beta"), "10");
  EXPECT_EQ(found(index, "alpha NOT w/5 beta"), "");
  EXPECT_EQ(found(index, "(alpha w/5 beta) w/1 two"), "10");
  EXPECT_EQ(found(index, "\"alpha * two\" w/3 beta"), "10");
}

TEST_F(Find, BelievesTheLaterSegment) {
  given({{.id = 1, .body = "replaced text"}});
  const auto index = opened();
  EXPECT_EQ(found(index, "calloway"), "");
  EXPECT_EQ(found(index, "replaced"), "1");
  EXPECT_EQ(found(index, "NOT replaced"), "2 3");
  EXPECT_EQ(index.record_count(), 3);
  EXPECT_EQ(numbers(*index.all_records()), "1 2 3");
}

TEST_F(Find, LooksOnlyWithinASelection) {
  const auto index = opened();
  const std::vector<foia::RecordId> within{{2}, {3}, {77}};
  EXPECT_EQ(found(index, "the", {.within = &within}), "3");
  EXPECT_EQ(found(index, "NOT the", {.within = &within}), "2");
  const std::vector<foia::RecordId> none;
  EXPECT_EQ(found(index, "NOT the", {.within = &none}), "");
}

TEST_F(Find, AsksTheCallerForFieldsOfTheLedger) {
  const auto index = opened();
  const auto resolve = [](std::string_view field,
                          std::string_view value) -> base::Result<std::vector<foia::RecordId>> {
    EXPECT_EQ(field, "set");
    if (value != "pop-2") {
      return base::Error{base::ErrorCode::not_found, "no such set", ""};
    }
    return std::vector<foia::RecordId>{{1}, {3}, {9}};
  };
  EXPECT_EQ(found(index, "set:pop-2", {.resolve = resolve}), "1 3");
  EXPECT_EQ(found(index, "permit* NOT set:pop-2", {.resolve = resolve}), "2");
  EXPECT_EQ(found(index, "set:other", {.resolve = resolve}), "no such set");
  EXPECT_EQ(found(index, "set:pop-2"), "set: cannot be asked for here");
  const auto result = index.find(parsed("set:pop-2"), {.resolve = resolve});
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->record.needs_ledger);
}

TEST_F(Find, RecordsHowToRepeatTheSearch) {
  const auto index = opened();
  const auto result = index.find(parsed("Permit* sent:2022"));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->record.manifest, manifest_.hash());
  EXPECT_EQ(result->record.word_rules, index.word_rules());
  EXPECT_EQ(result->record.query, "permit* AND sent:2022-01-01..2022-12-31");
  EXPECT_EQ(result->record.time_zone, "America/New_York");
  EXPECT_EQ(result->record.ids, base::Sha256::of("R-000001\nR-000002\n"));
  EXPECT_FALSE(result->record.needs_ledger);
  EXPECT_EQ(opened().find(parsed("permit* AND sent:2022"))->record, result->record);
}

TEST_F(Find, CountsEachTerm) {
  const auto index = opened();
  const auto counts = index.term_counts(parsed("(permit* w/9 \"harbor point\") AND type:email"));
  ASSERT_TRUE(counts);
  ASSERT_EQ(counts->size(), 4U);
  EXPECT_EQ((*counts)[0].term, "permit* w/9 \"harbor point\"");
  EXPECT_EQ((*counts)[0].records, 1);
  EXPECT_EQ((*counts)[1].term, "permit*");
  EXPECT_EQ((*counts)[1].records, 2);
  EXPECT_EQ((*counts)[1].words, 2);
  EXPECT_EQ((*counts)[1].column, 2);
  EXPECT_EQ((*counts)[2].records, 1);
  EXPECT_EQ((*counts)[3].term, "type:email");
  EXPECT_EQ((*counts)[3].records, 1);
}

TEST_F(Find, GivesTheFactsOfRecords) {
  const auto facts = opened().facts({{2}, {3}, {4}});
  ASSERT_TRUE(facts);
  ASSERT_EQ(facts->size(), 2U);
  EXPECT_EQ((*facts)[0],
            (RecordFacts{{2}, at("2022-03-01T05:30:00Z"), "denver", "Luis Lee", "spreadsheet"}));
  EXPECT_FALSE((*facts)[1].date);
}

TEST_F(Find, KnowsWordsLikeThisOne) {
  const auto index = opened();
  const auto words = [&](std::string_view word) {
    std::string out;
    const auto near = index.near_terms(word);
    for (const auto& term : *near) {
      out += term.word + "=" + std::to_string(term.records) + " ";
    }
    return out;
  };
  EXPECT_EQ(words("decree"), "decrees=1 ");
  EXPECT_EQ(words("permitting"), "");
  EXPECT_EQ(words("permited"), "permit=1 permits=1 ");
  EXPECT_EQ(words("harobr"), "harbor=1 ");
  EXPECT_EQ(words("consent"), "consents=1 ");
  EXPECT_EQ(words("ab"), "");
}

TEST_F(Find, OpensAnEmptyIndex) {
  manifest_ = {};
  const auto index = opened();
  EXPECT_EQ(found(index, "permit"), "");
  EXPECT_EQ(found(index, "NOT permit"), "");
  EXPECT_EQ(index.record_count(), 0);
}

}  // namespace
}  // namespace vaughn::fulltext
