// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "io/recording_reader.hpp"
#include "pipeline/analyze.hpp"

namespace calfemg::test {

/// A recording in memory: samples[block][channel][sample] in microvolts.
class MemoryReader : public io::RecordingReader {
 public:
  using Samples = std::vector<std::vector<std::vector<double>>>;

  MemoryReader(core::RecordingInfo info, Samples samples)
      : info_(std::move(info)), samples_(std::move(samples)) {}

  [[nodiscard]] const core::RecordingInfo& info() const override { return info_; }

  void read_uv(std::size_t block,
               std::uint64_t first,
               std::size_t count,
               std::span<const std::size_t> channels,
               std::span<double> out) override {
    for (std::size_t c = 0; c < channels.size(); ++c) {
      const auto from = samples_[block][channels[c]].begin() + static_cast<std::ptrdiff_t>(first);
      std::copy_n(from, count, out.begin() + static_cast<std::ptrdiff_t>(c * count));
    }
  }

 private:
  core::RecordingInfo info_;
  Samples samples_;
};

/// Counts what it is told; cancels after `cancel_after` advances.
class CountingProgress : public pipeline::Progress {
 public:
  explicit CountingProgress(int cancel_after = -1) : cancel_after_(cancel_after) {}

  void stage(std::string_view name) override { stages.emplace_back(name); }

  void advance(double done_s, double total_s) override {
    ++advances;
    last_done_s = done_s;
    last_total_s = total_s;
  }

  [[nodiscard]] bool cancelled() const override {
    return cancel_after_ >= 0 && advances >= cancel_after_;
  }

  std::vector<std::string> stages;
  int advances = 0;
  double last_done_s = 0.0;
  double last_total_s = 0.0;

 private:
  int cancel_after_;
};

}  // namespace calfemg::test
