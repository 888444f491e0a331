// SPDX-License-Identifier: AGPL-3.0-or-later
#include "suggest/detector.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "suggest/detail/anchors.h"
#include "suggest/detail/checks.h"
#include "suggest/detail/name_checks.h"

namespace vaughn::suggest {

using base::Result;
using detail::Anchor;
using detail::Candidate;
using detail::Checked;

namespace {

// What an anchor leads to.
enum class Lead {
  ssn,
  masked_ssn,
  bare_number,
  a_number,
  phone,
  ten_digits,
  phone_abroad,
  email,
  card,
  iban,
  decimal,
  degree,
  street,
  post_office_box,
  birth_date,
  account,
  badge,
  name,
};

struct Target {
  Lead lead{};
  std::size_t group = 0;  // of a name: people who bear it
};

constexpr std::string_view kStreets[] = {
    " street",   " st",     " avenue", " ave",     " road",  " rd",      " boulevard", " blvd",
    " drive",    " dr",     " lane",   " ln",      " court", " ct",      " place",     " pl",
    " terrace",  " ter",    " way",    " parkway", " pkwy",  " highway", " hwy",       " circle",
    " cir",      " square", " alley",  " trail",   " loop",  " plaza",   " row",       " run",
    " crescent", " path",   " walk",   " close",   " point", " pike",    " turnpike",  " broadway"};
constexpr std::string_view kPostOfficeBoxes[] = {
    "p.o. box", "po box", "p. o. box", "p.o box", "post office box", "p o box"};

struct Shape {
  Kind kind;
  Lead lead;
  std::string_view expression;
  std::size_t length;
};

// L is a digit or what readers of pictures take for one.
#define L "[0-9OoQIl|]"
constexpr Shape kShapes[] = {
    {Kind::ssn, Lead::ssn, L "{3}[-. ]" L "{2}[-. ]" L "{4}", 11},
    {Kind::ssn, Lead::masked_ssn, "[Xx*#]{3}-[Xx*#]{2}-[0-9]{4}", 11},
    {Kind::ssn, Lead::bare_number, L "{9}", 9},
    {Kind::a_number, Lead::bare_number, L "{9}", 9},
    {Kind::a_number, Lead::bare_number, "[0-9]{8}", 8},
    {Kind::a_number, Lead::bare_number, L "{3}[- ]" L "{3}[- ]" L "{3}", 11},
    {Kind::a_number, Lead::bare_number, L "{2}[- ]" L "{3}[- ]" L "{3}", 10},
    {Kind::a_number, Lead::a_number, "[Aa]" L "{2}", 3},
    {Kind::a_number, Lead::a_number, "A[-# ]" L "{2}", 4},
    {Kind::a_number, Lead::a_number, "A[-#: ]{2}" L "{2}", 5},
    {Kind::routing, Lead::bare_number, "[0-9]{9}", 9},
    {Kind::phone, Lead::phone, L "{3}[-. ]" L "{4}", 8},
    {Kind::phone, Lead::ten_digits, "[0-9]{10}", 10},
    {Kind::phone, Lead::phone_abroad, "\\+[0-9]{2}", 3},
    {Kind::email, Lead::email, "@", 1},
    {Kind::card, Lead::card, "[0-9]{4}[- ][0-9]{4}[- ][0-9]{4}", 14},
    {Kind::card, Lead::card, "[0-9]{4}[- ][0-9]{6}[- ][0-9]{4}", 16},
    {Kind::card, Lead::card, "[0-9]{13}", 13},
    {Kind::account, Lead::iban, "[A-Z]{2}[0-9]{2}[A-Z0-9]{4}", 8},
    {Kind::account, Lead::iban, "[A-Z]{2}[0-9]{2} [A-Z0-9]{4}", 9},
    {Kind::coordinates, Lead::decimal, "[0-9]\\.[0-9]{3}", 5},
    {Kind::coordinates, Lead::degree, "\\x01", 1},
};
#undef L

bool is_surer(const Candidate& one, const Candidate& other) {
  const auto key = [](const Candidate& candidate) {
    return std::make_tuple(-score(candidate.evidence),
                           -static_cast<std::ptrdiff_t>(candidate.end - candidate.begin),
                           candidate.kind,
                           candidate.begin);
  };
  return key(one) < key(other);
}

// Of places that overlap the surest stays; of equally sure ones the longest.
void drop_overlapped(std::vector<Candidate>& candidates) {
  std::sort(candidates.begin(), candidates.end(), is_surer);
  std::vector<Candidate> kept;
  std::map<std::size_t, std::size_t> taken;  // begin -> end
  for (const auto& candidate : candidates) {
    const auto next = taken.lower_bound(candidate.begin);
    const bool hits_next = next != taken.end() && next->first < candidate.end;
    const bool hits_last = next != taken.begin() && std::prev(next)->second > candidate.begin;
    if (!hits_next && !hits_last) {
      taken.emplace(candidate.begin, candidate.end);
      kept.push_back(candidate);
    }
  }
  std::sort(kept.begin(), kept.end(), [](const Candidate& one, const Candidate& other) {
    return one.begin < other.begin;
  });
  candidates = std::move(kept);
}

}  // namespace

struct Detector::Impl {
  detail::Words words{};
  std::vector<Target> targets{};
  std::vector<Person> people{};
  std::vector<std::vector<const Person*>> groups{};
  std::optional<detail::Anchors> anchors{};
  std::array<bool, kKindCount> is_wanted{};

