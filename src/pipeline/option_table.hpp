// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "pipeline/options.hpp"

namespace calfemg::pipeline {

/// A value on its way between a text and a member of the option structs.
using OptionValue = std::variant<bool, long long, double, std::string, std::vector<std::string>>;

/// What there is to say about an option apart from its default, which the struct holds.
struct OptionText {
  std::string_view key = {};      ///< "signal.highpass_hz": section and name
  std::string_view unit = {};     ///< "Hz"; "1" for pure numbers; "" for words, lists and flags
  std::string_view meaning = {};  ///< one sentence
  std::string_view source = {};   ///< literature, rule or reason of the default
  double low = 0.0;               ///< smallest allowed number; numbers only
  double high = 0.0;              ///< largest allowed number
  std::string_view words = {};  ///< allowed words, separated by blanks; "" when any word may stand
  std::vector<std::string> (*known_words)() = nullptr;  ///< or the room that knows them
};

/// A row of the table: the text and the way to the member.
struct Option {
  OptionText text;
  OptionValue (*get)(const Options&) = nullptr;
  /// Takes the alternative that `get` gives.
  void (*set)(Options&, const OptionValue&) = nullptr;

  [[nodiscard]] std::string_view section() const;
  [[nodiscard]] std::string_view name() const;
};

namespace binding {

template <class Member>
using Stored = std::conditional_t<std::is_same_v<Member, int>, long long, Member>;

template <auto... Path>
OptionValue get(const Options& options) {
  const auto& member = (options.*....*Path);
  return Stored<std::remove_cvref_t<decltype(member)>>(member);
}

template <auto... Path>
void set(Options& options, const OptionValue& value) {
  auto& member = (options.*....*Path);
  using Member = std::remove_cvref_t<decltype(member)>;
  member = static_cast<Member>(std::get<Stored<Member>>(value));
}

}  // namespace binding

/// Row for the member that the chain of member pointers leads to.
template <auto... Path>
constexpr Option bind(const OptionText& text) {
  return {text, &binding::get<Path...>, &binding::set<Path...>};
}

/// Every option of the program, in the order of files and tables.
[[nodiscard]] std::vector<Option> option_table();

/// The parts of the table, a section each.
[[nodiscard]] std::span<const Option> signal_options();
[[nodiscard]] std::span<const Option> feature_options();
[[nodiscard]] std::span<const Option> rest_options();
[[nodiscard]] std::span<const Option> artifact_options();
[[nodiscard]] std::span<const Option> cramp_options();
[[nodiscard]] std::span<const Option> tension_options();
[[nodiscard]] std::span<const Option> hflm_options();
[[nodiscard]] std::span<const Option> lmm_options();
[[nodiscard]] std::span<const Option> contraction_options();
[[nodiscard]] std::span<const Option> fasciculation_options();
[[nodiscard]] std::span<const Option> leg_movement_options();
[[nodiscard]] std::span<const Option> plm_options();

/// Sections in table order: "signal", "features", ...
[[nodiscard]] std::vector<std::string> section_names();

/// Name of the environment variable of an option: CALFEMG_SIGNAL_HIGHPASS_HZ.
[[nodiscard]] std::string environment_name(std::string_view key);

/// As TOML writes it: 20, true, "auto", ["rms_uv", "mdf_hz"].
[[nodiscard]] std::string toml_text(const OptionValue& value);

/// For tables that people read: words without quotes, lists with commas.
[[nodiscard]] std::string plain_text(const OptionValue& value);

/// "0.1 to 1000", "auto, 50, 60 or off", "true or false"; "" when anything may stand.
[[nodiscard]] std::string range_text(const Option& option);

/// What the option expects, for messages: "a number in Hz", "one of auto, 50, 60 or off".
[[nodiscard]] std::string expectation_text(const Option& option);

/// Allowed words of an option, empty when any word may stand.
[[nodiscard]] std::vector<std::string> allowed_words(const Option& option);

/// The sentence about a value that is out of range or no allowed word; "" when it is fine.
[[nodiscard]] std::string value_problem(const Option& option, const OptionValue& value);

/// The allowed word nearest to the first word that is not allowed; "" when there is none.
[[nodiscard]] std::string nearest_allowed(const Option& option, const OptionValue& value);

/// A pair of options whose values must be in order.
struct OrderRule {
  std::string_view smaller;
  std::string_view larger;
  bool may_be_equal = false;
};

/// What options demand of each other.
[[nodiscard]] std::span<const OrderRule> order_rules();

}  // namespace calfemg::pipeline
