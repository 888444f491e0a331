// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "package/detail/json_package.h"
#include "package/package.h"

namespace vaughn::package {

using base::Error;
using base::ErrorCode;
using base::Result;
using nlohmann::json;

namespace {

struct Bad {};

template <typename T>
T unwrap(Result<T> result) {
  if (!result) {
    throw Bad{};
  }
  return *std::move(result);
}

std::string dump(const json& value) {
  return value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

template <typename Function>
auto parse(std::string_view text, std::string_view schema, const char* what, Function&& read)
    -> Result<decltype(read(json()))> {
  const Error wrong{ErrorCode::damaged, fmt::format("{} is not what it should be", what), ""};
  try {
    const auto parsed = json::parse(text);
    if (parsed.at("schema").get<std::string>() != schema) {
      return Error{ErrorCode::unsupported,
                   fmt::format("{} is of another version", what),
                   fmt::format("this program reads {}", schema)};
    }
    return read(parsed);
  } catch (const json::exception&) {
    return wrong;
  } catch (const Bad&) {
    return wrong;
  }
}

// Neither cut off nor rounded: page 4294967297 is not page 1.
int int_of(const json& value) {
  const auto wide = value.is_number_integer() ? value.get<std::int64_t>() : -1;
  if (wide < 0 || wide > std::numeric_limits<int>::max()) {
    throw Bad{};
  }
  return static_cast<int>(wide);
}

base::Date date_at(const json& value, const char* key) {
  return unwrap(base::parse_date(value.at(key).get<std::string>()));
}

base::Sha256 hash_at(const json& value, const char* key) {
  return unwrap(base::Sha256::from_hex(value.at(key).get<std::string>()));
}

json mark_json(const Mark& mark) {
  json out{{"page", mark.page}, {"ground", mark.ground}, {"reason", mark.reason}};
  if (mark.box.is_empty()) {
    out["words"] = mark.words;
  } else {
    out["box"] = {mark.box.x0, mark.box.y0, mark.box.x1, mark.box.y1};
  }
  return out;
}

Mark read_mark(const json& value) {
  Mark out;
  out.page = int_of(value.at("page"));
  out.ground = base::repair_utf8(value.at("ground").get<std::string>());
  out.reason = base::repair_utf8(value.at("reason").get<std::string>());
  if (value.contains("box")) {
    const auto& box = value.at("box");
    out.box = {box.at(0).get<double>(),
               box.at(1).get<double>(),
               box.at(2).get<double>(),
               box.at(3).get<double>()};
    if (box.size() != 4 || out.box.is_empty()) {
      throw Bad{};
    }
  } else {
    out.words = base::repair_utf8(value.at("words").get<std::string>());
  }
  return out;
}

template <typename T>
void write_marks(json& out, const T& value) {
  out["marks"] = json::array();
  for (const auto& mark : value.marks) {
    out["marks"].push_back(mark_json(mark));
  }
  out["not_ours"] = value.not_ours;
}

template <typename T>
void read_marks(const json& from, T& value) {
  for (const auto& mark : from.at("marks")) {
    value.marks.push_back(read_mark(mark));
  }
  for (const auto& page : from.at("not_ours")) {
    value.not_ours.push_back(int_of(page));
  }
}

}  // namespace

std::string manifest_to_json(const Manifest& manifest) {
  json out{{"schema", kPackageSchema},
           {"code", manifest.code},
           {"kind", manifest.kind},
           {"consultation", manifest.consultation},
           {"round", manifest.round},
           {"matter", manifest.matter},
           {"case_number", manifest.case_number},
           {"request_number", manifest.request_number},
           {"agency", manifest.agency},
           {"to", manifest.to},
           {"received", manifest.received},
           {"sent", base::to_string(manifest.sent)},
           {"due", base::to_string(manifest.due)},
           {"pages", json::array()},
           {"files", json::array()}};
  for (const auto& page : manifest.pages) {
    out["pages"].push_back({{"page", page.number},
                            {"record", page.record},
                            {"record_page", page.record_page},
                            {"description", page.description},
                            {"placed", page.placed}});
  }
  for (const auto& file : manifest.files) {
    out["files"].push_back(
        {{"path", file.path}, {"size", file.size}, {"sha256", file.sha256.hex()}});
  }
  return dump(out);
}

Result<Manifest> manifest_from_json(std::string_view text) {
  return parse(text, kPackageSchema, "the manifest of the package", [](const json& in) {
    Manifest out;
    out.code = in.at("code").get<std::string>();
    out.kind = in.at("kind").get<std::string>();
    out.consultation = in.at("consultation").get<std::int64_t>();
    out.round = int_of(in.at("round"));
    out.matter = in.at("matter").get<std::string>();
    out.case_number = in.at("case_number").get<std::string>();
    out.request_number = in.at("request_number").get<std::string>();
    out.agency = in.at("agency").get<std::string>();
    out.to = in.at("to").get<std::string>();
    out.received = in.at("received").get<std::string>();
    out.sent = date_at(in, "sent");
    out.due = date_at(in, "due");
    for (const auto& row : in.at("pages")) {
      Page page;
      page.number = int_of(row.at("page"));
      page.record = row.at("record").get<std::string>();
      page.record_page = int_of(row.at("record_page"));
      page.description = row.at("description").get<std::string>();
      page.placed = row.at("placed").get<std::array<double, 6>>();
      if (page.number != static_cast<int>(out.pages.size()) + 1) {
        throw Bad{};
      }
      out.pages.push_back(std::move(page));
    }
    for (const auto& row : in.at("files")) {
      out.files.push_back({row.at("path").get<std::string>(),
                           row.at("size").get<std::int64_t>(),
                           hash_at(row, "sha256")});
    }
    return out;
  });
}

std::string draft_to_json(const Draft& draft) {
  json out{{"schema", kDraftSchema}, {"package", draft.package.hex()}};
  write_marks(out, draft);
  return dump(out);
}

Result<Draft> draft_from_json(std::string_view text) {
  return parse(text, kDraftSchema, "the file of marks", [](const json& in) {
    Draft out;
    out.package = hash_at(in, "package");
    read_marks(in, out);
    return out;
  });
}

namespace detail {

std::string reply_to_json(const Reply& reply) {
  json out{{"schema", kReplySchema},
           {"package", reply.package.hex()},
           {"at", base::to_string(reply.at)},
           {"code", reply.answer.code},
           {"by", reply.answer.by},
           {"title", reply.answer.title},
           {"statement", reply.answer.statement}};
  write_marks(out, reply.answer);
  return dump(out);
}

Result<Reply> reply_from_json(std::string_view text) {
  return parse(text, kReplySchema, "the reply", [](const json& in) {
    Reply out;
    out.package = hash_at(in, "package");
    out.at = unwrap(base::parse_instant(in.at("at").get<std::string>()));
    out.answer.code = base::repair_utf8(in.at("code").get<std::string>());
    out.answer.by = base::repair_utf8(in.at("by").get<std::string>());
    out.answer.title = base::repair_utf8(in.at("title").get<std::string>());
    out.answer.statement = base::repair_utf8(in.at("statement").get<std::string>());
    read_marks(in, out.answer);
    return out;
  });
}

}  // namespace detail
}  // namespace vaughn::package
