// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "sample/detail/truth.h"
#include "sample/detail/world.h"
#include "sample/generate.h"

namespace vaughn::sample {

// A record as it will be, with what is true of it.
struct TrueRecord {
  const InputFile* input = nullptr;
  const Item* item = nullptr;
  const Item* head = nullptr;  // of its family
  std::string head_path{};
  std::string path{};
  std::set<std::string> categories{};  // of the whole family
  std::string duplicate_of{};          // path of the first copy; empty if it is the first
};

struct TrueException {
  std::string path{};
  std::string code{};
  std::string office{};
};

struct Flat {
  std::vector<TrueRecord> records{};
  std::vector<TrueException> exceptions{};
  std::vector<std::string> containers{};
};
// In the order in which taskings.toml takes the folders in; needs paths set.
Flat flatten(const Truth& truth);

std::string matter_file();
std::string terms_file();
std::string taskings_file(const World& world, const Truth& truth);
std::string rules_file(const World& world, const Truth& truth);
std::string objections_file();
std::string rulings_file();
std::string reply_letter();

// Everything that must not be found in what leaves the agency, and what must.
std::vector<Secret> all_secrets(const World& world);
std::vector<std::string> public_words();

std::string expected_json(const Truth& truth, const Flat& flat, const Options& options);

}  // namespace vaughn::sample
