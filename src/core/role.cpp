// SPDX-License-Identifier: Apache-2.0
#include "core/role.hpp"

#include <array>

namespace calfemg::core {
namespace {

template <class Enum>
struct Names {
  Enum value;
  std::string_view name;
  std::string_view code;
};

constexpr std::array<Names<Leg>, 2> kLegs{{{Leg::left, "left", "L"}, {Leg::right, "right", "R"}}};

constexpr std::array<Names<Muscle>, 5> kMuscles{{
    {Muscle::none, "", ""},
    {Muscle::gastrocnemius_medialis, "gastrocnemius_medialis", "GM"},
    {Muscle::gastrocnemius_lateralis, "gastrocnemius_lateralis", "GL"},
    {Muscle::soleus, "soleus", "SOL"},
    {Muscle::tibialis_anterior, "tibialis_anterior", "TA"},
}};

constexpr std::array<Names<Site>, 3> kSites{{
    {Site::whole, "", ""},
    {Site::upper, "upper", "upper"},
    {Site::lower, "lower", "lower"},
}};

template <class Enum, std::size_t N>
const Names<Enum>& row_of(const std::array<Names<Enum>, N>& table, Enum value) {
  for (const auto& row : table) {
    if (row.value == value) return row;
  }
  return table.front();
}

template <class Enum, std::size_t N>
std::optional<Enum> value_of(const std::array<Names<Enum>, N>& table, std::string_view text) {
  for (const auto& row : table) {
    if (row.name == text || row.code == text) return row.value;
  }
  return std::nullopt;
}

}  // namespace

bool is_gastrocnemius(Muscle muscle) {
  return muscle == Muscle::gastrocnemius_medialis || muscle == Muscle::gastrocnemius_lateralis;
}

std::string_view name(Leg leg) {
  return row_of(kLegs, leg).name;
}

std::string_view name(Muscle muscle) {
  return row_of(kMuscles, muscle).name;
}

std::string_view name(Site site) {
  return row_of(kSites, site).name;
}

std::string_view code(Leg leg) {
  return row_of(kLegs, leg).code;
}

std::string_view code(Muscle muscle) {
  return row_of(kMuscles, muscle).code;
}

std::string label(const Role& role) {
  if (!role.is_emg()) return {};
  std::string text(code(role.muscle));
  text += '.';
  text += code(role.leg);
  if (role.site != Site::whole) {
    text += '.';
    text += name(role.site);
  }
  return text;
}

std::optional<Leg> leg_from_name(std::string_view text) {
  return value_of(kLegs, text);
}

std::optional<Muscle> muscle_from_name(std::string_view text) {
  return value_of(kMuscles, text);
}

std::optional<Site> site_from_name(std::string_view text) {
  return value_of(kSites, text);
}

}  // namespace calfemg::core
