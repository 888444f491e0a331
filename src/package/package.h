// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/dates.h"
#include "base/geometry.h"
#include "base/hash.h"
#include "base/result.h"
#include "base/signing.h"

// Sealed files that carry pages to those outside and their answers back. Each is a zip archive:
//
//   NAME.vaughn-package                       NAME.vaughn-reply
//     manifest.json   all below, by hash        reply.json
//     manifest.sig    Ed25519 over it           reply.sig   Ed25519 over it
//     manifest.pub    the matter's key          reply.pub   a key made for this reply
//     INSTRUCTIONS.txt, INSTRUCTIONS.html
//     pages.pdf       numbered pages, and a form to fill in
//     form.xlsx, form.csv
//     notice.pdf, notice.docx
//
// Equal contents give equal bytes.
namespace vaughn::package {

inline constexpr std::string_view kPackageSchema = "vaughn.package/1";
inline constexpr std::string_view kReplySchema = "vaughn.reply/1";
inline constexpr std::string_view kDraftSchema = "vaughn.marks/1";

struct Page {
  int number = 0;        // in pages.pdf, from 1
  std::string record{};  // control number
  int record_page = 0;
  std::string description{};
  // From the page of the record to the page of pages.pdf: x' = a x + c y + e, y' = b x + d y + f.
  std::array<double, 6> placed{1, 0, 0, 1, 0, 0};
  bool operator==(const Page&) const = default;
};

struct File {
  std::string path{};
  std::int64_t size = 0;
  base::Sha256 sha256{};
  bool operator==(const File&) const = default;
};

struct Manifest {
  std::string code{};  // names the package in its form and on its pages
  std::string kind{};  // of consultation
  std::int64_t consultation = 0;
  int round = 1;
  std::string matter{};
  std::string case_number{};
  std::string request_number{};
  std::string agency{};
  std::string to{};
  std::string received{};  // "2022-10-14": of the request, by which agencies queue; may be empty
  base::Date sent{};
  base::Date due{};
  std::vector<Page> pages{};
  std::vector<File> files{};  // by path
  bool operator==(const Manifest&) const = default;
};

// Path -> bytes.
using Files = std::map<std::string, base::Bytes>;

std::string manifest_to_json(const Manifest& manifest);
base::Result<Manifest> manifest_from_json(std::string_view json);

struct Sealed {
  base::Bytes bytes{};
  std::string manifest{};  // manifest.json
};
// Lists the files in the manifest, signs it and packs everything.
base::Result<Sealed> seal(Manifest manifest, const Files& files, const base::KeyPair& keys);

struct Opened {
  Manifest manifest{};
  base::Sha256 digest{};  // of manifest.json
  base::Bytes public_key{};
  Files files{};
};
// Checks signature and every hash. Damaged says what is wrong: a file that is missing, too much or
// altered, or a manifest that its key did not sign.
base::Result<Opened> open(base::BytesView bytes);

// What people compare by telephone: the SHA-256 of a public key, in groups of four digits.
std::string fingerprint(base::BytesView public_key);

// One place objected to, on a page of pages.pdf: words as they stand there, or a box.
struct Mark {
  int page = 0;
  std::string words{};
  base::Rect box{};  // empty: words
  std::string ground{};
  std::string reason{};
  bool operator==(const Mark&) const = default;
};

// What comes back, whichever way.
struct Answer {
  std::string code{};  // of the package
  std::string by{};
  std::string title{};
  std::string statement{};
  std::vector<Mark> marks{};
  std::vector<int> not_ours{};  // pages that are not theirs, ascending
  bool operator==(const Answer&) const = default;
};

// Marks made so far, beside the package.
struct Draft {
  base::Sha256 package{};  // hash of its manifest
  std::vector<Mark> marks{};
  std::vector<int> not_ours{};
  bool operator==(const Draft&) const = default;
};
std::string draft_to_json(const Draft& draft);
base::Result<Draft> draft_from_json(std::string_view json);

struct Reply {
  base::Sha256 package{};  // hash of the manifest it answers
  base::Instant at{};
  Answer answer{};
  bool operator==(const Reply&) const = default;
};
base::Result<base::Bytes> seal_reply(const Reply& reply, const base::KeyPair& keys);

struct OpenedReply {
  Reply reply{};
  base::Bytes public_key{};
};
base::Result<OpenedReply> open_reply(base::BytesView bytes);

enum class Kind { package, reply, neither };
// By its names, without unpacking.
Kind kind_of(base::BytesView bytes);

// For the way out of a sandboxed child; the decoders trust nothing.
base::Bytes encode(const Opened& opened);
base::Result<Opened> decode_opened(base::BytesView bytes);
base::Bytes encode(const OpenedReply& opened);
base::Result<OpenedReply> decode_opened_reply(base::BytesView bytes);

}  // namespace vaughn::package
