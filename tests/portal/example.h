// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"

namespace vaughn::portal {

// A body as the portal posts it. The PDF is "hello".
inline std::string example_body(std::int64_t request_id = 41,
                                std::string_view description = "All records about the harbor.") {
  return fmt::format(
      R"({{"version":"1.1.0","agency":"Department of Tides","agency_component_name":"Harbor Office",)"
      R"("request_id":{},"confirmation_id":"1181","name_first":"Jane","name_last":"Roe",)"
      R"("email":"jane@example.org","address_line1":"1 Main Street","address_city":"Berkeley",)"
      R"("address_state_province":"CA","address_zip_postal_code":"94720",)"
      R"("address_country":"United States","request_category":"media",)"
      R"("request_description":"{}","fee_waiver":"yes","fee_amount_willing":"$25",)"
      R"("expedited_processing":"no","attachments_supporting_documentation":[)"
      R"({{"content_type":"text/plain","filedata":"bm90ZQ==","filename":"../note.txt","filesize":"4"}}],)"
      R"("pdf":{{"content_type":"application/pdf","filedata":"aGVsbG8=",)"
      R"("filename":"FOIA Request confirmation #41.pdf","filesize":5}},)"
      R"("harbor_berth":{{"number":7}},"testing":false}})",
      request_id,
      description);
}

inline std::string replaced(std::string body, std::string_view from, std::string_view to) {
  return base::replace_all(std::move(body), from, to);
}

}  // namespace vaughn::portal
