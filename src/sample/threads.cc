// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "sample/detail/records.h"

namespace vaughn::sample {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

MailBox box_of(const Employee& person) {
  return {person.name(), person.mail};
}

std::string signature(const Employee& person, const World& world) {
  return fmt::format("{}\n{}\n{}\nDirect {}",
                     person.name(),
                     person.title,
                     world.office(person.office).name,
                     person.phone);
}

std::string shown_time(base::Instant at, int zone) {
  const std::string date = mail_date(at, zone);  // "Thu, 13 Feb 2020 16:05:00 -0500"
  return date.substr(0, date.size() - 9);
}

enum class QuoteStyle { marks, block, none };

std::string quoted(const Mail& mail, const std::string& text, QuoteStyle style) {
  const std::string when = shown_time(mail.sent, mail.zone_minutes);
  std::string out;
  switch (style) {
    case QuoteStyle::none: break;
    case QuoteStyle::marks:
      out = fmt::format("\n\nOn {}, {} wrote:\n", when, mail.from.name);
      for (const std::string_view line : base::split(text, '\n')) {
        out += fmt::format(">{}{}\n", line.substr(0, 1) == ">" ? "" : " ", line);
      }
      break;
    case QuoteStyle::block: {
      std::vector<std::string> to;
      for (const MailBox& box : mail.to) {
        to.push_back(box.name);
      }
      out = fmt::format(
          "\n\n-----Original Message-----\nFrom: {} <{}>\nSent: {}\nTo: {}\nSubject: {}\n\n{}",
          mail.from.name,
          mail.from.address,
          when,
          base::join(to, "; "),
          mail.subject,
          text);
      break;
    }
  }
  return out;
}

// Lines of 70 to 76 characters, as mail programs of the time wrote them.
std::string wrapped(std::string_view text) {
  constexpr std::size_t kWidth = 74;
  std::string out;
  for (const std::string_view source : base::split(text, '\n')) {
    std::size_t column = 0;
    for (const std::string_view word : base::split(source, ' ')) {
      if (column > 0 && column + 1 + word.size() > kWidth) {
        out += '\n';
        column = 0;
      }
      out += (column > 0 ? " " : "") + std::string(word);
      column += word.size() + (column > 0 ? 1 : 0);
    }
    out += '\n';
  }
  out.pop_back();
  return out;
}

std::string to_mail_html(std::string_view text) {
  const std::string body = base::replace_all(base::escape_xml(text), "\n", "<br>\n");
  return "<html><head><style>p { margin: 0 }</style></head>\n<body><div style=\"font-family: "
         "Calibri\">" +
         body + "</div></body></html>\n";
}

std::string with_typographic_quotes(std::string text) {
  return base::replace_all(base::replace_all(std::move(text), "'", "\u2019"), " - ", " \u2013 ");
}

std::string subject_stem(std::string_view subject) {
  std::string out;
  for (const char c : subject) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == ' ';
    out += is_plain ? c : '_';
  }
  return std::string(base::trim(out.substr(0, 56)));
}

}  // namespace

base::Instant Records::moment(Random& random) const {
  const base::Date first{std::chrono::year{2021} / 3 / 1};
  constexpr int kDays = 1060;  // to January 2024
  base::Date date = base::add_days(first, random.between(0, kDays));
  while (base::weekday_of(date) == std::chrono::Saturday ||
         base::weekday_of(date) == std::chrono::Sunday) {
    date = base::add_days(date, 1);
  }
  return std::chrono::sys_days(date) + hours(random.between(13, 21)) +
         minutes(random.between(0, 59)) + std::chrono::seconds(random.between(0, 59));
}

const Employee& Records::any_of(std::string_view office, Random& random) const {
  return *random.pick(maker_.world().at(office));
}

