// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "extract/extraction.h"
#include "extract/rendition.h"

// How extractions travel from the sandboxed child to the program. The decoders trust nothing: every
// length is checked, enumerations must be known, text must be valid UTF-8.
namespace vaughn::extract {

base::Bytes encode(const Part& part);
base::Bytes encode(const std::vector<ContainerCount>& containers);
base::Bytes encode(const Printable& printable);

// What serve_extract() emits: any number of parts, then the counts.
using Message = std::variant<Part, std::vector<ContainerCount>>;
base::Result<Message> decode_message(base::BytesView bytes);
base::Result<Printable> decode_printable(base::BytesView bytes);

// The arguments of the two services.
base::Bytes encode_request(std::string_view name, const Options& options = {});
base::Bytes encode_print_request(std::string_view name,
                                 foia::RecordKind kind,
                                 const PrintOptions& options = {});

// Handlers for work::Zygote: emit encoded messages.
base::Result<void> serve_extract(base::BytesView arguments,
                                 base::BytesView input,
                                 const std::function<void(base::BytesView)>& emit);
base::Result<void> serve_print(base::BytesView arguments,
                               base::BytesView input,
                               const std::function<void(base::BytesView)>& emit);

}  // namespace vaughn::extract
