// SPDX-License-Identifier: AGPL-3.0-or-later
#include "annual/xml_tree.h"

#include "base/wire.h"

namespace vaughn::annual {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

// libxml2 stops at 256.
constexpr int kDeepest = 300;

void put(base::WireWriter& out, const Element& element) {
  out.bytes(element.space);
  out.bytes(element.name);
  out.bytes(element.text);
  out.u32(static_cast<std::uint32_t>(element.line));
  out.u32(static_cast<std::uint32_t>(element.attributes.size()));
  for (const auto& attribute : element.attributes) {
    out.bytes(attribute.space);
    out.bytes(attribute.name);
    out.bytes(attribute.value);
  }
  out.u32(static_cast<std::uint32_t>(element.children.size()));
  for (const auto& child : element.children) {
    put(out, child);
  }
}

Result<std::string> take_text(base::WireReader& in) {
  const auto view = TRY(in.bytes());
  return std::string(view);
}

Result<Element> take(base::WireReader& in, int depth) {
  if (depth > kDeepest) {
    return Error{ErrorCode::damaged, "the XML is nested too deeply", ""};
  }
  Element out;
  out.space = TRY(take_text(in));
  out.name = TRY(take_text(in));
  out.text = TRY(take_text(in));
  out.line = static_cast<int>(TRY(in.u32()));
  const auto attributes = TRY(in.u32());
  for (std::uint32_t i = 0; i < attributes; ++i) {
    Attribute attribute;
    attribute.space = TRY(take_text(in));
    attribute.name = TRY(take_text(in));
    attribute.value = TRY(take_text(in));
    out.attributes.push_back(std::move(attribute));
  }
  const auto children = TRY(in.u32());
  for (std::uint32_t i = 0; i < children; ++i) {
    auto child = TRY(take(in, depth + 1));
    out.children.push_back(std::move(child));
  }
  return out;
}

Result<SchemaFiles> decode_schema(BytesView bytes) {
  base::WireReader in(bytes);
  SchemaFiles out;
  while (!in.at_end()) {
    SchemaFile file;
    file.path = TRY(take_text(in));
    file.bytes = TRY(take_text(in));
    out.push_back(std::move(file));
  }
  return out;
}

}  // namespace

const Attribute* Element::attribute(std::string_view its_space, std::string_view its_name) const {
  for (const auto& one : attributes) {
    if (one.space == its_space && one.name == its_name) {
      return &one;
    }
  }
  return nullptr;
}

Bytes encode(const SchemaFiles& schema) {
  base::WireWriter out;
  for (const auto& file : schema) {
    out.bytes(file.path);
    out.bytes(file.bytes);
  }
  return out.take();
}

Result<void> serve_xml(BytesView arguments,
                       BytesView input,
                       const std::function<void(BytesView)>& emit) {
  const auto schema = TRY(decode_schema(arguments));
  const auto file = TRY(parse_xml(input, schema));
  base::WireWriter out;
  out.flag(file.is_validated);
  out.u32(static_cast<std::uint32_t>(file.schema_errors.size()));
  for (const auto& error : file.schema_errors) {
    out.u32(static_cast<std::uint32_t>(error.line));
    out.bytes(error.message);
  }
  put(out, file.root);
  emit(out.data());
  return {};
}

Result<XmlFile> decode_xml_file(BytesView bytes) {
  base::WireReader in(bytes);
  XmlFile out;
  out.is_validated = TRY(in.flag());
  const auto errors = TRY(in.u32());
  for (std::uint32_t i = 0; i < errors; ++i) {
    SchemaError error;
    error.line = static_cast<int>(TRY(in.u32()));
    error.message = TRY(take_text(in));
    out.schema_errors.push_back(std::move(error));
  }
  out.root = TRY(take(in, 0));
  return out;
}

}  // namespace vaughn::annual
