// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "portal/request.h"

namespace vaughn::portal {

using Json = nlohmann::json;  // keys in order

namespace {

constexpr std::string_view kVersion = "1.1.0";

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // not a continuation
  }));
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t out = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || error != std::errc() || stop != text.data() + text.size()) {
    return std::nullopt;
  }
  return out;
}

// A number, or a text of digits: the portal's code and its specification differ.
std::optional<std::int64_t> number_of(const Json& value) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    return number <= INT64_MAX ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
  }
  if (value.is_number_integer()) {
    return value.get<std::int64_t>();
  }
  return value.is_string() ? whole_number(value.get_ref<const std::string&>()) : std::nullopt;
}

// ^(?=.)([+\-\$]?([0-9]*)(\.([0-9]+))?)$
bool is_amount(std::string_view text) {
  if (text.empty()) {
    return false;
  }
  if (text.front() == '+' || text.front() == '-' || text.front() == '$') {
    text.remove_prefix(1);
  }
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  if (!std::all_of(whole.begin(), whole.end(), digit)) {
    return false;
  }
  if (point == std::string_view::npos) {
    return true;
  }
  const auto part = text.substr(point + 1);
  return !part.empty() && std::all_of(part.begin(), part.end(), digit);
}

class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  Parsed read() {
    auto& r = out_.request;
    text("version", r.version, Need::yes);
    // From 1.1.0 on the PDF and the mark of a test are always there.
    const bool is_current = !r.version.starts_with("1.0");
    if (!r.version.empty() && !r.version.starts_with("1.")) {
      error("unsupported_version", "version", "this endpoint knows version 1 of the API");
    } else if (!r.version.empty() && r.version != kVersion) {
      remark("other_version", "version", "not version 1.1.0");
    }
    text("agency", r.agency, Need::yes);
    text("agency_component_name", r.component, Need::yes);
    request_id();
    confirmation_id();
    text("name_first", r.name_first);
    text("name_last", r.name_last);
    text("company_organization", r.organization);
    text("email", r.email);
    text("phone_number", r.phone);
    text("fax_number", r.fax);
    text("address_line1", r.address.line1);
    text("address_line2", r.address.line2);
    text("address_city", r.address.city);
    text("address_state_province", r.address.state);
    text("address_zip_postal_code", r.address.postal_code);
    text("address_country", r.address.country);
    text("request_category", r.category);
    text("request_description", r.description, Need::yes);
    if (base::trim(base::collapse_white_space(base::repair_utf8(r.description))).empty() &&
        json_.value("request_description", Json()).is_string()) {
      error("missing_field", "request_description", "is empty");
    }
    yes_or_no("fee_waiver", r.wants_fee_waiver);
    text("fee_waiver_explanation", r.fee_waiver_explanation);
    text("fee_amount_willing", r.fee_amount_willing);
    if (!r.fee_amount_willing.empty() && !is_amount(r.fee_amount_willing)) {
      remark("odd_amount", "fee_amount_willing", "is no amount as the form writes it");
    }
    yes_or_no("expedited_processing", r.wants_expedition);
    text("expedited_processing_explanation", r.expedition_explanation);
    attachments();
    removed_files();
    pdf(is_current);
    testing(is_current);
    others();
    return std::move(out_);
  }

 private:
  enum class Need { no, yes };

  void error(std::string_view code, std::string_view field, std::string message) {
    out_.errors.push_back({std::string(code), std::string(field), std::move(message)});
  }
  void remark(std::string_view code, std::string_view field, std::string message) {
    out_.remarks.push_back({std::string(code), std::string(field), std::move(message)});
  }

  // Null counts as left out.
  const Json* find(const char* key, Need need = Need::no) {
    known_.insert(key);
    const auto found = json_.find(key);
    if (found != json_.end() && !found->is_null()) {
      return &*found;
    }
    if (need == Need::yes) {
      error("missing_field", key, "is missing");
    }
    return nullptr;
  }

  void text(const char* key, std::string& out, Need need = Need::no) {
    const auto* value = find(key, need);
    if (value == nullptr) {
      return;
    }
    if (!value->is_string()) {
      error("wrong_type", key, "is not a string");
      return;
    }
    out = value->get<std::string>();
    if (characters(out) > kLongestText) {
      error("too_long", key, fmt::format("is longer than {} characters", kLongestText));
    }
  }

  void yes_or_no(const char* key, bool& out) {
    std::string word;
    text(key, word);
    out = word == "yes";
    if (!word.empty() && word != "yes" && word != "no") {
      error("wrong_value", key, "is neither yes nor no");
    }
  }

  // I18: one case for each.
  void request_id() {
    if (const auto* value = find("request_id", Need::yes)) {
      const auto number = number_of(*value);
      if (!number || *number <= 0) {
        error("wrong_type", "request_id", "is not a positive whole number");
      } else {
        out_.request.request_id = *number;
      }
    }
  }

  void confirmation_id() {
    const auto* value = find("confirmation_id");
    if (value == nullptr) {
      return;
    }
    if (value->is_string()) {
      out_.request.confirmation_id = value->get<std::string>();
    } else if (value->is_number_integer()) {
      out_.request.confirmation_id = value->dump();
    } else {
      error("wrong_type", "confirmation_id", "is neither a string nor a number");
    }
  }

  std::optional<Attachment> attachment(const char* key, const Json& value) {
    const auto part = [&](const char* name) -> const std::string* {
      const auto found = value.find(name);
      return found != value.end() && found->is_string() ? &found->get_ref<const std::string&>()
                                                        : nullptr;
    };
    if (!value.is_object()) {
      error("wrong_type", key, "is not an object");
      return std::nullopt;
    }
    const auto* type = part("content_type");
    const auto* name = part("filename");
    const auto* data = part("filedata");
    if (type == nullptr || name == nullptr || data == nullptr) {
      error("bad_attachment", key, "lacks content_type, filename or filedata");
      return std::nullopt;
    }
    auto bytes = decode_base64(*data);
    if (!bytes) {
      error("bad_attachment", key, "filedata is not base64");
      return std::nullopt;
    }
    if (bytes->size() > kLargestAttachment) {
      error("too_large", key, "is larger than 20 MB");
      return std::nullopt;
    }
    if (const auto size = value.find("filesize"); size != value.end() && !size->is_null()) {
      const auto stated = number_of(*size);
      if (!stated || *stated != static_cast<std::int64_t>(bytes->size())) {
        remark("other_size", key, fmt::format("filesize is not {}", bytes->size()));
      }
    }
    return Attachment{.content_type = *type, .filename = *name, .bytes = *std::move(bytes)};
  }

  void attachments() {
    const char* key = "attachments_supporting_documentation";
    const auto* value = find(key);
    if (value == nullptr) {
      return;
    }
    if (!value->is_array()) {
      error("wrong_type", key, "is not an array");
      return;
    }
    for (const auto& item : *value) {
      if (auto one = attachment(key, item)) {
        out_.request.attachments.push_back(*std::move(one));
      }
    }
  }

  void removed_files() {
    const auto* value = find("removed_files");
    if (value == nullptr) {
      return;
    }
    if (!value->is_array()) {
      error("wrong_type", "removed_files", "is not an array");
      return;
    }
    for (const auto& item : *value) {
      if (item.is_string()) {
        out_.request.removed_files.push_back(item.get<std::string>());
      } else {
        error("wrong_type", "removed_files", "holds something else than names");
      }
    }
    if (!out_.request.removed_files.empty()) {
      remark("removed_files",
             "removed_files",
             "the portal's virus scan took files away: tell the requester");
    }
  }

  void pdf(bool is_required) {
    if (const auto* value = find("pdf", is_required ? Need::yes : Need::no)) {
      out_.request.confirmation_pdf = attachment("pdf", *value);
    }
  }

  void testing(bool is_required) {
    if (const auto* value = find("testing", is_required ? Need::yes : Need::no)) {
      if (value->is_boolean()) {
        out_.request.is_test = value->get<bool>();
      } else {
        error("wrong_type", "testing", "is neither true nor false");
      }
    }
  }

  void others() {
    for (const auto& [key, value] : json_.items()) {
      if (!known_.contains(key)) {
        out_.request.other.push_back({.key = key, .json = value.dump()});
      }
    }
  }

  const Json& json_;
  Parsed out_{};
  std::set<std::string, std::less<>> known_{};
};

}  // namespace

Parsed parse_request(base::BytesView bytes) {
  const auto json = Json::parse(bytes, nullptr, false);
  if (json.is_discarded()) {
    Parsed out;
    out.errors.push_back({"invalid_json", "", "the body is not JSON in UTF-8"});
    return out;
  }
  if (!json.is_object()) {
    Parsed out;
    out.errors.push_back({"wrong_type", "", "the body is not a JSON object"});
    return out;
  }
  auto out = Reader(json).read();
  out.canonical = base::Sha256::of(json.dump());
  return out;
}

}  // namespace vaughn::portal
