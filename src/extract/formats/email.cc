// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <limits>

#include "base/charset.h"
#include "base/text.h"
#include "extract/detail/gmime_handles.h"
#include "extract/detail/html.h"
#include "extract/detail/mail.h"
#include "extract/formats/formats.h"
#include "extract/mbox.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

constexpr int kMaxNesting = 100;
constexpr std::size_t kMaxReferences = 1000;
constexpr std::size_t kMaxAddresses = 20'000;
constexpr std::size_t kTinyPicture = 4096;

struct OptionsDeleter {
  void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};
using ParserOptionsPtr = std::unique_ptr<GMimeParserOptions, OptionsDeleter>;

ParserOptionsPtr make_parser_options() {
  ParserOptionsPtr options(g_mime_parser_options_new());
  std::array<const char*, 3> fallback{"utf-8", "windows-1252", nullptr};
  g_mime_parser_options_set_fallback_charsets(options.get(), fallback.data());
  return options;
}

struct ArrayDeleter {
  // The bytes belong to somebody else.
  void operator()(GByteArray* array) const { g_byte_array_free(array, 0); }
};

// Headers are decoded through iconv, which loads a module from disk for each charset and drops it
// with the last converter; so one converter of each is kept.
class KeptCharsets {
 public:
  KeptCharsets() {
    for (const char* charset :
         {"iso-8859-1",   "iso-8859-2",   "iso-8859-5",   "iso-8859-7",     "iso-8859-8",
          "iso-8859-9",   "iso-8859-13",  "iso-8859-15",  "windows-1250",   "windows-1251",
          "windows-1252", "windows-1253", "windows-1254", "windows-1255",   "windows-1256",
          "windows-1257", "windows-1258", "koi8-r",       "koi8-u",         "gb2312",
          "gbk",          "gb18030",      "big5",         "shift_jis",      "euc-jp",
          "iso-2022-jp",  "euc-kr",       "iso-2022-kr",  "ks_c_5601-1987", "tis-620",
          "utf-7",        "utf-16",       "macintosh",    "cp437",          "cp850",
          "cp932"}) {
      converters_.push_back(g_mime_iconv_open("utf-8", charset));
    }
  }
  ~KeptCharsets() {
    for (auto* converter : converters_) {
      if (converter != kNone) {
        g_mime_iconv_close(converter);
      }
    }
  }
  KeptCharsets(const KeptCharsets&) = delete;
  KeptCharsets& operator=(const KeptCharsets&) = delete;

 private:
  inline static const iconv_t kNone = reinterpret_cast<iconv_t>(-1);
  std::vector<iconv_t> converters_{};
};

// The contents of the parts stay where they are, in the bytes given, which must outlive this.
struct ParsedMail {
  std::unique_ptr<GByteArray, ArrayDeleter> array{};
  GObjectPtr<GMimeMessage> message{};
};

ParsedMail parse(base::BytesView bytes, GMimeParserOptions* options) {
  ParsedMail parsed;
  const auto size = std::min<std::size_t>(bytes.size(), std::numeric_limits<guint>::max());
  parsed.array.reset(
      g_byte_array_new_take(reinterpret_cast<guint8*>(const_cast<char*>(bytes.data())), size));
  const GObjectPtr<GMimeStream> stream(g_mime_stream_mem_new_with_byte_array(parsed.array.get()));
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream.get()), 0);
  const GObjectPtr<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_persist_stream(parser.get(), 1);
  parsed.message.reset(g_mime_parser_construct_message(parser.get(), options));
  return parsed;
}

std::string header(GMimeObject* object, const char* name) {
  const char* value = g_mime_object_get_header(object, name);
  return value == nullptr ? "" : base::collapse_white_space(base::repair_utf8(value));
}

std::string raw_header(GMimeObject* object, const char* name) {
  GMimeHeader* found = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
  const char* value = found == nullptr ? nullptr : g_mime_header_get_raw_value(found);
  return value == nullptr ? "" : base::collapse_white_space(base::repair_utf8(value));
}

void collect_addresses(InternetAddressList* list, int depth, std::vector<foia::MailAddress>& out) {
  const int count = list == nullptr ? 0 : internet_address_list_length(list);
  for (int i = 0; i < count && out.size() < kMaxAddresses; ++i) {
    InternetAddress* address = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(address)) {
      if (depth < 4) {
        collect_addresses(
            internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)), depth + 1, out);
      }
      continue;
    }
    const char* spec = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
    foia::MailAddress entry;
    entry.name = base::collapse_white_space(
        base::repair_utf8(text_or_empty(internet_address_get_name(address))));
    entry.address = base::ascii_lower(base::trim(base::repair_utf8(text_or_empty(spec))));
    if (!entry.name.empty() || !entry.address.empty()) {
      out.push_back(std::move(entry));
    }
  }
}

