// SPDX-License-Identifier: Apache-2.0
#include "exchange/export_options.hpp"

#include <algorithm>

namespace calfemg::exchange {
namespace {

std::string format_problem(const ExportOptions& options) {
  const bool annotations = options.format == Format::edf || options.format == Format::annot;
  const auto index = static_cast<std::size_t>(options.format);
  if (annotations && options.what != What::events)
    return "--format " + std::string(kFormatWords.at(index)) +
           " holds annotations, so that it goes with --what events only";
  if (options.format == Format::bids && options.what == What::nights)
    return "--format bids has a table for each session; --what nights has one for all, take tsv";
  return {};
}

std::string layout_problem(const ExportOptions& options) {
  if (options.layout == Layout::flat) return {};
  if (options.what == What::nights)
    return "--layout bids has a folder for each session; --what nights has one table for all";
  if (options.format == Format::sqlite)
    return "--format sqlite is one file for all sessions, so that --layout bids has no place";
  return {};
}

std::string normalisation_problem(const ExportOptions& options) {
  if (options.normalisation == Normalisation::none) return {};
  const auto index = static_cast<std::size_t>(options.normalisation);
  const std::string asked = "--normalise " + std::string(kNormalisationWords.at(index));
  if (options.what == What::events || options.what == What::nights)
    return asked + " goes with features, epochs and aligned, which have amplitudes of windows";
  const bool has_rms = options.features.empty() ||
                       std::find(options.features.begin(), options.features.end(), "rms_uv") !=
                           options.features.end();
  if (options.normalisation != Normalisation::z && !has_rms)
    return asked + " is about rms_uv, which is not among --features";
  return {};
}

}  // namespace

std::string contradiction(const ExportOptions& options) {
  for (const auto& problem :
       {format_problem(options), layout_problem(options), normalisation_problem(options)}) {
    if (!problem.empty()) return problem;
  }
  const bool windows = options.what == What::features || options.what == What::epochs ||
                       options.what == What::aligned;
  if (!options.features.empty() && !windows)
    return "--features goes with features, epochs and aligned";
  const bool with_types = options.what == What::events || options.what == What::aligned ||
                          (options.what == What::epochs && options.by == Grouping::event);
  if (!options.types.empty() && !with_types)
    return "--types goes with events, aligned, and epochs --by event";
  if (options.what != What::epochs && options.by != Grouping::epoch)
    return "--by goes with --what epochs";
  return {};
}

}  // namespace calfemg::exchange
