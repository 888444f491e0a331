// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/detail/office_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/hash.h"
#include "base/text.h"

namespace vaughn::paper::detail {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::chrono::seconds kStartTime{90};
constexpr milliseconds kPause{3};

// Settings of every profile: no macros of documents, no Java, no following of links out of a
// document, no lock and recovery files. The locale decides on which paper a document is printed
// that does not say it, such as a web page: US Letter.
constexpr std::string_view kProfile = R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-US</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="UseLocking" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Recovery/AutoSave"><prop oor:name="Enabled" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine"><prop oor:name="Enable" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
)";

// In a rendition everything is printed that is in the record: comments (of a text, on a page after
// it), hidden slides, speaker's notes. Pictures keep their resolution; fields are drawn, not
// offered for filling in. Documents are opened without their macros and without updating what they
// link to.
constexpr std::string_view kServer = R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Option Explicit

&apos; Events of the window system are handled between documents only: LibreOffice without windows lacks
&apos; what it would draw comments and notices with, and dies of it.
Sub Serve
  Dim home As String, job As String, answer As String
  Dim inputPath As String, pdfPath As String, flavour As String
  Dim file As Integer
  EnableReschedule(False)
  home = Environ("HOME")
  job = home &amp; "/job"
  answer = home &amp; "/answer"
  file = FreeFile
  Open home &amp; "/ready" For Output As #file
  Close #file
  Do
    If FileExists(job) Then
      file = FreeFile
      Open job For Input As #file
      Line Input #file, inputPath
      Line Input #file, pdfPath
      Line Input #file, flavour
      Close #file
      Kill job
      Dim result As String
      result = Convert(inputPath, pdfPath, flavour)
      file = FreeFile
      Open answer &amp; ".tmp" For Output As #file
      Print #file, result
      Close #file
      Name answer &amp; ".tmp" As answer
    Else
      Wait 5
    End If
  Loop
End Sub

Function Property(name As String, value As Variant) As com.sun.star.beans.PropertyValue
  Dim out As New com.sun.star.beans.PropertyValue
  out.Name = name
  out.Value = value
  Property = out
End Function

Function ExportFilter(document As Object) As String
  If document.supportsService("com.sun.star.sheet.SpreadsheetDocument") Then
    ExportFilter = "calc_pdf_Export"
  ElseIf document.supportsService("com.sun.star.presentation.PresentationDocument") Then
    ExportFilter = "impress_pdf_Export"
  ElseIf document.supportsService("com.sun.star.drawing.DrawingDocument") Then
    ExportFilter = "draw_pdf_Export"
  ElseIf document.supportsService("com.sun.star.text.WebDocument") Then
    ExportFilter = "writer_web_pdf_Export"
  ElseIf document.supportsService("com.sun.star.formula.FormulaProperties") Then
    ExportFilter = "math_pdf_Export"
  Else
    ExportFilter = "writer_pdf_Export"
  End If
End Function

Function Stamp(moment As Object) As String
  Stamp = Format(moment.Year, "0000") &amp; "-" &amp; Format(moment.Month, "00") &amp; "-" &amp; _
    Format(moment.Day, "00") &amp; " " &amp; Format(moment.Hours, "00") &amp; ":" &amp; _
    Format(moment.Minutes, "00")
End Function

Sub NewParagraph(body As Object, cursor As Object, text As String, isBold As Boolean)
  cursor.gotoEnd(False)
  body.insertControlCharacter(cursor, 0, False)
  cursor.ParaStyleName = "Standard"
  cursor.setAllPropertiesToDefault()
  If isBold Then
    cursor.CharWeight = 150
  End If
  body.insertString(cursor, text, False)
End Sub

Sub PrintComments(document As Object)
  Dim fields As Object, field As Object, body As Object, cursor As Object
  Dim isFirst As Boolean
  isFirst = True
  body = document.getText()
  cursor = body.createTextCursor()
  fields = document.getTextFields().createEnumeration()
  While fields.hasMoreElements()
    field = fields.nextElement()
    If field.supportsService("com.sun.star.text.textfield.Annotation") Then
      If isFirst Then
        document.RecordChanges = False
        NewParagraph(body, cursor, "Comments in this document", True)
        cursor.BreakType = com.sun.star.style.BreakType.PAGE_BEFORE
        isFirst = False
      End If
      NewParagraph(body, cursor, field.Author &amp; ", " &amp; Stamp(field.DateTimeValue), True)
      Dim about As String
      about = field.getAnchor().getString()
      If about &lt;&gt; "" Then
        NewParagraph(body, cursor, "On: " &amp; about, False)
      End If
      NewParagraph(body, cursor, field.Content, False)
    End If
  Wend
End Sub

