// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "sample/detail/maker.h"
#include "sample/detail/truth.h"

namespace vaughn::sample {

// Fills records/: mail of the custodians, files on their drives, and the odd ones planted once.
class Records {
 public:
  Records(const Maker& maker, int scale);
  base::Result<void> make();
  Truth take();
  // Adds the boxes on attachments, once paths are set.
  void place_boxes(Truth& truth) const;

 private:
  struct Letter {  // a mail in someone's box
    Mail mail{};
    Item item{};
    std::string body{};  // as plain text, with what it quotes
  };
  struct People {
    const Employee* first = nullptr;
    const Employee* second = nullptr;
    const Employee* copied = nullptr;  // may be none
  };

  base::Result<void> make_threads();
  base::Result<void> make_thread(const Topic& topic, std::uint64_t number);
  base::Result<void> make_drives();
  base::Result<void> make_odd_files();
  void make_shared_directives();
  void write_boxes();

  People people_for(const Topic& topic, Random& random) const;
  const Employee& any_of(std::string_view office, Random& random) const;
  Letter letter(const Topic& topic,
                const std::vector<Letter>& earlier,
                const Setting& setting,
                const People& people,
                const std::optional<MadeFile>& attachment,
                Random& random,
                std::uint64_t thread) const;
  void keep(const Employee& owner, std::string_view tasking, Letter letter, bool is_copy);
  void add_file(const Employee& owner,
                std::string_view tasking,
                std::string_view folder,
                MadeFile file);
  void remember_boxes(const std::vector<PictureBox>& boxes, const std::string& path);
  base::Instant moment(Random& random) const;

  const Maker& maker_;
  int scale_;
  Truth truth_{};
  // office/tasking/custodian -> letters in the order of arrival.
  std::map<std::string, std::vector<Letter>> boxes_{};
  std::map<std::string, const Employee*> box_owner_{};
  std::map<std::string, std::vector<PictureBox>> attachment_boxes_{};  // by identity of the item
  std::set<std::string> used_paths_{};
};

}  // namespace vaughn::sample
