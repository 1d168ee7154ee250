// SPDX-License-Identifier: Apache-2.0
#include "exchange/feature_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "core/text.hpp"
#include "export/features_columns.hpp"
#include "export/gzip_file.hpp"
#include "export/tsv_text.hpp"
#include "features/feature_table.hpp"

namespace calfemg::exchange {
namespace {

constexpr std::size_t kOnset = 4;  // after channel, leg, muscle, site
constexpr std::size_t kCoverage = kOnset + 1;
constexpr std::size_t kFirstValue = kCoverage + 1;
constexpr double kStepTolerance = 1e-6;

double number_in(std::string_view cell) {
  double value = std::nan("");
  const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return result.ec == std::errc() ? value : std::nan("");
}

float single_in(std::string_view cell) {
  float value = std::nanf("");
  const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return result.ec == std::errc() ? value : std::nanf("");
}

std::vector<std::string> value_names(const std::string& path, std::string_view header) {
  const auto cells = exporting::cells_of(header);
  const auto identity = exporting::identity_columns();
  const bool good = cells.size() >= kFirstValue &&
                    std::equal(identity.begin(),
                               identity.end(),
                               cells.begin(),
                               [](const auto& column, auto cell) { return column.name == cell; });
  if (!good)
    throw core::FormatError(path,
                            {"line 1",
                             "the columns channel, leg, muscle, site, onset, coverage",
                             "something else",
                             "analyse the recording again"});
  return {cells.begin() + kFirstValue, cells.end()};
}

/// Takes lines, hands on channels.
class Gatherer {
 public:
  Gatherer(std::string path,
           const FeatureSelection& selection,
           const std::function<void(const ChannelFeatures&)>& take)
      : path_(std::move(path)), selection_(selection), take_(&take) {}

  void line(std::string_view line) {
    if (cells_.empty()) {
      choose(line);
      return;
    }
    const auto tab = line.find('\t');
    if (line.substr(0, tab) != current_.channel || tab == std::string_view::npos) finish();
    split(line);
    const double onset_s = number_in(cells_[kOnset]);
    if (current_.onset_s.empty()) {
      current_.channel = cells_.front();
    } else if (onset_s - current_.onset_s.back() < selection_.step_s - kStepTolerance) {
      return;
    }
    current_.onset_s.push_back(onset_s);
    current_.coverage.push_back(single_in(cells_[kCoverage]));
    for (std::size_t i = 0; i < chosen_.size(); ++i)
      current_.values[i].push_back(single_in(cells_[chosen_[i]]));
  }

  void finish() {
    if (!current_.onset_s.empty()) (*take_)(current_);
    current_ = {};
    current_.values.resize(chosen_.size());
  }

 private:
  void choose(std::string_view header) {
    const auto names = value_names(path_, header);
    cells_.resize(names.size() + kFirstValue);
    const auto& wanted = selection_.names.empty() ? names : selection_.names;
    for (const auto& name : wanted) {
      const auto found = std::find(names.begin(), names.end(), name);
      if (found == names.end())
        throw core::FormatError(path_,
                                {"line 1",
                                 "a column " + name,
                                 "no such column",
                                 "analyse with the feature, or leave it out of --features"});
      chosen_.push_back(kFirstValue + static_cast<std::size_t>(found - names.begin()));
    }
    current_.values.resize(chosen_.size());
  }

  void split(std::string_view line) {
    std::size_t count = 0;
    for (;; ++count) {
      const auto end = line.find('\t');
      if (count < cells_.size()) cells_[count] = line.substr(0, end);
      if (end == std::string_view::npos) break;
      line.remove_prefix(end + 1);
    }
    if (count + 1 != cells_.size())
      throw core::FormatError(path_,
                              {"",
                               std::to_string(cells_.size()) + " columns as in line 1",
                               std::to_string(count + 1),
                               "analyse the recording again"});
  }

  std::string path_;
  FeatureSelection selection_;
  const std::function<void(const ChannelFeatures&)>* take_;
  std::vector<std::string_view> cells_;
  std::vector<std::size_t> chosen_;
  ChannelFeatures current_;
};

std::string band_text(const features::Requirement& needs) {
  const bool has_band =
      needs.what == features::Needs::filtered_band || needs.what == features::Needs::recorded_band;
  if (!has_band) return {};
  return core::number_text(needs.band.low_hz) + "-" + core::number_text(needs.band.high_hz) + " Hz";
}

}  // namespace

std::vector<std::string> feature_names(const std::filesystem::path& features) {
  std::vector<std::string> names;
  exporting::for_each_line_of_gzip(features, [&](std::string_view line) {
    names = value_names(features.string(), line);
    return false;
  });
  return names;
}

void for_each_channel(const std::filesystem::path& features,
                      const FeatureSelection& selection,
                      const std::function<void(const ChannelFeatures&)>& take) {
  Gatherer gatherer(features.string(), selection, take);
  exporting::for_each_line_of_gzip(features, [&](std::string_view line) {
    gatherer.line(line);
    return true;
  });
  gatherer.finish();
}

Column feature_column(const std::string& name) {
  for (const auto& row : features::feature_table()) {
    if (row.name == name)
      return {name,
              Kind::single,
              std::string(row.unit),
              std::string(row.meaning),
              "docs/features.md#" + name,
              band_text(row.needs)};
  }
  for (const auto& column : exporting::quality_columns()) {
    if (column.name == name)
      return {name, Kind::single, std::string(column.unit), std::string(column.meaning)};
  }
  return {name, Kind::single, "1", "A feature of another version."};
}

}  // namespace calfemg::exchange
