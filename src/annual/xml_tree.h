// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

// XML of strangers as a tree of plain values. Parsed without network, without entities and with
// libxml2's own limits; a file with a document type declaration is refused. Programs run
// serve_xml() in a sandboxed child and decode what it emits.
namespace vaughn::annual {

struct Attribute {
  std::string space{};  // namespace
  std::string name{};
  std::string value{};
};

struct Element {
  std::string space{};
  std::string name{};
  std::string text{};  // of the element itself, its children's left out
  int line = 0;
  std::vector<Attribute> attributes{};
  std::vector<Element> children{};

  const Attribute* attribute(std::string_view space, std::string_view name) const;
  bool is(std::string_view its_space, std::string_view its_name) const {
    return space == its_space && name == its_name;
  }
};

// The files of an XML schema, by their path below its folder; the first is where to start.
struct SchemaFile {
  std::string path{};
  base::Bytes bytes{};
};
using SchemaFiles = std::vector<SchemaFile>;

struct SchemaError {
  int line = 0;
  std::string message{};
};

struct XmlFile {
  Element root{};
  bool is_validated = false;                 // against the schema given
  std::vector<SchemaError> schema_errors{};  // at most a hundred
};

// Without schema files nothing is validated. A schema that does not compile is invalid_argument, a
// file that is no XML is damaged. Uses the library's global state: one thread at a time.
base::Result<XmlFile> parse_xml(base::BytesView xml, const SchemaFiles& schema);

// The same as a job of a sandbox: `arguments` are encode(schema), what is emitted decodes.
base::Bytes encode(const SchemaFiles& schema);
base::Result<void> serve_xml(base::BytesView arguments,
                             base::BytesView input,
                             const std::function<void(base::BytesView)>& emit);
base::Result<XmlFile> decode_xml_file(base::BytesView bytes);

}  // namespace vaughn::annual
