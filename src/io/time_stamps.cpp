// SPDX-License-Identifier: Apache-2.0
#include "io/time_stamps.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <string>

#include "core/error.hpp"
#include "core/text.hpp"

namespace calfemg::io {
namespace {

constexpr double kGapSteps = 1.5;  // more than jitter, less than one sample left out
constexpr std::size_t kMostPieces = 10'001;
constexpr std::size_t kBlock = 65'536;

// Ticks since the first stamp, read in blocks. 64-bit integers are subtracted before they become
// doubles: nanoseconds since 1970 have more digits than a double, those of 100 days have not.
class Stamps {
 public:
  explicit Stamps(const SampleDataset& stored) : stored_(stored) {
    if (stored_.type() == SampleType::int64) first_ticks_ = integers(0, 1).front();
    first_stamp_ = doubles(0, 1).front();
  }

  [[nodiscard]] double first_stamp() const { return first_stamp_; }

  [[nodiscard]] long long first_ticks() const { return first_ticks_; }

  [[nodiscard]] std::vector<double> read(std::uint64_t first, std::size_t count) {
    if (stored_.type() != SampleType::int64) {
      auto since_first = doubles(first, count);
      for (double& stamp : since_first)
        stamp -= first_stamp_;
      return since_first;
    }
    std::vector<double> since_first(count);
    const auto ticks = integers(first, count);
    for (std::size_t i = 0; i < count; ++i)
      since_first[i] = static_cast<double>(ticks[i] - first_ticks_);
    return since_first;
  }

 private:
  [[nodiscard]] std::vector<std::int64_t> integers(std::uint64_t first, std::size_t count) {
    std::vector<std::byte> bytes(count * sizeof(std::int64_t));
    stored_.read_stored(first, count, bytes.data());
    std::vector<std::int64_t> ticks(count);
    std::memcpy(ticks.data(), bytes.data(), bytes.size());
    return ticks;
  }

  [[nodiscard]] std::vector<double> doubles(std::uint64_t first, std::size_t count) {
    std::vector<double> stamps(count);
    const std::vector<ColumnRequest> request{{0, &as_stored_, stamps}};
    stored_.read_uv(first, count, request, buffer_);
    return stamps;
  }

