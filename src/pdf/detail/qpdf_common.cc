// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cmath>

#include <fmt/format.h>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDFWriter.hh>

#include "pdf/detail/qpdf_guard.h"

namespace vaughn::pdf {

std::shared_ptr<QPDF> open_qpdf(base::BytesView pdf, std::string_view password) {
  auto qpdf = QPDF::create();
  qpdf->setSuppressWarnings(true);
  const std::string secret(password);
  qpdf->processMemoryFile("pdf", pdf.data(), pdf.size(), secret.c_str());
  return qpdf;
}

std::shared_ptr<QPDF> empty_qpdf() {
  auto qpdf = QPDF::create();
  qpdf->setSuppressWarnings(true);
  qpdf->emptyPDF();
  return qpdf;
}

base::Bytes write_qpdf(QPDF& qpdf, ObjectStreams object_streams) {
  QPDFWriter writer(qpdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setPreserveEncryption(false);
  writer.setObjectStreamMode(object_streams == ObjectStreams::generate ? qpdf_o_generate
                                                                       : qpdf_o_disable);
  writer.setCompressStreams(true);
  // Filtered data is written as it is: decoding could fail, and never helps.
  writer.setDecodeLevel(qpdf_dl_none);
  writer.setNewlineBeforeEndstream(false);
  writer.setMinimumPDFVersion("1.7");
  writer.write();
  const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
  return base::Bytes(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
}

std::string pdf_number(double value) {
  if (!std::isfinite(value)) {
    return "0";
  }
  std::string text = fmt::format("{:.5f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

}  // namespace vaughn::pdf
