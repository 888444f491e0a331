// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/hash.h"

// A request as FOIA.gov's portal posts it to an agency: JSON, API version 1.1.0.
namespace vaughn::portal {

struct Attachment {
  std::string content_type{};
  std::string filename{};  // as sent: for people, never a path
  base::Bytes bytes{};     // decoded
  bool operator==(const Attachment&) const = default;
};

// A field of the component's own form, or one that a later version brings.
struct OtherField {
  std::string key{};
  std::string json{};  // its value
  bool operator==(const OtherField&) const = default;
};

struct Address {
  std::string line1{};
  std::string line2{};
  std::string city{};
  std::string state{};
  std::string postal_code{};
  std::string country{};
  bool operator==(const Address&) const = default;
};

struct Request {
  std::string version{};
  std::string agency{};  // may be empty: the portal could not look it up
  std::string component{};
  std::int64_t request_id = 0;    // the portal's; one case for each
  std::string confirmation_id{};  // shown to the requester
  std::string name_first{};
  std::string name_last{};
  std::string organization{};
  std::string email{};
  std::string phone{};
  std::string fax{};
  Address address{};
  std::string category{};  // "media", "educational" ...; others occur
  std::string description{};
  bool wants_fee_waiver = false;
  std::string fee_waiver_explanation{};
  std::string fee_amount_willing{};  // as typed: "$25"
  bool wants_expedition = false;
  std::string expedition_explanation{};
  std::vector<Attachment> attachments{};
  std::vector<std::string> removed_files{};  // taken away by the portal's virus scan
  std::optional<Attachment> confirmation_pdf{};
  bool is_test = false;             // not from the public portal: no real case
  std::vector<OtherField> other{};  // in the order of their keys
  bool operator==(const Request&) const = default;

  // "Jane Roe", else the organization, else "anonymous requester".
  std::string requester() const;
};

// What is wrong with a posted request, or, as a remark, odd about it.
struct Problem {
  std::string code{};   // stable: "missing_field"
  std::string field{};  // JSON key; empty: the whole
  std::string message{};
  bool operator==(const Problem&) const = default;
};

struct Parsed {
  Request request{};
  std::vector<Problem> errors{};   // if any, the request is not to be used
  std::vector<Problem> remarks{};  // it is taken all the same
  // Of the JSON without its white space and with its keys in order: two bodies that say the same
  // have the same.
  base::Sha256 canonical{};
};
Parsed parse_request(base::BytesView json);

// The portal's own limits.
inline constexpr std::size_t kLongestText = 10'000;           // characters
inline constexpr std::size_t kLargestAttachment = 20u << 20;  // bytes

// RFC 4648, with line breaks allowed; nothing if it is no base64.
std::optional<base::Bytes> decode_base64(std::string_view text);

// A matter.toml for the request, with what the portal says and no more.
struct DraftFacts {
  std::string tracking_number{};
  std::string received{};  // "2026-03-02"
  std::string time_zone{};
};
std::string matter_draft(const Request& request, const DraftFacts& facts);

}  // namespace vaughn::portal