  const SampleDataset& stored_;
  long long first_ticks_ = 0;
  double first_stamp_ = 0.0;
  core::ChannelInfo as_stored_;
  std::vector<std::byte> buffer_;
};

// Calls `visit(index, ticks)` for each stamp.
template <class Visit>
void for_each_stamp(Stamps& stamps, std::uint64_t count, Visit visit) {
  std::uint64_t index = 0;
  while (index < count) {
    for (const double stamp : stamps.read(index, std::min<std::uint64_t>(kBlock, count - index)))
      visit(index++, stamp);
  }
}

double usual_step(const Hdf5Node& place, Stamps& stamps, std::uint64_t count) {
  auto steps = stamps.read(0, std::min<std::uint64_t>(kBlock, count));
  for (std::size_t i = steps.size(); i-- > 1;)
    steps[i] -= steps[i - 1];
  steps.erase(steps.begin());
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  if (!(*middle > 0.0 && std::isfinite(*middle))) place.refuse("", "times that increase", "others");
  return *middle;
}

struct Cuts {
  std::vector<Piece> pieces;
  std::vector<double> starts;  // ticks
  double span = 0.0;           // ticks of all pieces together
  std::uint64_t steps = 0;
};

Cuts cut_at_gaps(const Hdf5Node& place, Stamps& stamps, std::uint64_t count) {
  const double usual = usual_step(place, stamps, count);
  Cuts cuts;
  double before = 0.0;
  for_each_stamp(stamps, count, [&](std::uint64_t index, double stamp) {
    if (index > 0 && !(stamp > before && std::isfinite(stamp)))
      place.refuse("", "times that increase", "another at time stamp " + std::to_string(index));
    if (index == 0 || stamp - before > kGapSteps * usual) {
      if (cuts.pieces.size() == kMostPieces)
        place.refuse("",
                     "at most " + std::to_string(kMostPieces - 1) + " gaps between time stamps",
                     "more",
                     "the samples have no constant rate");
      cuts.pieces.push_back({index, 0, 0});
      cuts.starts.push_back(stamp);
    } else {
      cuts.span += stamp - before;
      ++cuts.steps;
    }
    ++cuts.pieces.back().count;
    before = stamp;
  });
  return cuts;
}

// Samples in a tick. Ticks that are whole numbers give a whole rate without rounding.
double steps_per_tick(const Hdf5Node& place, const Cuts& cuts) {
  if (cuts.steps == 0) place.refuse("", "a constant rate", "time stamps with a gap after each");
  return static_cast<double>(cuts.steps) / cuts.span;
}

void place_pieces(Cuts& cuts, double rate) {
  std::uint64_t next = 0;
  for (std::size_t i = 0; i < cuts.pieces.size(); ++i) {
    const auto nearest = static_cast<std::uint64_t>(std::llround(cuts.starts[i] * rate));
    cuts.pieces[i].first = std::max(nearest, next);
    next = cuts.pieces[i].first + cuts.pieces[i].count + 1;
  }
}

double check_jitter(const Hdf5Node& place, Stamps& stamps, const Cuts& cuts, double rate) {
  double worst = 0.0;
  std::size_t piece = 0;
  const Piece& last = cuts.pieces.back();
  for_each_stamp(stamps, last.stored + last.count, [&](std::uint64_t index, double stamp) {
    if (index == cuts.pieces[piece].stored + cuts.pieces[piece].count) ++piece;
    const auto expected = static_cast<double>(index - cuts.pieces[piece].stored);
    const double off = (stamp - cuts.starts[piece]) * rate - expected;
    if (!(std::abs(off) <= kMostJitterSamples))
      place.refuse("",
                   "a constant rate within " + core::number_text(kMostJitterSamples) + " samples",
                   "time stamp " + std::to_string(index) + " off by " + core::fixed_text(off, 1) +
                       " samples",
                   "resample the signal to a constant rate");
    worst = std::max(worst, std::abs(off));
  });
  return worst;
}

}  // namespace

StampedGrid grid_of_stamps(const Hdf5Node& place,
                           const SampleDataset& stamps,
                           double ticks_per_second) {
  if (stamps.rows() < 2 || stamps.columns() != 1)
    place.refuse("", "a time for each sample", "none that tell a rate");
  Stamps reader(stamps);
  Cuts cuts = cut_at_gaps(place, reader, stamps.rows());
  StampedGrid grid;
  const double rate = steps_per_tick(place, cuts);
  grid.rate = core::Hertz(static_cast<double>(cuts.steps) * ticks_per_second / cuts.span);
  grid.start_s = reader.first_stamp() / ticks_per_second;
  grid.start_ticks = reader.first_ticks();
  place_pieces(cuts, rate);
  grid.worst_jitter = check_jitter(place, reader, cuts, rate);
  grid.pieces = std::move(cuts.pieces);
  return grid;
}

void place_on_grid(FoundBlock& block, const StampedGrid& grid, FoundRecording& recording) {
  const Piece& last = grid.pieces.back();
  const std::string& inside = block.datasets.front().inside();
  if (last.stored + last.count != block.info.sample_count)
    throw core::FormatError(recording.info.path,
                            {inside,
                             std::to_string(last.stored + last.count) + " samples, one for each "
                                                                        "time stamp",
                             std::to_string(block.info.sample_count),
                             ""});
  block.pieces = grid.pieces;
  block.info.sample_count = last.first + last.count;
  check_length(block, inside, recording.info.path);
  declare_gaps(block);
  std::string note = inside + ": the rate is that of its time stamps, which deviate by up to " +
                     core::fixed_text(grid.worst_jitter, 3) + " samples";
  if (grid.pieces.size() > 1)
    note += "; " + std::to_string(grid.pieces.size() - 1) + " gaps between them";
  recording.info.notes.push_back(std::move(note));
}

}  // namespace calfemg::io
