// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "sample/detail/pdf_file.h"
#include "sample/detail/records.h"
#include "sample/detail/scan.h"
#include "sample/detail/win_ansi.h"
#include "sample/detail/zip_file.h"

namespace vaughn::sample {
namespace {

// An agency's or company's person who keeps records at an office.
const Employee& keeper_at(const World& world, std::string_view office, std::size_t number) {
  std::vector<const Employee*> keepers;
  for (const Employee* person : world.at(office)) {
    if (person->keeps_records) {
      keepers.push_back(person);
    }
  }
  return *keepers[number % keepers.size()];
}

base::Date day_of(base::Instant at) {
  return std::chrono::floor<std::chrono::days>(at);
}

Item exception_item(std::string name, std::string code) {
  Item item;
  item.name = std::move(name);
  item.state = ItemState::exception;
  item.exception = std::move(code);
  return item;
}

base::Bytes noise(std::size_t size, Random& random) {
  base::Bytes out;
  while (out.size() < size) {
    out += static_cast<char>(random.below(256));
  }
  return out;
}

}  // namespace

base::Result<MadeFile> screen_image(const Setting& setting, Random& random) {
  Doc doc;
  doc.title = "Screenshot";
  doc.author = setting.me->name();
  doc.created = setting.at;
  doc.footer = " ";
  doc.add(BlockKind::title, "Attestra");
  doc.add(BlockKind::heading, "Check in");
  doc.add(BlockKind::paragraph, "Hold the phone at eye level and tap the button.");
  doc.add(BlockKind::paragraph,
          fmt::format("Error {}: the picture could not be sent. Try again.",
                      random.between(4100, 4190)));
  doc.add(BlockKind::paragraph, "Help desk: (800) 555-0199");
  const Bitmap page = TRY(picture(to_pdf(doc), 72));
  Bitmap cut{.width = page.width, .height = 330};
  cut.pixels.assign(page.pixels.begin(),
                    page.pixels.begin() + static_cast<std::ptrdiff_t>(cut.width) * cut.height);
  MadeFile out;
  out.name = fmt::format("screenshot {}.png", random.between(100, 999));
  out.type = "image/png";
  out.bytes = to_png(cut, 72);
  out.item.name = out.name;
  out.item.kind = foia::RecordKind::image;
  out.item.topic = "screen_image";
  out.item.text = full_text(doc);
  out.item.has_text = false;
  return out;
}

void Records::remember_boxes(const std::vector<PictureBox>& boxes, const std::string& path) {
  for (PictureBox box : boxes) {
    box.path = path;
    truth_.boxes.push_back(std::move(box));
  }
}

void Records::add_file(const Employee& owner,
                       std::string_view tasking,
                       std::string_view folder,
                       MadeFile file) {
  const std::string base_path =
      fmt::format("{}/{}/{}/{}/", owner.office, tasking, owner.folder(), folder);
  std::string path = base_path + file.name;
  for (int copy = 2; !used_paths_.insert(path).second; ++copy) {
    const std::size_t dot = file.name.rfind('.');
    path = fmt::format(
        "{}{} ({}){}", base_path, file.name.substr(0, dot), copy, file.name.substr(dot));
  }
  file.item.name = path.substr(base_path.size());
  if (file.item.identity.empty()) {
    file.item.identity = base::Sha256::of(file.bytes).hex();
  }
  remember_boxes(file.boxes, path);
  truth_.inputs.push_back({path,
                           owner.office,
                           std::string(tasking),
                           owner.folder(),
                           std::move(file.bytes),
                           std::move(file.item)});
}

base::Result<void> Records::make_drives() {
  const World& world = maker_.world();
  for (const DocKind& kind : doc_kinds()) {
    for (int i = 0; i < kind.loose * scale_; ++i) {
      Random random = maker_.root().fork(kind.id, static_cast<std::uint64_t>(i) + 1000);
      const std::string_view office =
          kind.offices[static_cast<std::size_t>(i) % kind.offices.size()];
      const Employee& owner = keeper_at(world, office, static_cast<std::size_t>(i));
      const bool about_operations = !kind.items.empty();
      const Setting setting = maker_.setting(random,
                                             any_of(office, random),
                                             any_of("program", random),
                                             moment(random),
                                             about_operations);
      static const std::vector<std::string_view> kFolders = {
          "drive", "drive/shared", "drive/2022", "drive/to file"};
      const bool has_category6 = world.office(office).has_operations;
      add_file(owner,
               about_operations && has_category6 ? "category6" : "general",
               random.pick(kFolders),
               TRY(maker_.file(kind.id, setting, random, true)));
    }
  }
  return {};
}

// Three directives and one procedure that went to every office, byte for byte the same.
void Records::make_shared_directives() {
  const World& world = maker_.world();
  for (std::uint64_t i = 0; i < 3; ++i) {
    Random random = maker_.root().fork("shared", i);
    const Employee& chief = world.holder("Policy Branch Chief");
    const Setting setting =
        maker_.setting(random, chief, world.holder("Program Manager"), moment(random), false);
    auto file = maker_.file_as("directive_doc",
                               maker_.document("directive_doc", setting, random),
                               FileFormat::pdf,
                               random);
    base::check(file.has_value(), "a PDF of text needs no renderer");
    std::size_t number = 0;
    for (const WorldOffice& office : world.offices) {
      const bool gets_it = office.kind == foia::OfficeKind::field_office || office.key == "program";
      if (gets_it && number++ % 3 != i) {
        add_file(keeper_at(world, office.key, static_cast<std::size_t>(i)),
                 "general",
                 "drive/directives",
                 *file);
      }
    }
  }
}

base::Result<void> Records::make_odd_files() {
  Random random = maker_.root().fork("odd");
  const World& world = maker_.world();
  const base::Instant at =
      std::chrono::sys_days{std::chrono::year{2022} / 9 / 14} + std::chrono::hours(15);
  const auto setting_at = [&](std::string_view office, bool about_operations) {
    return maker_.setting(
        random, keeper_at(world, office, 0), any_of("program", random), at, about_operations);
  };
  const auto add = [&](std::string_view office, std::string_view tasking, MadeFile file) {
    add_file(keeper_at(world, office, 0), tasking, "drive/misc", std::move(file));
  };
  const auto odd = [](std::string name, base::Bytes bytes, std::string code) {
    MadeFile file{.name = name, .bytes = std::move(bytes)};
    file.item = exception_item(std::move(name), std::move(code));
    return file;
  };

  // What no program can open.
  {
    const Doc doc = maker_.document("invoice_doc", setting_at("pelorane", false), random);
    add("pelorane",
        "general",
        odd("rates backup.pdf",
            to_pdf(doc, {.password = "cinder-quay", .painted_over = {}}),
            "encrypted"));
    MadeFile zip;
    zip.name = "staffing.zip";
    zip.bytes = to_zip({{"staffing.txt", to_plain_text(doc)}}, day_of(at), "cinder-quay");
    zip.item.name = zip.name;
    zip.item.state = ItemState::container;
    zip.item.kind = foia::RecordKind::archive;
    zip.item.children.push_back(exception_item("staffing.txt", "encrypted"));
    add("pelorane", "general", std::move(zip));
  }
  {
    const base::Bytes pdf =
        to_pdf(maker_.document("minutes_doc", setting_at("redfield", false), random));
    add("redfield",
        "general",
        odd("minutes damaged.pdf", pdf.substr(0, 40) + noise(3000, random), "damaged"));
    add("sunridge", "general", odd("photos.zip", "PK\x03\x04" + noise(2000, random), "damaged"));
    add("lakeport", "general", odd("empty note.txt", {}, "empty_file"));
    add("northgate", "general", odd("door controller.bin", noise(4096, random), "unsupported"));
  }

  // A report that someone "redacted" with black boxes: the words are still there.
  {
    const Setting setting = setting_at("harborview", true);
    const Doc doc = maker_.document("op_report_doc", setting, random);
    MadeFile file = TRY(maker_.file_as("op_report_doc", doc, FileFormat::pdf, random));
    file.bytes = to_pdf(
        doc,
        {.password = {}, .painted_over = {setting.people[0]->name(), setting.people[1]->name()}});
    file.name = "After-Action Report blacked out.pdf";
    add("harborview", "category6", std::move(file));
  }
  // A draft with tracked changes and a reviewer's note.
  {
    const Setting setting = setting_at("program", false);
    Doc doc = maker_.document("directive_doc", setting, random);
    for (Block& block : doc.blocks) {
      if (block.kind == BlockKind::paragraph) {
        block.deleted = "Officers shall visit the participant without notice. ";
        block.comment = "Counsel asked us to take this out. Call " + setting.people[0]->last + ".";
        break;
      }
    }
    MadeFile file = TRY(maker_.file_as("directive_doc", doc, FileFormat::docx, random));
    file.name = "Policy directive draft with changes.docx";
    file.item.text = full_text(doc);
    add("program", "general", std::move(file));
  }
  // Old text files: UTF-16 and ISO 8859-1.
  {
    const Setting setting = setting_at("mesa-valley", false);
    const Doc guidance = maker_.document("guidance_doc", setting, random);
    MadeFile wide = TRY(maker_.file_as("guidance_doc", guidance, FileFormat::text, random));
    wide.bytes = to_utf16le(wide.bytes);
    wide.name = "guidance unicode.txt";
    add("mesa-valley", "general", std::move(wide));
    Doc menu = maker_.document("menu_doc", setting, random);
    menu.add(BlockKind::paragraph, "Friday: crème brûlée from the café downstairs.");
    MadeFile latin = TRY(maker_.file_as("menu_doc", menu, FileFormat::text, random));
    latin.bytes = to_win_ansi(latin.bytes);
    latin.name = "menu.txt";
    add("mesa-valley", "general", std::move(latin));
  }
  // A zip of invoices with a zip of letters in it.
  {
    const Setting setting = setting_at("pelorane", false);
    MadeFile outer;
    outer.name = "invoices and letters.zip";
    outer.item.name = outer.name;
    outer.item.state = ItemState::container;
    outer.item.kind = foia::RecordKind::archive;
    std::vector<ZipEntry> entries;
    const auto put = [&](std::vector<ZipEntry>& to,
                         Item& parent,
                         const std::string& name,
                         const MadeFile& file) {
      to.push_back({name, file.bytes});
      Item item = file.item;
      item.name = name;
      item.identity = base::Sha256::of(file.bytes).hex();
      parent.children.push_back(std::move(item));
    };
    for (const std::string month : {"04", "05", "06"}) {
      put(entries,
          outer.item,
          "2022-" + month + "/invoice.pdf",
          TRY(maker_.file_as("invoice_doc",
                             maker_.document("invoice_doc", setting, random),
                             FileFormat::pdf,
                             random)));
    }
    Item inner;
    inner.name = "letters.zip";
    inner.state = ItemState::container;
    inner.kind = foia::RecordKind::archive;
    std::vector<ZipEntry> letters;
    put(letters,
        inner,
        "letter.docx",
        TRY(maker_.file_as("vendor_letter",
                           maker_.document("vendor_letter", setting, random),
                           FileFormat::docx,
                           random)));
    put(letters,
        inner,
        "letter.html",
        TRY(maker_.file_as("vendor_letter",
                           maker_.document("vendor_letter", setting, random),
                           FileFormat::html,
                           random)));
    entries.push_back({inner.name, to_zip(letters, day_of(at))});
    outer.item.children.push_back(std::move(inner));
    outer.bytes = to_zip(entries, day_of(at));
    add("pelorane", "general", std::move(outer));
  }
  // A complaint whose sender's name is split by markup, with a mail attached to it.
  {
    const Employee& officer = keeper_at(world, "northgate", 0);
    const Setting setting =
        maker_.setting(random, officer, world.holder("Program Manager"), at, false);
    const Participant& person = *setting.people[0];
    Mail inner;
    inner.from = {person.name(), person.mail};
    inner.to = {{officer.name(), officer.mail}};
    inner.subject = "complaint about Attestra";
    inner.sent = at - std::chrono::hours(30);
    inner.zone_minutes = -300;
    inner.message_id = "complaint.7713@mailbox.example";
    inner.text = "I have a complaint about Attestra. It calls at night. Please answer me at " +
                 person.phone + ".\n\n" + person.name() + "\n" + person.a_number + "\n";
    Mail mail;
    mail.from = {officer.name(), officer.mail};
    mail.to = {{setting.you->name(), setting.you->mail}};
    mail.subject = "FW: complaint about Attestra";
    mail.sent = at;
    mail.zone_minutes = -300;
    mail.message_id = "fw.7713@rss.example";
    const std::string split = person.last.substr(0, 3) + "</b>" + person.last.substr(3);
    mail.html = "<html><body><p>Please see the attached complaint of " + person.first + " <b>" +
                split + ", " + person.a_number + ".</p><p>" + officer.name() +
                "</p></body></html>\n";
    mail.attachments = {{"complaint.eml", "message/rfc822", to_eml(inner)}};
    MadeFile file;
    file.name = "forwarded complaint.eml";
    file.bytes = to_eml(mail);
    file.item.kind = foia::RecordKind::email;
    file.item.topic = "complaint";
    file.item.categories = {"8"};
    file.item.text = mail.subject + "\n" + person.name() + " " + person.a_number;
    file.item.identity = mail.message_id;
    Item child;
    child.name = "complaint.eml";
    child.kind = foia::RecordKind::email;
    child.topic = "complaint";
    child.categories = {"8"};
    child.text = inner.subject + "\n" + inner.text + inner.from.name + " " + inner.from.address;
    child.identity = inner.message_id;
    file.item.children.push_back(std::move(child));
    add("northgate", "general", std::move(file));
  }
  return {};
}

}  // namespace vaughn::sample
