// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "foia/record.h"

namespace vaughn::sample {

enum class ItemState { record, container, exception };

// What one input holds, as the one who made it knows it.
struct Item {
  std::string path{};  // below records/, with "//" into containers, as vaughn writes it
  std::string name{};
  ItemState state = ItemState::record;
  foia::RecordKind kind = foia::RecordKind::other;
  std::string exception{};             // finding code
  std::set<std::string> categories{};  // it answers by itself
  std::set<std::string> items{};       // of category 6
  std::string topic{};
  std::string text{};      // what a reader sees and what is hidden in it
  bool has_text = true;    // false: only pictures of it
  std::string identity{};  // equal for copies of one record
  std::vector<Item> children{};
};

struct InputFile {
  std::string path{};  // below records/
  std::string office{};
  std::string tasking{};
  std::string custodian{};
  base::Bytes bytes{};
  Item item{};
};

enum class SecretKind {
  name,
  a_number,
  ssn,
  phone,
  address,
  mail,
  price,
  technique,
  withheld_page,
};

// Words that must not be found in anything that leaves the agency.
struct Secret {
  std::string text{};
  SecretKind kind{};
  std::string exemption{};
};

// A place that no search for words can find: on a page that is only a picture.
struct PictureBox {
  std::string path{};
  int page = 0;
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
  std::string claims{};
};

struct Truth {
  std::vector<InputFile> inputs{};
  std::vector<Secret> secrets{};
  std::vector<std::string> public_words{};  // look like secrets and must stay
  std::vector<PictureBox> boxes{};
};

}  // namespace vaughn::sample
