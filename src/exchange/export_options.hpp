// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"

namespace calfemg::exchange {

enum class What : std::uint8_t { events, features, epochs, nights, aligned };
enum class Format : std::uint8_t { tsv, csv, hdf5, sqlite, edf, annot, bids };
enum class Layout : std::uint8_t { flat, bids };
enum class Grouping : std::uint8_t { epoch, stage, night, event };
enum class Normalisation : std::uint8_t { none, rest, mvc, z, dne };
enum class Statistic : std::uint8_t { mean, sd, median, p10, p90 };

// The words of the command line, in the order of the enumerators.
inline constexpr std::array<std::string_view, 5> kWhatWords{
    "events", "features", "epochs", "nights", "aligned"};
inline constexpr std::array<std::string_view, 7> kFormatWords{
    "tsv", "csv", "hdf5", "sqlite", "edf", "annot", "bids"};
inline constexpr std::array<std::string_view, 2> kLayoutWords{"flat", "bids"};
inline constexpr std::array<std::string_view, 4> kGroupingWords{"epoch", "stage", "night", "event"};
inline constexpr std::array<std::string_view, 5> kNormalisationWords{
    "none", "rest", "mvc", "z", "dne"};
inline constexpr std::array<std::string_view, 5> kStatisticWords{
    "mean", "sd", "median", "p10", "p90"};

inline constexpr double kFeatureStepSeconds = 1.0;  ///< windows of 1 s then do not overlap
inline constexpr int kFeatureDigits = 3;            ///< a window's RMS is less certain than this
inline constexpr double kBeforeEventSeconds = 1800.0;
inline constexpr double kAfterEventSeconds = 3600.0;

struct ExportOptions {
  What what = What::events;
  Format format = Format::tsv;
  Layout layout = Layout::flat;
  std::vector<std::string> features;  ///< empty: all
  Normalisation normalisation = Normalisation::none;
  double step_s = kFeatureStepSeconds;  ///< of features
  int digits = kFeatureDigits;          ///< of features
  Grouping by = Grouping::epoch;
  double epoch_s = core::kSleepEpochSeconds;
  std::vector<Statistic> statistics{Statistic::median, Statistic::p10, Statistic::p90};
  std::vector<core::EventType> types;  ///< of events: empty for all; of aligned: empty for cramps
  double before_s = kBeforeEventSeconds;
  double after_s = kAfterEventSeconds;
};

/// Why a combination of options makes no sense, in one sentence; "" when it does.
[[nodiscard]] std::string contradiction(const ExportOptions& options);

}  // namespace calfemg::exchange