Function Convert(inputPath As String, pdfPath As String, flavour As String) As String
  Dim document As Object
  Dim archival As Boolean
  archival = (flavour = "archival")
  Convert = "unreadable"
  On Error GoTo Failed
  Dim load As Variant
  load = Array( _
    Property("Hidden", True), Property("MacroExecutionMode", 0), Property("UpdateDocMode", 0))
  If LCase(Right(inputPath, 5)) = ".html" Then
    ' As a web document, the first paragraph would be lost in the PDF.
    ReDim Preserve load(3)
    load(3) = Property("FilterName", &quot;HTML (StarWriter)&quot;)
  End If
  document = StarDesktop.loadComponentFromURL(ConvertToURL(inputPath), "_blank", 0, load)
  If IsNull(document) Then
    Exit Function
  End If
  Convert = "not_written"
  If Not archival And document.supportsService("com.sun.star.text.TextDocument") Then
    PrintComments(document)
  End If
  Dim data As Variant
  data = Array( _
    Property("UseTaggedPDF", True), Property("SelectPdfVersion", IIf(archival, 2, 0)), _
    Property("EmbedStandardFonts", True), Property("ExportFormFields", False), _
    Property("ExportNotes", False), _
    Property("ExportHiddenSlides", Not archival), Property("ExportNotesPages", Not archival), _
    Property("ExportBookmarks", True), Property("ReduceImageResolution", False), _
    Property("Quality", 95))
  Dim options(1) As New com.sun.star.beans.PropertyValue
  options(0).Name = "FilterName"
  options(0).Value = ExportFilter(document)
  options(1).Name = "FilterData"
  options(1).Value = data
  document.storeToURL(ConvertToURL(pdfPath), options())
  Convert = "done"
  document.close(True)
  Exit Function
Failed:
  On Error Resume Next
  If Not IsNull(document) Then
    document.close(True)
  End If
End Function
</script:module>
)";

Result<fs::path> find_install() {
  for (const char* candidate : {"/usr/lib/libreoffice/program",
                                "/usr/lib64/libreoffice/program",
                                "/opt/libreoffice/program"}) {
    std::error_code ignored;
    if (fs::exists(fs::path(candidate) / "soffice.bin", ignored)) {
      return fs::path(candidate);
    }
  }
  return Error{ErrorCode::not_found,
               "LibreOffice is not installed",
               "install libreoffice-writer-nogui and libreoffice-calc-nogui"};
}

// Beside our own program, as built, or below libexec, as installed.
Result<fs::path> find_helper(const fs::path& given) {
  std::error_code ignored;
  if (!given.empty()) {
    if (fs::exists(given, ignored)) {
      return fs::absolute(given, ignored);
    }
    return Error{ErrorCode::not_found, fmt::format("{} does not exist", given.string()), ""};
  }
  const auto folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const char* candidate :
       {"vaughn-office", "../libexec/vaughn-office", "../lib/vaughn/vaughn-office"}) {
    const auto path = (folder / candidate).lexically_normal();
    if (fs::exists(path, ignored)) {
      return path;
    }
  }
  return Error{ErrorCode::not_found,
               "the program vaughn-office is missing",
               "install it in the folder of vaughn"};
}

Error start_error(ErrorCode code, std::string_view what) {
  return {code, fmt::format("cannot start LibreOffice: {}", what), ""};
}

enum class Wait { ready, late, gone };

Wait wait_readable(int socket, Clock::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) {
      return Wait::late;
    }
    pollfd waiting{socket, POLLIN, 0};
    const int ready =
        ::poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left, 1'000'000)));
    if (ready > 0) {
      return (waiting.revents & POLLIN) != 0 ? Wait::ready : Wait::gone;
    }
    if (ready < 0 && errno != EINTR) {
      return Wait::gone;
    }
  }
}

