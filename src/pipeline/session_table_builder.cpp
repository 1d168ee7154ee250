// SPDX-License-Identifier: Apache-2.0
#include "pipeline/session_table_builder.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "export/feature_rows.hpp"
#include "features/feature_extractor.hpp"
#include "pipeline/channel_group.hpp"
#include "pipeline/survey.hpp"
#include "pipeline/thread_team.hpp"
#include "signal/lane_kernels.hpp"
#include "signal/sample_grid.hpp"

namespace calfemg::pipeline {
namespace {

// Long enough to keep the threads busy, short enough for the cache: 8 s of 8 channels at 2000 Hz.
constexpr std::size_t kStretchSamples = std::size_t{1} << 17U;
constexpr core::Seconds kLongestStretch{60.0};
constexpr std::size_t kTasksOfThread = 2;  // so that none waits long for the last one

struct BlockWork {
  std::size_t block = 0;
  std::vector<std::size_t> channels;
  std::size_t group_size = signal::kLanes;
  std::vector<ChannelGroup> groups;  ///< the channels in their order, group_size to a group
};

// Full lanes cost least; several threads need several groups.
std::size_t group_size(std::size_t channels, std::size_t threads) {
  if (threads == 1) return signal::kLanes;
  const std::size_t tasks = threads * kTasksOfThread;
  return std::min(signal::kLanes, (channels + tasks - 1) / tasks);
}

// Planned channels, gathered by block; plans are in the order of blocks and channels already.
std::vector<BlockWork> gather(const core::RecordingInfo& info,
                              std::span<const ChannelPlan> plans,
                              const Options& options,
                              int threads) {
  std::vector<BlockWork> work;
  while (!plans.empty()) {
    BlockWork part;
    part.block = plans.front().block;
    const auto end = std::find_if(plans.begin(), plans.end(), [&part](const ChannelPlan& plan) {
      return plan.block != part.block;
    });
    const auto of_block = plans.first(static_cast<std::size_t>(end - plans.begin()));
    for (const ChannelPlan& plan : of_block)
      part.channels.push_back(plan.channel);
    part.group_size = group_size(of_block.size(), static_cast<std::size_t>(threads));
    for (std::size_t at = 0; at < of_block.size(); at += part.group_size) {
      const std::size_t size = std::min(part.group_size, of_block.size() - at);
      part.groups.emplace_back(info.blocks[part.block], of_block.subspan(at, size), options);
    }
    plans = plans.subspan(of_block.size());
    work.push_back(std::move(part));
  }
  return work;
}

void write_rows(std::vector<BlockWork>& work,
                const core::RecordingInfo& info,
                const std::filesystem::path& folder,
                std::size_t features) {
  std::size_t in_table = 0;
  for (BlockWork& part : work) {
    for (std::size_t c = 0; c < part.channels.size(); ++c, ++in_table) {
      const auto& channel = info.blocks[part.block].channels[part.channels[c]];
      const auto path = exporting::feature_part(folder, in_table);
      part.groups[c / part.group_size].write_rows_to(
          c % part.group_size,
          std::make_unique<exporting::FeatureRowsWriter>(path, channel, features));
    }
  }
}

double total_seconds(const core::RecordingInfo& info, const std::vector<BlockWork>& work) {
  double total = 0.0;
  for (const BlockWork& part : work)
    total += info.blocks[part.block].duration().value();
  return total;
}

// A stretch of a block's samples, channel behind channel.
struct Stretch {
  std::size_t count = 0;  // of each channel; 0: the block is at its end
  std::vector<double> samples;
};

// Reads a recording stretch by stretch and hands each channel its part. While the channels of one
// stretch are analysed the next one is read, by whichever thread is free.
class Streamer {
 public:
  Streamer(io::RecordingReader& reader, int threads, Progress& progress, double total_s)
      : reader_(reader), team_(threads), progress_(progress), total_s_(total_s) {}

  void stream(BlockWork& part) {
    const core::BlockInfo& block = reader_.info().blocks[part.block];
    next_first_ = 0;
    read(part, now_);
    while (now_.count > 0) {
      if (progress_.cancelled()) throw core::Interrupted();
      analyze(part);
      done_s_ += static_cast<double>(now_.count) / block.rate.value();
      progress_.advance(done_s_, total_s_);
      std::swap(now_, next_);
    }
  }

  void finish(BlockWork& part, std::vector<core::ChannelTable>& tables) {
    const std::size_t before = tables.size();
    tables.resize(before + part.channels.size());
    team_.run(part.groups.size(), [&part, &tables, before](std::size_t g) {
      auto finished = part.groups[g].finish();
      const auto first = static_cast<std::ptrdiff_t>(before + g * part.group_size);
      std::move(finished.begin(), finished.end(), tables.begin() + first);
    });
    part.groups.clear();
  }

 private:
  void read(const BlockWork& part, Stretch& stretch) {
    const core::BlockInfo& block = reader_.info().blocks[part.block];
    const std::uint64_t left = block.sample_count - next_first_;
    const std::size_t longest = std::clamp<std::size_t>(
        kStretchSamples / part.channels.size(), 1, signal::samples_in(kLongestStretch, block.rate));
    stretch.count = static_cast<std::size_t>(std::min<std::uint64_t>(longest, left));
    if (stretch.count == 0) return;
    stretch.samples.resize(stretch.count * part.channels.size());
    reader_.read_uv(part.block, next_first_, stretch.count, part.channels, stretch.samples);
    next_first_ += stretch.count;
  }

  void analyze(BlockWork& part) {
    std::vector<std::span<const double>> samples;
    for (std::size_t c = 0; c < part.channels.size(); ++c)
      samples.push_back(std::span<const double>(now_.samples).subspan(c * now_.count, now_.count));
    team_.run(1 + part.groups.size(), [this, &part, &samples](std::size_t item) {
      if (item == 0) return read(part, next_);
      const std::size_t g = item - 1;
      ChannelGroup& group = part.groups[g];
      group.push(std::span(samples).subspan(g * part.group_size, group.size()));
    });
  }

  io::RecordingReader& reader_;
  ThreadTeam team_;
  Progress& progress_;
  double total_s_;
  double done_s_ = 0.0;
  Stretch now_;
  Stretch next_;
  std::uint64_t next_first_ = 0;  ///< sample of the block that is read next
};

}  // namespace

core::SessionTable build_session_table(io::RecordingReader& reader,
                                       const Options& options,
                                       int threads,
                                       Progress& progress,
                                       const std::filesystem::path& rows_folder) {
  const core::RecordingInfo& info = reader.info();
  progress.stage("survey");
  auto work = gather(info, survey(reader, options), options, threads);
  core::SessionTable table{info, features::feature_columns(options.features), {}};
  if (!rows_folder.empty()) write_rows(work, info, rows_folder, table.columns.size());

  progress.stage("signal");
  Streamer streamer(reader, threads, progress, total_seconds(info, work));
  for (BlockWork& part : work) {
    streamer.stream(part);
    streamer.finish(part, table.channels);
  }
  return table;
}

}  // namespace calfemg::pipeline
