// SPDX-License-Identifier: Apache-2.0
#include "io/lzf_filter.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace calfemg;

namespace {

std::string plain(const std::vector<int>& compressed, std::size_t size) {
  std::vector<std::byte> bytes;
  bytes.reserve(compressed.size());
  for (const int value : compressed)
    bytes.push_back(static_cast<std::byte>(value));
  const auto result = io::lzf_decompressed(bytes, size);
  if (!result) return "refused";
  std::string text;
  for (const auto byte : *result)
    text += static_cast<char>(byte);
  return text;
}

}  // namespace

// Streams by hand, after the description of the format in LibLZF.
TEST_CASE("LZF literals and references are undone", "[io][lzf]") {
  CHECK(plain({2, 'a', 'b', 'c'}, 3) == "abc");
  CHECK(plain({1, 'a', 'b', 0x40, 1}, 6) == "ababab");      // 2 + 2 bytes, 2 back: overlapping
  CHECK(plain({0, 'x', 0xe0, 1, 0}, 11) == "xxxxxxxxxxx");  // 7 + 1 + 2 bytes, 1 back
}

TEST_CASE("bytes that are no LZF are refused", "[io][lzf]") {
  CHECK(plain({2, 'a', 'b'}, 3) == "refused");       // literals end too early
  CHECK(plain({0, 'a', 0x40}, 5) == "refused");      // no distance
  CHECK(plain({0, 'a', 0xe0, 1}, 11) == "refused");  // long, and no distance
  CHECK(plain({0, 'a', 0x40, 1}, 5) == "refused");   // before the beginning
  CHECK(plain({2, 'a', 'b', 'c'}, 2) == "refused");  // more than the chunk
  CHECK(plain({2, 'a', 'b', 'c'}, 4) == "refused");  // less than the chunk
}
