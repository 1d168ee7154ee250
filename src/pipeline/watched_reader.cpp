// SPDX-License-Identifier: Apache-2.0
#include "pipeline/watched_reader.hpp"

#include <utility>

namespace calfemg::pipeline {
namespace {

class WatchedReader final : public io::RecordingReader {
 public:
  WatchedReader(std::unique_ptr<io::RecordingReader> reader, ReadingObserver& observer)
      : reader_(std::move(reader)), observer_(observer) {}

  ~WatchedReader() override {
    const Reading reading(observer_);
    reader_.reset();
  }

  WatchedReader(const WatchedReader&) = delete;
  WatchedReader& operator=(const WatchedReader&) = delete;
  WatchedReader(WatchedReader&&) = delete;
  WatchedReader& operator=(WatchedReader&&) = delete;

  [[nodiscard]] const core::RecordingInfo& info() const override { return reader_->info(); }

  void read_uv(std::size_t block,
               std::uint64_t first,
               std::size_t count,
               std::span<const std::size_t> channels,
               std::span<double> out) override {
    const Reading reading(observer_);
    reader_->read_uv(block, first, count, channels, out);
  }

 private:
  std::unique_ptr<io::RecordingReader> reader_;
  ReadingObserver& observer_;
};

}  // namespace

std::unique_ptr<io::RecordingReader> open_watched(const std::filesystem::path& path,
                                                  const io::LayoutMap& map,
                                                  ReadingObserver& observer,
                                                  const io::SideFiles& side_files) {
  std::unique_ptr<io::RecordingReader> reader;
  {
    const Reading reading(observer);
    reader = io::open_recording(path, map, side_files);
  }
  return std::make_unique<WatchedReader>(std::move(reader), observer);
}

}  // namespace calfemg::pipeline