Records::People Records::people_for(const Topic& topic, Random& random) const {
  const World& world = maker_.world();
  std::vector<std::string_view> fields;
  std::vector<std::string_view> agency;
  for (const WorldOffice& office : world.offices) {
    const bool is_field = office.kind == foia::OfficeKind::field_office;
    if (is_field && (office.has_operations || topic.flow != Flow::operations_field)) {
      fields.push_back(office.key);
    }
    if (office.kind != foia::OfficeKind::contractor) {
      agency.push_back(office.key);
    }
  }
  const std::string_view field = random.pick(fields);
  People out;
  switch (topic.flow) {
    case Flow::program_and_contractor:
      out = {&any_of("program", random), &any_of("pelorane", random), nullptr};
      if (topic.id == "invoice") {
        out.first = &world.holder("Contracting Officer's Representative");
        out.second = &world.holder("Billing");
      }
      if (random.chance(30)) {
        out.copied = &world.holder("Program Manager");
      }
      break;
    case Flow::program_only:
      out = {&any_of("program", random), &any_of("program", random), nullptr};
      break;
    case Flow::program_and_field:
      out = {&any_of("program", random), &any_of(field, random), nullptr};
      if (random.chance(35)) {
        out.copied = &any_of(field, random);
      }
      break;
    case Flow::field_only: out = {&any_of(field, random), &any_of(field, random), nullptr}; break;
    case Flow::operations_field:
      out = {&any_of(field, random),
             random.chance(60) ? &any_of("statistics", random) : &any_of(field, random),
             nullptr};
      break;
    case Flow::counsel:
      out = {
          random.chance(50) ? &world.holder("Privacy Officer") : &world.holder("Program Manager"),
          &world.holder("Associate General Counsel"),
          nullptr};
      break;
    case Flow::contractor_only:
      out = {&any_of("pelorane", random), &any_of("pelorane", random), nullptr};
      break;
    case Flow::anyone: {
      const std::string_view office = random.pick(agency);
      out = {&any_of(office, random), &any_of(office, random), nullptr};
      break;
    }
  }
  // Nobody writes to himself, and counsel is asked only in questions to counsel.
  const auto is_counsel = [&](const Employee* person) {
    return person != nullptr && topic.flow != Flow::counsel &&
           person->title == "Associate General Counsel";
  };
  if (out.first == out.second || is_counsel(out.first) || is_counsel(out.second)) {
    return people_for(topic, random);
  }
  if (out.copied == out.first || out.copied == out.second || is_counsel(out.copied)) {
    out.copied = nullptr;
  }
  const bool other_begins = topic.id == "vendor_ops" || topic.id == "vendor_visit" ||
                            topic.id == "exception_policy" || topic.id == "participant_data" ||
                            topic.id == "sharing";
  if (other_begins) {
    std::swap(out.first, out.second);
  }
  return out;
}