std::vector<foia::MailAddress> addresses(GMimeMessage* message,
                                         GMimeAddressType type,
                                         const char* name) {
  std::vector<foia::MailAddress> out;
  collect_addresses(g_mime_message_get_addresses(message, type), 0, out);
  if (out.empty()) {
    // Better an unparsed recipient than none.
    auto written = header(GMIME_OBJECT(message), name);
    if (!written.empty()) {
      out.push_back({std::move(written), ""});
    }
  }
  return out;
}

// "<a@b>" anywhere in the header, without the brackets.
std::vector<std::string> message_ids(std::string_view text) {
  std::vector<std::string> out;
  while (out.size() < kMaxReferences) {
    const auto start = text.find('<');
    const auto end = text.find('>', start == std::string_view::npos ? text.size() : start);
    if (end == std::string_view::npos) {
      break;
    }
    const auto id = base::trim(text.substr(start + 1, end - start - 1));
    if (!id.empty()) {
      out.emplace_back(id);
    }
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string first_id(std::string_view text) {
  auto ids = message_ids(text);
  return ids.empty() ? std::string(base::trim(text)) : std::move(ids.front());
}

void read_date(GMimeMessage* message, Mail& mail) {
  mail.metadata.date_header = raw_header(GMIME_OBJECT(message), "Date");
  if (mail.metadata.date_header.empty()) {
    mail.findings.push_back({FindingCode::bad_date, 0, "the mail has no date"});
    return;
  }
  GDateTime* date = g_mime_message_get_date(message);
  const int year = date == nullptr ? 0 : g_date_time_get_year(date);
  if (year < 1970 || year > 2100) {
    mail.findings.push_back({FindingCode::bad_date, 0, "the date of the mail cannot be read"});
    return;
  }
  mail.metadata.sent = base::Instant(std::chrono::seconds(g_date_time_to_unix(date)));
}

// The decoded bytes of a leaf.
base::Bytes content_of(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) {
    return {};
  }
  const GObjectPtr<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(array->data), array->len};
}

base::Bytes bytes_of(GMimeObject* object) {
  const GObjectPtr<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_object_write_to_stream(object, nullptr, stream.get());
  const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(array->data), array->len};
}

struct TypeName {
  std::string_view type;
  std::string_view name;
};
constexpr std::array kDefaultNames{TypeName{"text/plain", "part.txt"},
                                   TypeName{"text/html", "part.html"},
                                   TypeName{"text/calendar", "invitation.ics"},
                                   TypeName{"text/rfc822-headers", "headers.txt"},
                                   TypeName{"message/delivery-status", "delivery-status.txt"},
                                   TypeName{"application/pdf", "document.pdf"},
                                   TypeName{"application/ms-tnef", "winmail.dat"},
                                   TypeName{"application/pgp-signature", "signature.asc"},
                                   TypeName{"image/jpeg", "image.jpg"},
                                   TypeName{"image/png", "image.png"},
                                   TypeName{"image/gif", "image.gif"}};

std::string name_of(GMimeObject* object, const std::string& type) {
  const char* name = GMIME_IS_PART(object)
                         ? g_mime_part_get_filename(GMIME_PART(object))
                         : g_mime_object_get_content_disposition_parameter(object, "filename");
  if (name == nullptr) {
    name = g_mime_object_get_content_type_parameter(object, "name");
  }
  if (name != nullptr && *name != '\0') {
    return name;
  }
  const auto* found = std::ranges::find(kDefaultNames, type, &TypeName::type);
  return std::string(found == kDefaultNames.end() ? "part.bin" : found->name);
}

// The text of a body in the forms the sender gave it; multipart/alternative fills one of these.
struct Piece {
  std::string plain{};
  std::string html{};  // UTF-8 markup
  bool has_html = false;
};

class Reader {
 public:
  Reader(const Options& options, Mail& mail) : options_(options), mail_(mail) {}

  void read(GMimeMessage* message) {
    read_headers(message);
    GMimeObject* content = g_mime_message_get_mime_part(message);
    if (content != nullptr) {
      walk(content, 0, nullptr, false);
    }
    choose_body();
    mark_inline();
    finish(message);
  }

