// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace calfemg::core {

enum class Leg : std::uint8_t { left, right };

/// Muscle under the electrode pair (SENIAM names). `none`: not an EMG role; carried, not analysed.
enum class Muscle : std::uint8_t {
  none,
  gastrocnemius_medialis,
  gastrocnemius_lateralis,
  soleus,
  tibialis_anterior
};

/// Position on the head; `whole` when a head has a single channel.
enum class Site : std::uint8_t { whole, upper, lower };

/// What a channel records. The identity of a channel everywhere past `io`.
struct Role {
  Leg leg = Leg::left;
  Muscle muscle = Muscle::none;
  Site site = Site::whole;

  [[nodiscard]] constexpr bool is_emg() const { return muscle != Muscle::none; }

  friend constexpr auto operator<=>(const Role&, const Role&) = default;
};

/// True for the two gastrocnemius heads, the muscles that `tension` is reported for.
[[nodiscard]] bool is_gastrocnemius(Muscle muscle);

/// Names as stored in files: "left", "gastrocnemius_medialis", "upper"; "" for `none` and `whole`.
[[nodiscard]] std::string_view name(Leg leg);
[[nodiscard]] std::string_view name(Muscle muscle);
[[nodiscard]] std::string_view name(Site site);

/// Short codes for labels and columns: "L", "GM", "GL", "SOL", "TA".
[[nodiscard]] std::string_view code(Leg leg);
[[nodiscard]] std::string_view code(Muscle muscle);

/// "GM.L.upper", "TA.R": the label that reports use for a role. "" when it is not an EMG role.
[[nodiscard]] std::string label(const Role& role);

/// The inverses of `name`; the short codes are accepted too. nullopt for an unknown text.
[[nodiscard]] std::optional<Leg> leg_from_name(std::string_view text);
[[nodiscard]] std::optional<Muscle> muscle_from_name(std::string_view text);
[[nodiscard]] std::optional<Site> site_from_name(std::string_view text);

}  // namespace calfemg::core
