// SPDX-License-Identifier: Apache-2.0
#include "export/gzip_file.hpp"

#include <string>
#include <utility>

#include "core/error.hpp"
#include "export/unzipped.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using exporting::GzipFile;

TEST_CASE("what was written in pieces comes back as one text", "[export][gzip]") {
  const test::TemporaryFolder scratch;
  GzipFile file(scratch / "a.gz");
  file.write("one ");
  file.write("");
  GzipFile moved(std::move(file));
  moved.write("two");
  moved.close();
  CHECK(test::unzipped(scratch / "a.gz") == "one two");
}

TEST_CASE("a full disk stops the writing, it does not wait for the end", "[export][gzip]") {
  if (!std::filesystem::exists("/dev/full")) {
    WARN("no /dev/full here");
    return;
  }
  // Bytes without a pattern, so that compression does not make them fit into a buffer.
  std::string bytes(1 << 20, ' ');
  unsigned state = 1;
  for (auto& byte : bytes) {
    state = state * 1664525U + 1013904223U;
    byte = static_cast<char>(state >> 24U);
  }
  GzipFile file("/dev/full");
  const auto write_much = [&] {
    for (int i = 0; i < 4; ++i)
      file.write(bytes);
  };
  CHECK_THROWS_AS(write_much(), core::OutputError);
}