 private:
  void read_headers(GMimeMessage* message) {
    auto& metadata = mail_.metadata;
    GMimeObject* object = GMIME_OBJECT(message);
    metadata.title = base::collapse_white_space(
        base::repair_utf8(text_or_empty(g_mime_message_get_subject(message))));
    metadata.from = addresses(message, GMIME_ADDRESS_TYPE_FROM, "From");
    metadata.to = addresses(message, GMIME_ADDRESS_TYPE_TO, "To");
    metadata.cc = addresses(message, GMIME_ADDRESS_TYPE_CC, "Cc");
    metadata.bcc = addresses(message, GMIME_ADDRESS_TYPE_BCC, "Bcc");
    metadata.message_id = first_id(raw_header(object, "Message-ID"));
    metadata.in_reply_to = first_id(raw_header(object, "In-Reply-To"));
    metadata.references = message_ids(raw_header(object, "References"));
    read_date(message, mail_);
    for (const auto& [name, key] : kExtraHeaders) {
      auto value = header(object, name);
      if (!value.empty()) {
        metadata.extra.push_back(fmt::format("{}={}", key, value));
      }
    }
  }

  void walk(GMimeObject* object, int depth, Piece* alternative, bool is_related) {
    if (depth > kMaxNesting) {
      note(FindingCode::truncated, "parts nested too deep were left out");
      return;
    }
    if (GMIME_IS_MULTIPART(object)) {
      walk_multipart(object, depth, alternative, is_related);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      add_message(GMIME_MESSAGE_PART(object));
    } else if (GMIME_IS_PART(object)) {
      walk_leaf(object, alternative, is_related);
    }
  }

  void walk_multipart(GMimeObject* object, int depth, Piece* alternative, bool is_related) {
    GMimeMultipart* multipart = GMIME_MULTIPART(object);
    GMimeContentType* type = g_mime_object_get_content_type(object);
    const bool is_encrypted = GMIME_IS_MULTIPART_ENCRYPTED(object);
    Piece* piece = alternative;
    if (g_mime_content_type_is_type(type, "multipart", "alternative") != 0 && piece == nullptr) {
      piece = &pieces_.emplace_back();
    }
    // A body beside others in a mixed part is a piece of its own, even within an alternative.
    if (g_mime_content_type_is_type(type, "multipart", "mixed") != 0) {
      piece = nullptr;
    }
    is_related = is_related || g_mime_content_type_is_type(type, "multipart", "related") != 0;
    const int count = g_mime_multipart_get_count(multipart);
    for (int i = 0; i < count; ++i) {
      GMimeObject* part = g_mime_multipart_get_part(multipart, i);
      if (is_encrypted && i == 1) {
        add_failure(part, FindingCode::encrypted, "the body of the mail is encrypted");
      } else {
        walk(part, depth + 1, piece, is_related);
      }
    }
  }

  void walk_leaf(GMimeObject* object, Piece* alternative, bool is_related) {
    GMimeContentType* content_type = g_mime_object_get_content_type(object);
    const GTextPtr written(g_mime_content_type_get_mime_type(content_type));
    const auto type = base::ascii_lower(text_or_empty(written.get()));
    const bool is_attachment = is_marked_attachment(object);
    if (!is_attachment && (type == "text/plain" || type == "text/html")) {
      add_body(GMIME_PART(object), type == "text/html", alternative);
      return;
    }
    if (is_enveloped(object, type)) {
      add_failure(object, FindingCode::encrypted, "the part is encrypted (S/MIME)");
      return;
    }
    Child child;
    child.name = name_of(object, type);
    child.bytes = content_of(GMIME_PART(object));
    const char* id = g_mime_object_get_content_id(object);
    content_ids_.push_back(type.starts_with("image/") ? text_or_empty(id) : "");
    is_related_.push_back(is_related && type.starts_with("image/"));
    mail_.children.push_back(std::move(child));
  }

  static bool is_marked_attachment(GMimeObject* object) {
    GMimeContentDisposition* disposition = g_mime_object_get_content_disposition(object);
    if (disposition != nullptr && g_mime_content_disposition_is_attachment(disposition) != 0) {
      return true;
    }
    const char* name = g_mime_part_get_filename(GMIME_PART(object));
    return name != nullptr && *name != '\0';
  }

  static bool is_enveloped(GMimeObject* object, const std::string& type) {
    if (type != "application/pkcs7-mime" && type != "application/x-pkcs7-mime") {
      return false;
    }
    const char* kind = g_mime_object_get_content_type_parameter(object, "smime-type");
    return kind == nullptr || base::ascii_lower(kind) == "enveloped-data";
  }

