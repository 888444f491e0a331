// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/snippet.h"

#include <gtest/gtest.h>

namespace vaughn::fulltext {
namespace {

Query parsed(std::string_view text) {
  return *parse_query(text);
}

// The text with its hits in square brackets.
std::string marked(std::string_view query, std::string_view text) {
  std::string out;
  std::size_t at = 0;
  for (const auto& span : hit_spans(parsed(query), text)) {
    out += text.substr(at, span.begin - at);
    out += "[" + std::string(text.substr(span.begin, span.end - span.begin)) + "]";
    at = span.end;
  }
  return out + std::string(text.substr(at));
}

TEST(HitSpans, MarkTheWordsThatMadeTheHit) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"permit", "The [Permit], the permits"},
      {"permit*", "The [Permit], the [permits]"},
      {"\"the permit\"", "[The] [Permit], the permits"},
      {"the pre/1 permits", "The Permit, [the] [permits]"},
      {"permits w/9 permit", "The [Permit], the [permits]"},
      {"the NOT w/1 permit", "The Permit, the permits"},
      {"the NOT pre/1 permit", "The Permit, [the] permits"},
      {"permit NOT the", "The [Permit], the permits"},
      {"permit AND sent:2022", "The [Permit], the permits"},
      {"(permit OR permits) w/1 the", "[The] [Permit], [the] [permits]"},
      {"body:permit", "The [Permit], the permits"},
      {"subject:permit", "The Permit, the permits"},
      {"bid", "The Permit, the permits"},
  };
  for (const auto& [query, text] : cases) {
    EXPECT_EQ(marked(query, "The Permit, the permits"), text) << query;
  }
}

TEST(HitSpans, PointAtTheOriginalBytes) {
  EXPECT_EQ(marked("etude", "une É\u0301tude\u00AD."), "une [É\u0301tude\u00AD].");
  EXPECT_EQ(marked("監視", "GPS監視端末"), "GPS[監][視]端末");
}

TEST(Snippet, ShowsTheSurroundingsOfTheFirstHitOnOneLine) {
  const auto text =
      std::string(300, 'a') + " one\r\n\r\n two  permit three " + std::string(300, 'b');
  const auto snippet = make_snippet(parsed("permit"), text, 30);
  EXPECT_EQ(snippet.text, "…two permit three…");
  ASSERT_EQ(snippet.marked.size(), 1U);
  EXPECT_EQ(
      snippet.text.substr(snippet.marked[0].begin, snippet.marked[0].end - snippet.marked[0].begin),
      "permit");
}

TEST(Snippet, ShowsTheBeginningWithoutAHit) {
  EXPECT_EQ(make_snippet(parsed("x"), "short text", 30).text, "short text");
  EXPECT_EQ(make_snippet(parsed("x"), "", 30).text, "");
  EXPECT_EQ(make_snippet(parsed("x"), "a longer text than fits", 12).text, "a longer…");
}

TEST(Snippet, NeverCutsACharacter) {
  const std::string text = "ééééééééé permit ééééééééé";
  for (std::size_t width = 1; width < 40; ++width) {
    const auto snippet = make_snippet(parsed("permit"), text, width);
    EXPECT_NE(snippet.text.find("permit"), std::string::npos) << width;
    EXPECT_TRUE((static_cast<unsigned char>(snippet.text[0]) & 0xC0U) != 0x80U) << width;
  }
}

}  // namespace
}  // namespace vaughn::fulltext
