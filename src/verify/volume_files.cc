// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/volume_files.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/files.h"
#include "base/hash.h"
#include "base/signing.h"
#include "base/text.h"

namespace vaughn::verify {
namespace {

// The proof comes after the manifest, since it is about it; a signature of its own binds it.
constexpr std::string_view kUnlisted[] = {
    "manifest.json", "manifest.pub", "manifest.sig", "proof.json", "proof.sig"};

void check_proof(const std::filesystem::path& volume,
                 base::BytesView key,
                 Findings& findings,
                 const std::string& manifest) {
  const auto proof = base::read_file(volume / "proof.json");
  const auto signature = base::read_file(volume / "proof.sig");
  if (!proof && !signature) {
    return;
  }
  findings.examined("proof");
  if (!proof || !signature || !base::is_signature_valid(*proof, *signature, key)) {
    findings.add(
        "proof_invalid", {.file = "proof.json"}, "its signature is not that of the volume");
  } else if (proof->find(fmt::format("\"manifest\": \"{}\"", manifest)) == std::string::npos) {
    findings.add("proof_invalid", {.file = "proof.json"}, "it is about another manifest");
  } else if (proof->find("\"passed\": true") == std::string::npos) {
    findings.add("proof_failed", {.file = "proof.json"}, "it says that the volume did not pass");
  }
}

}  // namespace

bool is_safe_path(const std::string& path) {
  if (path.empty() || path.front() == '/' || path.find('\\') != std::string::npos ||
      path.find('\0') != std::string::npos) {
    return false;
  }
  const auto parts = base::split(path, '/');
  return std::none_of(parts.begin(), parts.end(), [](std::string_view part) {
    return part.empty() || part == "." || part == "..";
  });
}

void check_signature(const std::filesystem::path& volume,
                     base::BytesView manifest_json,
                     base::BytesView trusted_key,
                     Report& report,
                     Findings& findings) {
  findings.examined("signature");
  report.manifest = base::Sha256::of(manifest_json).hex();
  const auto signature = base::read_file(volume / "manifest.sig");
  const auto key = base::read_file(volume / "manifest.pub");
  if (!signature || !key) {
    findings.add("signature_missing",
                 {.file = signature ? "manifest.pub" : "manifest.sig"},
                 "the manifest is not signed");
    return;
  }
  report.signing_key = base::Sha256::of(*key).hex();
  if (!base::is_signature_valid(manifest_json, *signature, *key)) {
    findings.add("signature_invalid",
                 {.file = "manifest.sig"},
                 "the manifest was changed after it was signed, or signed with another key");
  }
  check_proof(volume, *key, findings, report.manifest);
  if (trusted_key.empty()) {
    findings.add("key_not_given",
                 {.file = "manifest.pub"},
                 "compare the key's hash with one the agency published");
    return;
  }
  report.is_key_trusted = trusted_key == *key;
  if (!report.is_key_trusted) {
    findings.add(
        "key_not_trusted", {.file = "manifest.pub"}, "the volume is signed by another key");
  }
}

void check_files(const std::filesystem::path& volume,
                 const Manifest& manifest,
                 Findings& findings) {
  std::set<std::string> listed(std::begin(kUnlisted), std::end(kUnlisted));
  for (const auto& file : manifest.files) {
    findings.examined("hashes");
    if (!is_safe_path(file.path) || !listed.insert(file.path).second) {
      findings.add("file_unsafe_name",
                   {.file = file.path},
                   "the manifest names a path outside the volume or a path twice");
      continue;
    }
    const auto path = volume / file.path;
    if (std::filesystem::is_symlink(path)) {
      continue;  // reported below
    }
    const auto bytes = base::read_file(path);
    if (!bytes) {
      findings.add("file_missing", {.file = file.path}, "it is in the manifest but not here");
    } else if (static_cast<std::int64_t>(bytes->size()) != file.size) {
      findings.add("file_changed",
                   {.file = file.path},
                   fmt::format("{} bytes, {} in the manifest", bytes->size(), file.size));
    } else if (base::Sha256::of(*bytes).hex() != file.sha256) {
      findings.add("file_changed", {.file = file.path}, "its SHA-256 is not that of the manifest");
    }
  }
  const auto listing = base::list_files(volume);
  if (!listing) {
    findings.add_not_checked({}, "files of the volume", listing.error());
    return;
  }
  for (const auto& path : listing->files) {
    if (!listed.contains(path.generic_string())) {
      findings.add("file_extra", {.file = path.generic_string()}, "the manifest does not name it");
    }
  }
  for (const auto* paths : {&listing->links, &listing->special, &listing->unreadable}) {
    for (const auto& path : *paths) {
      findings.add("file_special",
                   {.file = path.generic_string()},
                   "a volume holds plain files and folders only");
    }
  }
  for (const auto& record : manifest.records) {
    for (const auto* path : {&record.pdf, &record.text}) {
      if (!listed.contains(*path)) {
        findings.add("file_unlisted_use",
                     {.file = *path, .bates = record.begin},
                     "a record uses it but the manifest does not hash it");
      }
    }
  }
}

}  // namespace vaughn::verify