  void add_body(GMimePart* part, bool is_html, Piece* alternative) {
    Piece& piece = alternative == nullptr ? pieces_.emplace_back() : *alternative;
    const auto bytes = content_of(part);
    auto charset =
        text_or_empty(g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset"));
    if (charset.empty() && is_html) {
      charset = declared_charset(bytes);
    }
    auto decoded = base::decode_text(bytes, charset);
    if (decoded.was_declared_wrong) {
      note(FindingCode::bad_charset, "a body is not in the charset it declares");
    } else if (decoded.was_repaired) {
      note(FindingCode::bad_charset, "a body has invalid characters");
    }
    if (is_html) {
      piece.html += decoded.text;
      piece.has_html = true;
    } else {
      if (!piece.plain.empty()) {
        piece.plain += '\n';
      }
      piece.plain += decoded.text;
    }
  }

  void add_message(GMimeMessagePart* part) {
    GMimeMessage* message = g_mime_message_part_get_message(part);
    Child child;
    child.name = name_of(GMIME_OBJECT(part), "");
    if (child.name == "part.bin") {
      child.name = "message.eml";
    }
    if (message != nullptr) {
      child.bytes = bytes_of(GMIME_OBJECT(message));
    }
    content_ids_.emplace_back();
    is_related_.push_back(false);
    mail_.children.push_back(std::move(child));
  }

  void add_failure(GMimeObject* object, FindingCode code, std::string message) {
    Child child;
    child.name = name_of(object, "");
    child.bytes = GMIME_IS_PART(object) ? content_of(GMIME_PART(object)) : bytes_of(object);
    child.failure = foia::Finding{code, 0, std::move(message)};
    content_ids_.emplace_back();
    is_related_.push_back(false);
    mail_.children.push_back(std::move(child));
  }

  // Plain text, unless the HTML says clearly more: some senders put a mere notice in the plain
  // part.
  void choose_body() {
    constexpr std::size_t kMuchMore = 4;
    std::vector<std::string> texts;
    for (auto& piece : pieces_) {
      // Form feeds mean pages only where a format has pages.
      std::ranges::replace(piece.plain, '\f', '\n');
      if (!piece.has_html) {
        texts.push_back(std::move(piece.plain));
        continue;
      }
      auto from_html = html_to_text(piece.html).text;
      all_html_ += piece.html;
      const auto plain_size = base::trim(piece.plain).size();
      if (plain_size == 0 || plain_size * kMuchMore < from_html.size()) {
        texts.push_back(std::move(from_html));
        mail_.html += piece.html;
      } else {
        texts.push_back(std::move(piece.plain));
      }
    }
    // Printing from HTML would lose the pieces that have none.
    if (!mail_.html.empty() && pieces_.size() > 1) {
      mail_.html.clear();
    }
    std::erase_if(texts, [](const std::string& text) { return base::trim(text).empty(); });
    mail_.text = base::replace_all(base::join(texts, "\n\n"), "\r\n", "\n");
    mail_.text = base::repair_utf8(mail_.text);
  }

  void mark_inline() {
    for (std::size_t i = 0; i < mail_.children.size(); ++i) {
      auto& child = mail_.children[i];
      const auto& id = content_ids_[i];
      const bool is_shown = !id.empty() && all_html_.find("cid:" + id) != std::string::npos;
      const bool is_ornament = is_related_[i] && !id.empty() && child.bytes.size() <= kTinyPicture;
      child.is_inline = is_shown || is_ornament;
    }
  }

  void finish(GMimeMessage* message) {
    std::vector<base::Sha256> hashes;
    for (const auto& child : mail_.children) {
      mail_.metadata.attachment_count += child.is_inline ? 0 : 1;
      hashes.push_back(hash_of(child));
    }
    if (mail_.text.empty() && mail_.children.empty()) {
      note(FindingCode::no_text, "the mail has no readable body");
    }
    if (header(GMIME_OBJECT(message), "X-MS-Has-Attach") == "yes" && mail_.children.empty()) {
      note(FindingCode::attachments_missing, "the mail says that it had attachments; it has none");
    }
    mail_.key = mail_key(mail_.metadata, mail_.text, std::move(hashes));
  }

  // An attached mail by its own key, since exports write its headers anew.
  base::Sha256 hash_of(const Child& child) const {
    if (options_.max_depth > 1 && looks_like_mail(child.bytes)) {
      Options inner = options_;
      inner.max_depth = options_.max_depth - 1;
      if (auto attached = read_mail(child.bytes, inner)) {
        return attached->key;
      }
    }
    return base::Sha256::of(child.bytes);
  }

  void note(FindingCode code, std::string message) {
    foia::Finding finding{code, 0, std::move(message)};
    if (std::ranges::find(mail_.findings, finding) == mail_.findings.end()) {
      mail_.findings.push_back(std::move(finding));
    }
  }

  static constexpr std::array<std::pair<const char*, std::string_view>, 7> kExtraHeaders{{
      {"Sender", "sender"},
      {"Reply-To", "reply_to"},
      {"X-Mailer", "x_mailer"},
      {"List-Id", "list_id"},
      {"Thread-Topic", "thread_topic"},
      {"X-Folder", "folder"},
      {"Importance", "importance"},
  }};

  const Options& options_;
  Mail& mail_;
  std::deque<Piece> pieces_{};  // pointers to its elements are kept while walking
  std::string all_html_{};
  std::vector<std::string> content_ids_{};  // of the children that are pictures
  std::vector<bool> is_related_{};
};

void read(const Input& input, Part& part, std::vector<Child>& children) {
  auto mail = read_mail(input.bytes, input.options);
  if (!mail) {
    fail(part, finding_code(mail.error().code), mail.error().message);
    return;
  }
  part.metadata = std::move(mail->metadata);
  part.duplicate_key = mail->key;
  part.findings = std::move(mail->findings);
  children = std::move(mail->children);
  store_text(part, std::move(mail->text), input.options);
}

std::string listed(const std::vector<foia::MailAddress>& addresses) {
  std::vector<std::string> out;
  for (const auto& address : addresses) {
    if (address.address.empty() || address.name.empty()) {
      out.push_back(address.address.empty() ? address.name : address.address);
    } else {
      out.push_back(fmt::format("{} <{}>", address.name, address.address));
    }
  }
  return base::join(out, "; ");
}

std::string size_in_words(std::size_t bytes) {
  return bytes < 1024
             ? base::plural(static_cast<long long>(bytes), "byte")
             : fmt::format("{} KB",
                           base::with_commas(static_cast<long long>((bytes + 1023) / 1024)));
}

void print(const Input& input, const PrintOptions& options, Printable& printable) {
  auto mail = read_mail(input.bytes, input.options);
  if (!mail) {
    return;
  }
  const auto add = [&](std::string name, std::string value) {
    if (!value.empty()) {
      printable.fields.push_back({std::move(name), std::move(value)});
    }
  };
  add("From", listed(mail->metadata.from));
  add("To", listed(mail->metadata.to));
  add("Cc", listed(mail->metadata.cc));
  add("Bcc", listed(mail->metadata.bcc));
  add("Date", mail->metadata.date_header);
  printable.fields.push_back({"Subject", mail->metadata.title});
  std::vector<std::string> names;
  for (const auto& child : mail->children) {
    if (!child.is_inline) {
      names.push_back(fmt::format("{} ({})",
                                  base::collapse_white_space(base::repair_utf8(child.name)),
                                  size_in_words(child.bytes.size())));
    }
  }
  add("Attachments", base::join(names, "; "));
  if (mail->html.empty()) {
    printable.as = PrintedAs::text;
    printable.text = std::move(mail->text);
  } else if (static_cast<std::int64_t>(mail->html.size()) > options.max_text_bytes) {
    printable.as = PrintedAs::text;
    printable.text = std::move(mail->text);
    printable.findings.push_back(
        {FindingCode::truncated, 0, "the body is printed without its layout, being very large"});
  } else {
    printable.as = PrintedAs::markup;
    printable.xhtml = sanitise_html(mail->html, mail->metadata.title);
  }
}

}  // namespace

