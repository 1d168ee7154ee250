// SPDX-License-Identifier: Apache-2.0
#include "pipeline/session_table_builder.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "features/feature_extractor.hpp"
#include "pipeline/channel_analyzer.hpp"
#include "pipeline/survey.hpp"
#include "pipeline/thread_team.hpp"
#include "signal/sample_grid.hpp"

namespace calfemg::pipeline {
namespace {

// Long enough to keep the threads busy, short enough for a few MB: 16 s of 8 channels at 2000 Hz.
constexpr core::Seconds kReadAhead{16.0};

struct BlockWork {
  std::size_t block = 0;
  std::vector<std::size_t> channels;
  std::vector<std::unique_ptr<ChannelAnalyzer>> analyzers;
};

// Planned channels, gathered by block; plans are in the order of blocks and channels already.
std::vector<BlockWork> gather(const core::RecordingInfo& info,
                              const std::vector<ChannelPlan>& plans,
                              const Options& options) {
  std::vector<BlockWork> work;
  for (const ChannelPlan& plan : plans) {
    if (work.empty() || work.back().block != plan.block) work.push_back({plan.block, {}, {}});
    work.back().channels.push_back(plan.channel);
    work.back().analyzers.push_back(
        std::make_unique<ChannelAnalyzer>(info.blocks[plan.block], plan, options));
  }
  return work;
}

double total_seconds(const core::RecordingInfo& info, const std::vector<BlockWork>& work) {
  double total = 0.0;
  for (const BlockWork& part : work)
    total += info.blocks[part.block].duration().value();
  return total;
}

// Reads a recording block by block and hands each channel its part.
class Streamer {
 public:
  Streamer(io::RecordingReader& reader, int threads, Progress& progress, double total_s)
      : reader_(reader), team_(threads), progress_(progress), total_s_(total_s) {}

  void stream(BlockWork& part) {
    const core::BlockInfo& block = reader_.info().blocks[part.block];
    const std::size_t step = signal::samples_in(kReadAhead, block.rate);
    for (std::uint64_t first = 0; first < block.sample_count; first += step) {
      if (progress_.cancelled()) throw core::Interrupted();
      const auto count =
          static_cast<std::size_t>(std::min<std::uint64_t>(step, block.sample_count - first));
      buffer_.resize(count * part.channels.size());
      reader_.read_uv(part.block, first, count, part.channels, buffer_);
      team_.run(part.channels.size(), [this, &part, count](std::size_t c) {
        part.analyzers[c]->push(std::span<const double>(buffer_).subspan(c * count, count));
      });
      done_s_ += static_cast<double>(count) / block.rate.value();
      progress_.advance(done_s_, total_s_);
    }
  }

 private:
  io::RecordingReader& reader_;
  ThreadTeam team_;
  Progress& progress_;
  double total_s_;
  double done_s_ = 0.0;
  std::vector<double> buffer_;
};

}  // namespace

core::SessionTable build_session_table(io::RecordingReader& reader,
                                       const Options& options,
                                       int threads,
                                       Progress& progress) {
  const core::RecordingInfo& info = reader.info();
  progress.stage("survey");
  auto work = gather(info, survey(reader, options), options);
  core::SessionTable table{info, features::feature_columns(options.features), {}};

  progress.stage("signal");
  Streamer streamer(reader, threads, progress, total_seconds(info, work));
  for (BlockWork& part : work) {
    streamer.stream(part);
    for (auto& analyzer : part.analyzers)
      table.channels.push_back(analyzer->finish());
    part.analyzers.clear();
  }
  return table;
}

}  // namespace calfemg::pipeline
