// SPDX-License-Identifier: Apache-2.0
#include "report/measure_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/text.hpp"
#include "report/clock.hpp"

namespace calfemg::report {
namespace {

/// How a number becomes text.
enum class Show : std::uint8_t {
  figures,
  whole,
  duration,
  latency,    ///< seconds after the onset, below 0 before
  share,      ///< 0..1 as per cent
  log_share,  ///< ln of a ratio of amplitudes, the ratio as per cent
  log_ratio   ///< ln of a ratio, the ratio as a multiple
};

struct MeasureWords {
  std::string_view name;
  std::string_view words;
  std::string_view unit;
  Show show;
  Prominence prominence = Prominence::detail;
};

constexpr std::string_view kTimesRest = "\xC3\x97 rest";
constexpr std::string_view kMicrovolt = "\xC2\xB5V";

// detect/cramp_evidence.hpp has the definitions.
constexpr std::array kMeasures{
    MeasureWords{"median_rest_multiple", "Median", kTimesRest, Show::figures, Prominence::key},
    MeasureWords{"median_uv", "Median", kMicrovolt, Show::figures, Prominence::key},
    MeasureWords{"peak_uv", "Peak", kMicrovolt, Show::figures, Prominence::key},
    MeasureWords{"peak_rest_multiple", "Peak", kTimesRest, Show::figures},
    MeasureWords{"rest_uv", "Rest level", kMicrovolt, Show::figures, Prominence::key},
    MeasureWords{"tonicity", "Time above the gate", "", Show::share, Prominence::key},
    MeasureWords{"head_dominance", "Over the other head", "", Show::log_ratio, Prominence::key},
    MeasureWords{
        "contralateral_rest_multiple", "Other calf", kTimesRest, Show::figures, Prominence::key},
    MeasureWords{
        "tibialis_rest_multiple", "Tibialis anterior", kTimesRest, Show::figures, Prominence::key},
    MeasureWords{"awakening_latency_s", "Awakening", "", Show::latency, Prominence::key},
    MeasureWords{"marker_latency_s", "Patient marker", "", Show::latency, Prominence::key},
    MeasureWords{"modulation_depth", "Modulation depth, 0 to 1", "", Show::figures},
    MeasureWords{"returns_per_s", "Returns to rest", "/s", Show::figures},
    MeasureWords{"crest", "Crest: peak over RMS in 50 ms", "", Show::log_ratio},
    MeasureWords{"roughness_short", "Unevenness at 0.2 s, 0: steady", "", Show::figures},
    MeasureWords{"roughness_long", "Unevenness at 2 s, 0: steady", "", Show::figures},
    MeasureWords{"common_modulation", "Envelope power at 1.1-1.8 Hz", "", Show::log_share},
    MeasureWords{"rhythm_prominence", "Highest rhythm at 0.5-4 Hz", "", Show::log_ratio},
    MeasureWords{"rise_s", "Rise", "", Show::duration},
    MeasureWords{"decay_s", "Decay", "", Show::duration},
    MeasureWords{"before_rest_multiple", "15 s before", kTimesRest, Show::figures},
    MeasureWords{"after_rest_multiple", "30 s after", kTimesRest, Show::figures},
    MeasureWords{"step_up", "Step at the onset", "", Show::log_ratio},
    MeasureWords{"step_down", "Step at the end", "", Show::log_ratio},
    MeasureWords{"twitches_before_per_s", "Twitches before", "/s", Show::figures},
    MeasureWords{"twitches_after_per_s", "Twitches after", "/s", Show::figures},
    MeasureWords{"site_dominance", "Leading over second site", "", Show::log_ratio},
    MeasureWords{"site_correlation", "Correlation of the sites", "", Show::figures},
    MeasureWords{"site_drift", "Drift between the sites, SD of ln", "", Show::figures},
    MeasureWords{"head_correlation", "Correlation with the other head", "", Show::figures},
    MeasureWords{"tibialis_correlation", "Correlation with tibialis anterior", "", Show::figures},
    MeasureWords{"head_lag_s", "Other head begins", "", Show::latency},
    MeasureWords{"site_lag_s", "Second site begins", "", Show::latency},
    MeasureWords{"spread_mm_per_s", "Spread between the sites", "mm/s", Show::figures},
    MeasureWords{"co_activation_share", "Tibialis or other leg active", "", Show::share},
    MeasureWords{"synchronous_groups", "Other muscles that begin with it", "", Show::whole},
    MeasureWords{"motion_share", "Motion below the band, of the signal", "", Show::log_share},
    MeasureWords{"hum_share", "Mains, of the signal", "", Show::log_share},
    MeasureWords{"artifact_share", "Artefact or gap", "", Show::share},
    MeasureWords{"rectified_uv", "Mean rectified", kMicrovolt, Show::figures},
    MeasureWords{"interval_s", "Since the one before", "", Show::duration},
    MeasureWords{"moving_channels", "Moving channels", "", Show::whole},
    MeasureWords{"duration_s", "Duration", "", Show::duration},
};

struct UnitSuffix {
  std::string_view suffix;
  std::string_view unit;
  Show show;
};

// Longest first: "_uv2" must not be read as "2".
constexpr std::array<UnitSuffix, 11> kUnitSuffixes{{
    {"_fraction", "", Show::share},
    {"_share", "", Show::share},
    {"_rest_multiple", kTimesRest, Show::figures},
    {"_percent", "%", Show::figures},
    {"_per_min", "/min", Show::figures},
    {"_per_s", "/s", Show::figures},
    {"_uv2", "\xC2\xB5V\xC2\xB2", Show::figures},
    {"_uv", kMicrovolt, Show::figures},
    {"_hz", "Hz", Show::figures},
    {"_db", "dB", Show::figures},
    {"_s", "", Show::duration},
}};

std::string latency_text(double seconds) {
  if (seconds < 0.0) return duration_text(-seconds) + " before the onset";
  return duration_text(seconds) + " after the onset";
}

std::string with_unit(std::string text, std::string_view unit) {
  return unit.empty() ? text : std::move(text) + " " + std::string(unit);
}

std::string value_text(double value, Show show, std::string_view unit) {
  if (std::isnan(value)) return "n/a";
  switch (show) {
    case Show::duration:
      return value < 0.0 ? figures_text(value) + " s" : duration_text(value);
    case Show::latency:
      return latency_text(value);
    case Show::share:
      return percent_text(value);
    case Show::log_share:
      return percent_text(std::exp(value));
    case Show::log_ratio:
      return figures_text(std::exp(value)) + " \xC3\x97";
    case Show::whole:
      return core::fixed_text(value, 0);
    case Show::figures:
      break;
  }
  return with_unit(figures_text(value), unit);
}

std::string readable(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return capitalised(std::move(text));
}

const MeasureWords* words_for(std::string_view name) {
  const auto* const found = std::find_if(
      kMeasures.begin(), kMeasures.end(), [name](const auto& words) { return words.name == name; });
  return found == kMeasures.end() ? nullptr : found;
}

}  // namespace

NamedValue measure_text(const core::Measure& measure) {
  const std::string_view name = measure.name;
  if (const auto* words = words_for(name))
    return {std::string(words->words), value_text(measure.value, words->show, words->unit)};
  for (const auto& unit : kUnitSuffixes) {
    if (name.ends_with(unit.suffix) && name.size() > unit.suffix.size())
      return {readable(name.substr(0, name.size() - unit.suffix.size())),
              value_text(measure.value, unit.show, unit.unit)};
  }
  return {readable(name), figures_text(measure.value)};
}

Prominence prominence(std::string_view measure_name) {
  const auto* words = words_for(measure_name);
  return words == nullptr ? Prominence::detail : words->prominence;
}

}  // namespace calfemg::report
