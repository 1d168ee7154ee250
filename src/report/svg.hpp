// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace calfemg::report {

/// Name and value; values are escaped by the writer.
using Attribute = std::pair<std::string_view, std::string>;

/// Writes well-formed SVG elements; everything that is open is closed by `finished`.
class SvgWriter {
 public:
  void open(std::string_view tag, std::initializer_list<Attribute> attributes = {});
  void close();
  void leaf(std::string_view tag, std::initializer_list<Attribute> attributes);
  /// An element with text: <text>, <title>, <desc>.
  void text(std::string_view tag,
            std::initializer_list<Attribute> attributes,
            std::string_view content);
  /// A leaf with a <title>: what the pointer shows and a screen reader says.
  void titled(std::string_view tag,
              std::initializer_list<Attribute> attributes,
              std::string_view title);

  /// Elements made by another writer.
  void append(std::string_view finished_svg) { text_ += finished_svg; }

  [[nodiscard]] std::string finished() &&;

 private:
  void begin(std::string_view tag, std::initializer_list<Attribute> attributes);

  std::string text_;
  std::vector<std::string> open_tags_;
};

/// A coordinate: one decimal at most, "12", "12.5".
[[nodiscard]] std::string px(double value);

}  // namespace calfemg::report