base::Result<Mail> read_mail(base::BytesView bytes, const Options& options) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  bytes.remove_prefix(from_line_size(bytes));
  while (bytes.starts_with('\n') || bytes.starts_with("\r\n")) {
    bytes.remove_prefix(bytes.starts_with('\n') ? 1 : 2);
  }
  const auto parser_options = make_parser_options();
  const auto parsed = parse(bytes, parser_options.get());
  if (parsed.message == nullptr) {
    return base::Error{base::ErrorCode::damaged, "the mail cannot be read", ""};
  }
  Mail mail;
  Reader(options, mail).read(parsed.message.get());
  return mail;
}

void warm_up_mail() {
  g_mime_init();
  static const KeptCharsets kept;
  static_cast<void>(kept);
  constexpr std::string_view kMail =
      "From: =?iso-8859-1?q?J=F6rg?= <j@example.gov>\r\nTo: b@example.gov\r\n"
      "Date: Fri, 14 Oct 2022 09:30:00 -0400\r\nSubject: =?utf-8?b?w6k=?=\r\n"
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n\xC4\r\n--b--\r\n";
  static_cast<void>(read_mail(kMail, Options{}).has_value());
}

const Format& email_format() {
  static constexpr Format kFormat{"eml", foia::RecordKind::email, read, nullptr, print};
  return kFormat;
}

}  // namespace vaughn::extract
