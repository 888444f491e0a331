// SPDX-License-Identifier: AGPL-3.0-or-later
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

base::Bytes stream_data(QPDFObjectHandle stream, qpdf_stream_decode_level_e level) {
  const auto buffer = stream.getStreamData(level);
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

base::Bytes raw_stream_data(QPDFObjectHandle stream) {
  const auto buffer = stream.getRawStreamData();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace vaughn::pdf