std::string file_url(std::string_view path) {
  std::string out = "file://";
  for (const char c : path) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') ||
                          std::string_view("/-_.~").find(c) != std::string_view::npos;
    if (is_plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string profile_url(const fs::path& folder) {
  return file_url((folder / "profile").string());
}

// LibreOffice names its socket by the MD5 of the profile's URL in UTF-16, without the leading zero
// of each byte, and puts it into the first of these folders that it may write to.
fs::path socket_path(const std::string& profile) {
  std::string utf16;
  for (const char c : profile) {
    utf16 += c;
    utf16 += '\0';
  }
  const auto digest = base::md5_hex(utf16);
  std::string name;
  for (std::size_t i = 0; i < digest.size(); i += 2) {
    name += digest[i] == '0' ? digest.substr(i + 1, 1) : digest.substr(i, 2);
  }
  const char* folder = ::access("/tmp", W_OK) == 0 ? "/tmp" : "/var/tmp";
  return fs::path(folder) / fmt::format("OSL_PIPE_{}_SingleOfficeIPC_{}", ::getuid(), name);
}

}  // namespace

Result<OfficePrograms> find_office(const fs::path& helper) {
  OfficePrograms out;
  out.install = TRY(find_install());
  out.helper = TRY(find_helper(helper));
  return out;
}

Result<OfficeProcess> OfficeProcess::start(const OfficePrograms& programs,
                                           base::TempDir folder,
                                           std::uint64_t memory_bytes) {
  OfficeProcess out(std::move(folder));
  const auto user = out.folder() / "profile" / "user";
  TRY(base::make_directories(user));
  TRY(base::write_file(user / "registrymodifications.xcu", kProfile));
  TRY(base::write_file(out.folder() / "server.xba", kServer));
  TRY(out.launch(programs, memory_bytes));
  TRY(out.await_start());
  return out;
}

OfficeProcess::OfficeProcess(OfficeProcess&& other) noexcept
    : folder_(std::move(other.folder_)),
      process_(std::exchange(other.process_, -1)),
      control_(std::exchange(other.control_, -1)),
      socket_(std::move(other.socket_)),
      weaknesses_(std::move(other.weaknesses_)) {}

OfficeProcess::~OfficeProcess() {
  if (process_ > 0) {
    ::kill(-process_, SIGKILL);
    ::kill(process_, SIGKILL);
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
  }
  if (control_ >= 0) {
    ::close(control_);
  }
  if (!socket_.empty()) {
    ::unlink(socket_.c_str());
  }
}

Result<void> OfficeProcess::launch(const OfficePrograms& programs, std::uint64_t memory_bytes) {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return start_error(ErrorCode::io, "no socket");
  }
  socket_ = socket_path(profile_url(folder()));
  const auto profile = profile_url(folder());
  std::vector<std::string> arguments{programs.helper.string(),
                                     programs.install.string(),
                                     folder().string(),
                                     profile,
                                     socket_.string(),
                                     fmt::format("{}", memory_bytes)};
  std::vector<char*> pointers;
  for (auto& argument : arguments) {
    pointers.push_back(argument.data());
  }
  pointers.push_back(nullptr);
  std::array<char*, 1> no_environment{nullptr};
  const pid_t child = ::fork();
  if (child < 0) {
    ::close(ends[0]);
    ::close(ends[1]);
    return start_error(ErrorCode::io, "no process");
  }
  if (child == 0) {
    ::setpgid(0, 0);
    const int nothing = ::open("/dev/null", O_RDWR);
    ::dup2(nothing, 1);
    ::dup2(nothing, 2);
    ::dup2(ends[1], 0);  // the helper's standard input is the control socket
    ::execve(pointers[0], pointers.data(), no_environment.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  process_ = child;
  control_ = ends[0];
  return {};
}

bool OfficeProcess::is_running() {
  int status = 0;
  if (process_ > 0 && ::waitpid(process_, &status, WNOHANG) == process_) {
    // Its group may hold what it started.
    ::kill(-process_, SIGKILL);
    process_ = -1;
  }
  return process_ > 0;
}

// The helper first says, a line each and then an empty one, what the kernel refused; the macro
// leaves a file when it is ready to serve.
Result<void> OfficeProcess::await_start() {
  const auto deadline = Clock::now() + kStartTime;
  std::string lines;
  while (lines != "\n" && !lines.ends_with("\n\n")) {
    std::array<char, 1024> buffer{};
    if (wait_readable(control_, deadline) != Wait::ready) {
      return start_error(ErrorCode::crashed, "its helper does not answer");
    }
    const auto count = ::recv(control_, buffer.data(), buffer.size(), 0);
    if (count <= 0) {
      return start_error(ErrorCode::crashed, "its helper ended");
    }
    lines.append(buffer.data(), static_cast<std::size_t>(count));
  }
  for (const auto line : base::split(lines, '\n')) {
    if (!line.empty()) {
      weaknesses_.emplace_back(line);
    }
  }
  while (Clock::now() < deadline) {
    std::error_code ignored;
    if (fs::exists(folder() / "ready", ignored)) {
      return {};
    }
    if (!is_running()) {
      return start_error(ErrorCode::crashed, "its process ended");
    }
    ::poll(nullptr, 0, static_cast<int>(kPause.count()));
  }
  return start_error(ErrorCode::crashed, "it is not ready in time");
}

OfficeProcess::Answer OfficeProcess::convert(const fs::path& input,
                                             const fs::path& pdf,
                                             std::string_view flavour,
                                             milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  const auto job = fmt::format("{}\n{}\n{}\n", input.string(), pdf.string(), flavour);
  if (!base::write_file(folder() / "job", job)) {
    return Answer::died;
  }
  const auto answer = folder() / "answer";
  for (;;) {
    std::error_code ignored;
    if (fs::exists(answer, ignored)) {
      const auto word = base::read_file(answer);
      fs::remove(answer, ignored);
      const auto said = word ? base::trim(*word) : "";
      return said == "done"          ? Answer::done
             : said == "not_written" ? Answer::not_written
                                     : Answer::unreadable;
    }
    if (!is_running()) {
      return Answer::died;
    }
    if (Clock::now() >= deadline) {
      return Answer::late;
    }
    ::poll(nullptr, 0, static_cast<int>(kPause.count()));
  }
}

}  // namespace vaughn::paper::detail