  bool wants(Kind kind) const { return is_wanted[static_cast<std::size_t>(kind)]; }

  void add_names(std::vector<Anchor>& out) {
    std::erase_if(people, [&](const Person& person) { return !wants(person.kind); });
    // People of the staff list come first: a name in both is theirs.
    std::stable_sort(people.begin(), people.end(), [](const Person& one, const Person& other) {
      return std::tie(one.last, one.kind) < std::tie(other.last, other.kind);
    });
    for (std::size_t i = 0; i < people.size();) {
      std::vector<const Person*> group;
      const auto& last = people[i].last;
      for (; i < people.size() && people[i].last == last; ++i) {
        group.push_back(&people[i]);
      }
      for (const auto& spelling : detail::spellings(last)) {
        out.push_back(detail::literal(spelling));
        targets.push_back({Lead::name, groups.size()});
      }
      groups.push_back(std::move(group));
    }
  }

  void add_words(Kind kind, Lead lead, std::vector<Anchor>& out) {
    if (!wants(kind)) {
      return;
    }
    for (const auto& word : words[kind]) {
      out.push_back(detail::literal(word));
      targets.push_back({lead});
    }
  }

  Checked check(const detail::Reader& page, const detail::Hit& hit) const {
    const auto& target = targets[hit.anchor];
    const auto is_word = [&] { return detail::is_bounded(page.text(), hit.begin, hit.end); };
    switch (target.lead) {
      case Lead::ssn: return detail::check_ssn(page, hit.begin, hit.end);
      case Lead::masked_ssn: return detail::check_masked_ssn(page, hit.begin, hit.end);
      case Lead::bare_number: return detail::check_bare_number(page, hit.begin, hit.end);
      case Lead::a_number: return detail::check_a_number(page, hit.begin);
      case Lead::phone: return detail::check_phone(page, hit.begin, hit.end);
      case Lead::ten_digits: return detail::check_ten_digits(page, hit.begin, hit.end);
      case Lead::phone_abroad: return detail::check_phone_abroad(page, hit.begin);
      case Lead::email: return detail::check_email(page, hit.begin);
      case Lead::card: return detail::check_card(page, hit.begin);
      case Lead::iban: return detail::check_iban(page, hit.begin);
      case Lead::decimal: return detail::check_coordinates(page, hit.begin + 1);
      case Lead::degree: return detail::check_degrees(page, hit.begin);
      case Lead::street: return detail::check_street(page, hit.begin, hit.end);
      case Lead::post_office_box: return detail::check_post_office_box(page, hit.begin, hit.end);
      case Lead::birth_date: return is_word() ? detail::check_birth_date(page, hit.end) : Checked();
      case Lead::account: return is_word() ? detail::check_account(page, hit.end) : Checked();
      case Lead::badge: return is_word() ? detail::check_badge(page, hit.end) : Checked();
      case Lead::name: return detail::check_name(page, {hit.begin, hit.end, &groups[target.group]});
    }
    return {};
  }
};

Detector::Detector(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Detector::Detector(Detector&&) noexcept = default;
Detector& Detector::operator=(Detector&&) noexcept = default;
Detector::~Detector() = default;

Result<Detector> Detector::make(const std::vector<KindSettings>& settings,
                                const std::vector<Person>& people) {
  auto impl = std::make_unique<Impl>();
  for (const auto& row : settings) {
    const auto index = static_cast<std::size_t>(row.kind);
    impl->is_wanted[index] = true;
    impl->words.of[index] = row.words;
  }
  std::vector<Anchor> anchors;
  for (const auto& shape : kShapes) {
    if (impl->wants(shape.kind)) {
      anchors.push_back(detail::shape(shape.expression, shape.length));
      impl->targets.push_back({shape.lead});
    }
  }
  if (impl->wants(Kind::address)) {
    for (const auto word : kStreets) {
      anchors.push_back(detail::literal(word));
      impl->targets.push_back({Lead::street});
    }
    for (const auto word : kPostOfficeBoxes) {
      anchors.push_back(detail::literal(word));
      impl->targets.push_back({Lead::post_office_box});
    }
  }
  impl->add_words(Kind::date_of_birth, Lead::birth_date, anchors);
  impl->add_words(Kind::account, Lead::account, anchors);
  impl->add_words(Kind::badge, Lead::badge, anchors);
  impl->people = people;
  impl->add_names(anchors);
  impl->anchors = TRY(detail::Anchors::make(anchors));
  return Detector(std::move(impl));
}

Result<std::vector<Finding>> Detector::find(std::string_view text) const {
  const auto page = detail::plain(text);
  const auto hits = TRY(impl_->anchors->scan(page.text));
  const detail::Reader reader(page, impl_->words);
  std::vector<Candidate> candidates;
  for (const auto& hit : hits) {
    if (auto found = impl_->check(reader, hit); found && impl_->wants(found->kind)) {
      candidates.push_back(*found);
    }
  }
  drop_overlapped(candidates);
  std::vector<Finding> out;
  for (const auto& candidate : candidates) {
    const std::size_t begin = page.offsets[candidate.begin];
    const std::size_t end = page.offsets[candidate.end];
    out.push_back({candidate.kind, begin, end - begin, candidate.evidence});
  }
  return out;
}

}  // namespace vaughn::suggest
