// SPDX-License-Identifier: Apache-2.0
#include "io/edf_timeline.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"

namespace calfemg::io {
namespace {

constexpr double kTimeRounding =
    1e-3;  // s; recorders write the times of records to the millisecond

// How far a record may begin from the end of its predecessor and still follow it.
double tolerance_of(const EdfHeader& header) {
  std::size_t most = 0;
  for (const auto& signal : header.signals) {
    if (!signal.holds_annotations) most = std::max(most, signal.samples);
  }
  if (most == 0) return kTimeRounding;
  return std::max(kTimeRounding, 0.5 * header.record_s / static_cast<double>(most));
}

const EdfSignal& time_keeper(const EdfHeader& header) {
  return *std::find_if(header.signals.begin(), header.signals.end(), [](const EdfSignal& signal) {
    return signal.holds_annotations;
  });
}

/// Makes pieces of records that come one after another.
class PieceBuilder {
 public:
  PieceBuilder(const EdfHeader& header, const std::string& path)
      : header_(header), path_(path), tolerance_s_(tolerance_of(header)) {}

  void add(std::uint64_t record, std::optional<double> onset) {
    if (!onset) {
      refuse(record, "the time at which the data record begins", "none");
      return;
    }
    if (timeline_.pieces.empty()) {
      timeline_.first_onset_s = *onset;
      timeline_.pieces.push_back({0.0, record, 1});
      return;
    }
    EdfPiece& piece = timeline_.pieces.back();
    const double start_s = *onset - timeline_.first_onset_s;
    const double end_s = piece.start_s + static_cast<double>(piece.record_count) * header_.record_s;
    if (std::abs(start_s - end_s) <= tolerance_s_) {
      ++piece.record_count;
      return;
    }
    const std::string expected = core::number_text(timeline_.first_onset_s + end_s);
    if (start_s < end_s)
      refuse(
          record,
          "a data record that begins at " + expected + " s, where its predecessor ends, or later",
          core::number_text(*onset) + " s");
    if (!header_.may_have_gaps)
      refuse(record,
             "a data record that begins at " + expected +
                 " s, because the file says that it has no gaps",
             core::number_text(*onset) + " s",
             "if there are gaps, write EDF+D (or BDF+D) at byte 192 of a copy");
    timeline_.pieces.push_back({start_s, record, 1});
  }

  [[nodiscard]] const EdfTimeline& timeline() const { return timeline_; }

 private:
  [[noreturn]] void refuse(std::uint64_t record,
                           std::string expected,
                           std::string found,
                           std::string hint =
                               "write the file again with the program that made "
                               "it") const {
    throw core::FormatError(
        path_,
        {"byte " + std::to_string(header_.byte_of(record, time_keeper(header_))) +
             " (time-keeping of data record " + std::to_string(record + 1) + ")",
         std::move(expected),
         std::move(found),
         std::move(hint)});
  }

  const EdfHeader& header_;
  const std::string& path_;
  double tolerance_s_;
  EdfTimeline timeline_;
};

}  // namespace

EdfTimeline edf_timeline(const EdfHeader& header,
                         const std::vector<std::optional<double>>& onsets,
                         const std::string& path) {
  if (onsets.empty() && header.may_have_gaps)
    throw core::FormatError(path,
                            {"",
                             "a signal \"EDF Annotations\" (or \"BDF Annotations\") that says when "
                             "each data record begins, because byte 192 says that there are gaps",
                             "none",
                             "write the file again with the program that made it"});
  const bool says_nothing = std::none_of(
      onsets.begin(), onsets.end(), [](const auto& onset) { return onset.has_value(); });
  if (says_nothing && !header.may_have_gaps) return {0.0, {{0.0, 0, header.record_count}}};
  PieceBuilder builder(header, path);
  for (std::uint64_t record = 0; record < header.record_count; ++record)
    builder.add(record, onsets[record]);
  return builder.timeline();
}

std::vector<EdfStretch> place_pieces(const EdfTimeline& timeline,
                                     std::size_t samples,
                                     core::Hertz rate) {
  std::vector<EdfStretch> stretches;
  std::uint64_t end = 0;
  for (const auto& piece : timeline.pieces) {
    // Two pieces may round to one sample; samples never overlap.
    const auto nearest = static_cast<std::uint64_t>(std::llround(piece.start_s * rate.value()));
    const std::uint64_t first = std::max(nearest, end);
    const std::uint64_t count = piece.record_count * samples;
    if (first == end && !stretches.empty())
      stretches.back().sample_count += count;
    else
      stretches.push_back({first, count, piece.first_record});
    end = first + count;
  }
  return stretches;
}

std::vector<core::Interval> gaps_between(const std::vector<EdfStretch>& stretches,
                                         core::Hertz rate) {
  std::vector<core::Interval> gaps;
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    const auto& before = stretches[i - 1];
    const std::uint64_t from = before.first_sample + before.sample_count;
    const std::uint64_t to = stretches[i].first_sample;
    gaps.push_back(
        {static_cast<double>(from) / rate.value(), static_cast<double>(to - from) / rate.value()});
  }
  return gaps;
}

}  // namespace calfemg::io
