// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFSystemError.hh>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::pdf {

inline base::ErrorCode error_code_of(const QPDFExc& exception) {
  switch (exception.getErrorCode()) {
    case qpdf_e_password: return base::ErrorCode::encrypted;
    case qpdf_e_unsupported: return base::ErrorCode::unsupported;
    case qpdf_e_system: return base::ErrorCode::io;
    default: return base::ErrorCode::damaged;
  }
}

// Runs a function that calls qpdf and turns what qpdf throws into an Error. qpdf throws
// std::logic_error and std::runtime_error on some damaged files too. Its words are left out: they
// may quote the file.
template <typename Function>
auto guard_qpdf(const char* what, Function&& function) -> decltype(function()) {
  try {
    return std::forward<Function>(function)();
  } catch (const QPDFExc& exception) {
    return base::Error{error_code_of(exception), what};
  } catch (const std::bad_alloc&) {
    return base::Error{base::ErrorCode::limit, what};
  } catch (const std::exception&) {
    return base::Error{base::ErrorCode::damaged, what};
  }
}

// Opens bytes that must outlive the result. Silent.
std::shared_ptr<QPDF> open_qpdf(base::BytesView pdf, std::string_view password);

// A new document without pages.
std::shared_ptr<QPDF> empty_qpdf();

enum class ObjectStreams { disable, generate };

// The bytes of a whole new file: one revision, no dates, identifiers from the content.
base::Bytes write_qpdf(QPDF& qpdf, ObjectStreams object_streams = ObjectStreams::generate);

// The data of a stream, decoded as far as the level says; throws if that fails.
base::Bytes stream_data(QPDFObjectHandle stream,
                        qpdf_stream_decode_level_e level = qpdf_dl_generalized);
// As it is stored.
base::Bytes raw_stream_data(QPDFObjectHandle stream);

}  // namespace vaughn::pdf
