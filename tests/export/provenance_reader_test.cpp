// SPDX-License-Identifier: Apache-2.0
#include "export/provenance_reader.hpp"

#include <string>

#include "export/sample_session.hpp"
#include "export/session_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using exporting::input_sha256_of;

TEST_CASE("the hash of the input is read back from the provenance", "[export][provenance]") {
  const test::TemporaryFolder scratch;
  const auto provenance = test::sample_result().provenance;
  const auto path = scratch.write("text.tsv", exporting::provenance_json(provenance, {}));
  CHECK(input_sha256_of(path) == provenance.input_sha256);
}

TEST_CASE("what is no provenance of ours has no hash", "[export][provenance]") {
  const test::TemporaryFolder scratch;
  CHECK_FALSE(input_sha256_of(scratch / "none.json"));
  CHECK_FALSE(input_sha256_of(scratch.path()));
  for (const auto* text : {"",
                           "no json",
                           "[]",
                           "{}",
                           R"({"format": 5})",
                           R"({"format": "other", "input": {"sha256": "a"}})",
                           R"({"format": "calfemg-provenance"})",
                           R"({"format": "calfemg-provenance", "input": "a"})",
                           R"({"format": "calfemg-provenance", "input": {"sha256": 1}})"}) {
    CAPTURE(text);
    CHECK_FALSE(input_sha256_of(scratch.write("text.tsv", text)));
  }
}
