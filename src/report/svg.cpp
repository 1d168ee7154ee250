// SPDX-License-Identifier: Apache-2.0
#include "report/svg.hpp"

#include "core/expects.hpp"
#include "core/text.hpp"
#include "report/html_text.hpp"

namespace calfemg::report {

void SvgWriter::begin(std::string_view tag, std::initializer_list<Attribute> attributes) {
  text_ += '<';
  text_ += tag;
  for (const auto& [name, value] : attributes) {
    text_ += ' ';
    text_ += name;
    text_ += "=\"";
    // Paths are long, and made of digits and letters by this room alone.
    text_ += name == "d" ? value : escaped(value);
    text_ += '"';
  }
}

void SvgWriter::open(std::string_view tag, std::initializer_list<Attribute> attributes) {
  begin(tag, attributes);
  text_ += '>';
  open_tags_.emplace_back(tag);
}

void SvgWriter::close() {
  CALFEMG_EXPECTS(!open_tags_.empty());
  text_ += "</" + open_tags_.back() + ">\n";
  open_tags_.pop_back();
}

void SvgWriter::leaf(std::string_view tag, std::initializer_list<Attribute> attributes) {
  begin(tag, attributes);
  text_ += "/>\n";
}

void SvgWriter::text(std::string_view tag,
                     std::initializer_list<Attribute> attributes,
                     std::string_view content) {
  open(tag, attributes);
  text_ += escaped(content);
  close();
}

void SvgWriter::titled(std::string_view tag,
                       std::initializer_list<Attribute> attributes,
                       std::string_view title) {
  open(tag, attributes);
  text("title", {}, title);
  close();
}

std::string SvgWriter::finished() && {
  while (!open_tags_.empty())
    close();
  return std::move(text_);
}

std::string px(double value) {
  std::string text = core::fixed_text(value, 1);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

}  // namespace calfemg::report
