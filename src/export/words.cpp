// SPDX-License-Identifier: Apache-2.0
#include "export/words.hpp"

namespace calfemg::exporting {
namespace {

constexpr std::string_view kWholeSite = "whole";

}  // namespace

std::string_view site_word(core::Site site) {
  return site == core::Site::whole ? kWholeSite : core::name(site);
}

std::optional<core::Site> site_from_word(std::string_view word) {
  if (word == kWholeSite) return core::Site::whole;
  const auto site = core::site_from_name(word);
  return site == core::Site::whole ? std::nullopt : site;
}

}  // namespace calfemg::exporting
