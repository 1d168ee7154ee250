// SPDX-License-Identifier: Apache-2.0
#include "page_checks.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace calfemg::test {
namespace {

constexpr std::array<std::string_view, 5> kVoid{"meta", "link", "br", "img", "input"};

std::string_view name_in(std::string_view tag) {
  return tag.substr(0, tag.find_first_of(" \n\t/>"));
}

bool closes_itself(std::string_view tag) {
  return tag.front() == '!' || tag.ends_with('/') ||
         std::find(kVoid.begin(), kVoid.end(), name_in(tag)) != kVoid.end();
}

}  // namespace

std::string nesting_problem(std::string_view markup) {
  std::vector<std::string> open;
  for (auto at = markup.find('<'); at != std::string_view::npos; at = markup.find('<', at + 1)) {
    const auto end = markup.find('>', at);
    if (end == std::string_view::npos) return "a tag has no end";
    const std::string_view tag = markup.substr(at + 1, end - at - 1);
    if (tag.empty()) return "an empty tag";
    if (name_in(tag) == "script") {  // what is inside is no markup
      at = markup.find("</script>", end);
      if (at == std::string_view::npos) return "<script> stays open";
      continue;
    }
    if (tag.front() == '/') {
      const std::string name(tag.substr(1));
      if (open.empty() || open.back() != name)
        return "</" + name + "> closes " + (open.empty() ? "nothing" : "<" + open.back() + ">");
      open.pop_back();
    } else if (!closes_itself(tag)) {
      open.emplace_back(name_in(tag));
    }
    at = end;
  }
  return open.empty() ? "" : "<" + open.back() + "> stays open";
}

std::vector<std::string> svgs_of(std::string_view page) {
  constexpr std::string_view kEnd = "</svg>";
  std::vector<std::string> found;
  for (auto at = page.find("<svg"); at != std::string_view::npos; at = page.find("<svg", at + 1)) {
    const auto end = page.find(kEnd, at);
    if (end == std::string_view::npos) break;
    found.emplace_back(page.substr(at, end + kEnd.size() - at));
  }
  return found;
}

std::string without_scripts(std::string_view page) {
  constexpr std::string_view kEnd = "</script>";
  std::string text;
  while (true) {
    const auto begin = page.find("<script");
    text += page.substr(0, begin);
    const auto end = page.find(kEnd, std::min(begin, page.size()));
    if (begin == std::string_view::npos || end == std::string_view::npos) return text;
    page.remove_prefix(end + kEnd.size());
  }
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

std::string visible_text(std::string_view markup) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kEntities{
      {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}}};
  std::string text;
  bool inside_tag = false;
  for (const char c : without_scripts(markup)) {
    if (c == '<') inside_tag = true;
    const char shown = c == '\n' || c == '>' ? ' ' : c;
    if (!inside_tag && !(shown == ' ' && text.ends_with(' '))) text += shown;
    if (c == '>') inside_tag = false;
  }
  for (const auto& [entity, character] : kEntities) {
    for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
      text.replace(at, entity.size(), character);
  }
  return text;
}

}  // namespace calfemg::test