Records::Letter Records::letter(const Topic& topic,
                                const std::vector<Letter>& earlier,
                                const Setting& setting,
                                const People& people,
                                const std::optional<MadeFile>& attachment,
                                Random& random,
                                std::uint64_t thread) const {
  const World& world = maker_.world();
  Letter out;
  Mail& mail = out.mail;
  const Employee& me = *setting.me;
  const std::size_t number = earlier.size();
  mail.from = box_of(me);
  mail.to = {box_of(*setting.you)};
  if (people.copied != nullptr) {
    mail.cc = {box_of(*people.copied)};
  }
  mail.sent = setting.at;
  mail.zone_minutes = zone_minutes(world.office(me.office), setting.at);
  mail.message_id = fmt::format("{}.{}.{}@{}",
                                base::md5_hex(fmt::format("{}/{}", topic.id, thread)).substr(0, 12),
                                thread,
                                number,
                                me.mail.substr(me.mail.find('@') + 1));
  for (const Letter& before : earlier) {
    mail.references.push_back(before.mail.message_id);
  }
  const std::string id(topic.id);
  std::string body;
  if (number == 0) {
    mail.subject = maker_.write(id + ".subject", setting, random);
    body = maker_.write("greeting", setting, random) + "\n\n" +
           maker_.write(id + ".first", setting, random);
    if (random.chance(15)) {
      body += "\n\n" + maker_.write("call", setting, random);
    }
  } else {
    const std::string& subject = earlier.front().mail.subject;
    mail.subject = (random.chance(85) ? "RE: " : "Re: ") + subject;
    body = random.chance(60) ? maker_.write("greeting", setting, random) + "\n\n" : "";
    body += maker_.write(id + (number == 1 ? ".reply" : ".more"), setting, random);
  }
  const bool is_wrapped = random.chance(45);
  if (random.chance(35)) {
    body = with_typographic_quotes(std::move(body));
  }
  body += "\n\n" + maker_.write("closing", setting, random) + "\n\n" + signature(me, world);
  if (is_wrapped) {
    body = wrapped(body);
  }
  if (number > 0) {
    const int style = random.between(1, 100);
    body += quoted(earlier.back().mail,
                   earlier.back().body,
                   style <= 45   ? QuoteStyle::block
                   : style <= 90 ? QuoteStyle::marks
                                 : QuoteStyle::none);
  }
  out.body = body;
  mail.text = body + "\n";
  if (random.chance(40)) {
    mail.html = to_mail_html(mail.text);
    if (random.chance(25) || topic.id == "newsletter") {
      mail.text.clear();
    }
  }
  // What a program writes it writes always: chosen by the person, not by the mail.
  const std::size_t habit = base::md5_hex(me.mail)[0] % 5;
  constexpr MailCharset kCharsets[] = {MailCharset::utf8,
                                       MailCharset::windows_1252,
                                       MailCharset::iso_8859_1,
                                       MailCharset::utf8,
                                       MailCharset::utf8};
  constexpr MailEncoding kEncodings[] = {MailEncoding::quoted_printable,
                                         MailEncoding::seven_or_eight_bit,
                                         MailEncoding::quoted_printable,
                                         MailEncoding::base64,
                                         MailEncoding::seven_or_eight_bit};
  mail.charset = kCharsets[habit];
  mail.encoding = kEncodings[habit];
  // ISO 8859-1 has no typographic quotes.
  if (mail.charset == MailCharset::iso_8859_1 &&
      (mail.text + mail.html + mail.subject).find("\xE2\x80") != std::string::npos) {
    mail.charset = MailCharset::utf8;
  }
  mail.client = me.is_contractor() ? "Corvid Mail 7.1" : "Deskwriter Mail 11.0";

  out.item.kind = foia::RecordKind::email;
  out.item.topic = id;
  out.item.categories.insert(topic.categories.begin(), topic.categories.end());
  for (const char letter : topic.items) {
    out.item.items.insert(std::string(1, letter));
  }
  if (topic.flow != Flow::contractor_only &&
      setting.me->is_contractor() != setting.you->is_contractor()) {
    out.item.categories.insert("9");
  }
  out.item.text = mail.subject + "\n" + body;
  out.item.identity = mail.message_id;
  if (attachment) {
    mail.attachments.push_back({attachment->name, attachment->type, attachment->bytes});
    Item child = attachment->item;
    child.identity = mail.message_id + "/1";
    out.item.text += "\n" + attachment->name;
    out.item.children.push_back(std::move(child));
  }
  return out;
}

void Records::keep(const Employee& owner, std::string_view tasking, Letter letter, bool is_copy) {
  // The copy in the second box came through another server.
  letter.mail.received_by =
      fmt::format("{}.{}", is_copy ? "mbx2" : "mbx1", owner.mail.substr(owner.mail.find('@') + 1));
  const std::string key = fmt::format("{}/{}/{}", owner.office, tasking, owner.folder());
  box_owner_[key] = &owner;
  boxes_[key].push_back(std::move(letter));
}

