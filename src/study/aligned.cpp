// SPDX-License-Identifier: Apache-2.0
#include "study/aligned.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include <boost/math/distributions/students_t.hpp>

#include "exchange/feature_reader.hpp"
#include "exchange/normalise.hpp"
#include "exchange/session_facts.hpp"
#include "exchange/window_groups.hpp"
#include "study/moments.hpp"

namespace calfemg::study {
namespace {

using exchange::ChannelFacts;
using exchange::ChannelFeatures;
using exchange::SessionFacts;

constexpr double kBinSeconds = 60.0;
constexpr double kRiseSeconds = 60.0;
constexpr double kBaselineSeconds = 360.0;
constexpr double kTwoSided95 = 0.975;
constexpr const char* kFeatureFile = "features.tsv.gz";

/// Sum and number of values.
struct Tally {
  double sum = 0.0;
  double count = 0.0;

  void add(double value) {
    if (!std::isfinite(value)) return;
    sum += value;
    count += 1.0;
  }

  [[nodiscard]] double mean() const { return count > 0.0 ? sum / count : kNothing; }
};

// relation, feature, offset
using PointKey = std::tuple<std::string, std::string, double>;

struct SubjectTally {
  std::map<std::string, Tally> by_subject;
  std::set<std::string> nights;
  double events = 0.0;
};

/// One channel with its valid windows.
struct Signal {
  const SessionFacts* session;
  const ChannelFacts* channel;
  const ChannelFeatures* features;
  std::vector<bool> valid;

  // Mean of a column over valid windows whose middle lies in the stretch.
  [[nodiscard]] double mean(std::size_t column, const core::Interval& stretch) const {
    const double half_s = channel->window_s / 2.0;
    const auto& onset_s = features->onset_s;
    const auto first = std::lower_bound(onset_s.begin(), onset_s.end(), stretch.start_s - half_s);
    Tally tally;
    for (auto at = first; at != onset_s.end() && *at < stretch.end_s() - half_s; ++at) {
      const auto i = static_cast<std::size_t>(at - onset_s.begin());
      if (valid[i]) tally.add(static_cast<double>(features->values[column][i]));
    }
    return tally.mean();
  }
};

class Averager {
 public:
  void add(const std::filesystem::path& folder) {
    const SessionFacts session = exchange::read_session_facts(folder);
    const auto names = chosen(folder);
    if (names.empty()) return;
    exchange::for_each_channel(
        folder / kFeatureFile, {names, 0.0}, [&](const ChannelFeatures& read) {
          const auto channel = std::find_if(
              session.channels.begin(), session.channels.end(), [&](const ChannelFacts& one) {
                return one.name == read.channel;
              });
          if (channel == session.channels.end()) return;
          ChannelFeatures features = read;
          const auto valid = exchange::valid_windows(features, session, channel->window_s);
          exchange::normalise(features, names, valid, *channel, exchange::Normalisation::rest);
          const Signal signal{&session, &*channel, &features, valid};
          add_cramps(signal, names);
          add_awakenings(signal);
        });
  }

  [[nodiscard]] AlignedAverages averages() const {
    AlignedAverages result;
    for (const auto& [key, tally] : points_) {
      const auto& [relation, feature, offset_s] = key;
      if (result.curves.empty() || result.curves.back().head != relation ||
          result.curves.back().feature != feature)
        result.curves.push_back({relation, feature, {}});
      result.curves.back().points.push_back(point_of(offset_s, tally));
    }
    for (const auto& [head, tally] : rises_) {
      const auto values = means_of(tally);
      result.rises.push_back({head,
                              static_cast<std::size_t>(tally.events),
                              tally.nights.size(),
                              values.size(),
                              mean_of(values),
                              bootstrap_mean(values, {})});
    }
    return result;
  }

 private:
  static std::vector<std::string> chosen(const std::filesystem::path& folder) {
    std::error_code error;
    if (!std::filesystem::exists(folder / kFeatureFile, error)) return {};
    const auto known = exchange::feature_names(folder / kFeatureFile);
    std::vector<std::string> names;
    for (const char* name : {"rms_uv", "mdf_hz"}) {
      if (std::find(known.begin(), known.end(), name) != known.end()) names.emplace_back(name);
    }
    return !names.empty() && names.front() == "rms_uv" ? names : std::vector<std::string>();
  }

  static std::string subject_of(const SessionFacts& session) {
    return session.subject.empty() ? session.name : session.subject;
  }

  void add_cramps(const Signal& signal, const std::vector<std::string>& names) {
    exchange::ExportOptions options;
    options.what = exchange::What::aligned;
    options.epoch_s = kBinSeconds;
    for (const auto& group : exchange::groups_of(*signal.session, *signal.channel, options)) {
      const double offset_s = std::get<double>(group.cells.back());
      const std::string relation(std::get<std::string_view>(group.cells[group.cells.size() - 2]));
      for (std::size_t i = 0; i < names.size(); ++i) {
        const double value = signal.mean(i, group.spans.front());
        if (!std::isfinite(value)) continue;
        const std::string feature = i == 0 ? "rms_rest_multiple" : names[i];
        add_value(points_[{relation, feature, offset_s}], signal, value);
      }
    }
  }

  static void add_value(SubjectTally& tally, const Signal& signal, double value) {
    tally.by_subject[subject_of(*signal.session)].add(value);
    tally.nights.insert(signal.session->name);
    tally.events += 1.0;
  }

  void add_awakenings(const Signal& signal) {
    const auto& hypnogram = signal.session->hypnogram;
    if (!hypnogram || !core::is_gastrocnemius(signal.channel->role.muscle)) return;
    for (std::size_t i = 1; i < hypnogram->stages.size(); ++i) {
      const bool wakes = core::is_sleep(hypnogram->stages[i - 1]) &&
                         hypnogram->stages[i] == core::SleepStage::wake;
      if (!wakes) continue;
      const double at_s = hypnogram->start_s + static_cast<double>(i) * hypnogram->epoch_s;
      const double rise =
          signal.mean(0, {at_s - kRiseSeconds, kRiseSeconds}) -
          signal.mean(0, {at_s - kBaselineSeconds, kBaselineSeconds - kRiseSeconds});
      if (!std::isfinite(rise)) continue;
      add_value(rises_[std::string(core::name(signal.channel->role.leg)) + " " +
                       std::string(core::name(signal.channel->role.muscle))],
                signal,
                rise);
    }
  }

  static std::vector<double> means_of(const SubjectTally& tally) {
    std::vector<double> means;
    means.reserve(tally.by_subject.size());
    for (const auto& [subject, sum] : tally.by_subject)
      means.push_back(sum.mean());
    return means;
  }

  static AlignedPoint point_of(double offset_s, const SubjectTally& tally) {
    const auto values = means_of(tally);
    AlignedPoint point{
        offset_s, tally.nights.size(), values.size(), mean_of(values), kNothing, kNothing};
    if (values.size() < 2) return point;
    const auto n = static_cast<double>(values.size());
    const boost::math::students_t distribution(n - 1.0);
    const double reach =
        boost::math::quantile(distribution, kTwoSided95) * std::sqrt(variance_of(values) / n);
    point.low = point.mean - reach;
    point.high = point.mean + reach;
    return point;
  }

  std::map<PointKey, SubjectTally> points_;
  std::map<std::string, SubjectTally> rises_;
};

}  // namespace

AlignedAverages aligned_averages(const std::vector<std::filesystem::path>& sessions) {
  Averager averager;
  for (const auto& folder : sessions)
    averager.add(folder);
  return averager.averages();
}

}  // namespace calfemg::study