base::Result<void> Records::make_thread(const Topic& topic, std::uint64_t number) {
  Random random = maker_.root().fork(topic.id, number);
  const World& world = maker_.world();
  const People people = people_for(topic, random);
  const bool about_operations = topic.flow == Flow::operations_field;
  base::Instant at = moment(random);
  Setting setting = maker_.setting(random, *people.first, *people.second, at, about_operations);
  const bool is_unrelated = topic.categories.empty() && topic.flow != Flow::program_and_contractor;
  const int count = is_unrelated ? (random.chance(45) ? 1 : random.between(2, 3))
                                 : random.between(2, random.chance(20) ? 5 : 3);
  std::optional<MadeFile> attachment;
  const std::string_view kind = random.pick(topic.attachments);
  if (!kind.empty()) {
    if (kind == "screen_image") {
      attachment = TRY(screen_image(setting, random));
    } else {
      attachment = TRY(maker_.file(kind, setting, random, true));
    }
  }

  // The box of a person who keeps records; else of the first such person in the office.
  const auto keeper = [&](const Employee& person) -> const Employee& {
    if (person.keeps_records) {
      return person;
    }
    for (const Employee* other : world.at(person.office)) {
      if (other->keeps_records) {
        return *other;
      }
    }
    return person;
  };
  const bool first_keeps = about_operations || random.chance(45);
  const Employee& owner = keeper(first_keeps ? *people.first : *people.second);
  const Employee& second = keeper(first_keeps ? *people.second : *people.first);
  const std::string_view tasking = about_operations ? "category6" : "general";
  const bool has_copy = owner.mail != second.mail && random.chance(is_unrelated ? 10 : 22);

  std::vector<Letter> letters;
  for (int i = 0; i < count; ++i) {
    // The attachment comes with the first mail, or with the answer.
    const bool attaches = attachment && (i == 0);
    letters.push_back(letter(
        topic, letters, setting, people, attaches ? attachment : std::nullopt, random, number));
    if (attaches) {
      attachment_boxes_[letters.back().item.children.front().identity] = attachment->boxes;
    }
    std::swap(setting.me, setting.you);
    setting.at += hours(random.between(0, 3) == 0 ? random.between(20, 70) : 0) +
                  minutes(random.between(7, 300));
    const base::Date day = std::chrono::floor<std::chrono::days>(setting.at);
    if (base::weekday_of(day) == std::chrono::Saturday ||
        base::weekday_of(day) == std::chrono::Sunday) {
      setting.at += hours(48);
    }
  }
  for (const Letter& one : letters) {
    keep(owner, tasking, one, false);
    if (has_copy) {
      keep(second, tasking, one, true);
    }
  }
  return {};
}

base::Result<void> Records::make_threads() {
  for (const Topic& topic : topics()) {
    for (int i = 0; i < topic.threads * scale_; ++i) {
      TRY(make_thread(topic, static_cast<std::uint64_t>(i)));
    }
  }
  return {};
}

void Records::write_boxes() {
  for (auto& [key, letters] : boxes_) {
    const Employee& owner = *box_owner_.at(key);
    std::stable_sort(letters.begin(), letters.end(), [](const Letter& a, const Letter& b) {
      return a.mail.sent < b.mail.sent;
    });
    const std::string tasking(base::split(key, '/')[1]);
    // Every third custodian exported one mailbox file a year; the others single files.
    const bool has_mailbox_file = base::md5_hex(owner.mail)[1] % 3 == 0;
    const bool has_subject_names = base::md5_hex(owner.mail)[2] % 2 == 0;
    std::map<int, std::pair<std::vector<Mail>, Item>> years;
    int number = 0;
    for (Letter& one : letters) {
      const base::Date date = std::chrono::floor<std::chrono::days>(one.mail.sent);
      const int year = static_cast<int>(date.year());
      if (has_mailbox_file) {
        auto& [mails, item] = years[year];
        mails.push_back(one.mail);
        one.item.name = fmt::format("{}.eml", mails.size());
        item.children.push_back(std::move(one.item));
        continue;
      }
      ++number;
      const std::string name = has_subject_names ? fmt::format("{} {:04} {}.eml",
                                                               base::to_string(date),
                                                               number,
                                                               subject_stem(one.mail.subject))
                                                 : fmt::format("{:06}.eml", number);
      one.item.name = name;
      truth_.inputs.push_back({key + "/mail/" + name,
                               owner.office,
                               tasking,
                               owner.folder(),
                               to_eml(one.mail),
                               std::move(one.item)});
    }
    for (auto& [year, content] : years) {
      auto& [mails, item] = content;
      if (mails.size() == 1) {
        // A mailbox with one mail cannot be told from that mail.
        Item only = std::move(item.children.front());
        only.name = fmt::format("{} {}.eml", owner.last, year);
        truth_.inputs.push_back({key + "/mail/" + only.name,
                                 owner.office,
                                 tasking,
                                 owner.folder(),
                                 to_eml(mails.front()),
                                 std::move(only)});
        continue;
      }
      item.name = fmt::format("{} {}.mbox", owner.last, year);
      item.state = ItemState::container;
      item.kind = foia::RecordKind::archive;
      truth_.inputs.push_back({key + "/mail/" + item.name,
                               owner.office,
                               tasking,
                               owner.folder(),
                               to_mbox(mails),
                               std::move(item)});
    }
  }
}

}  // namespace vaughn::sample
