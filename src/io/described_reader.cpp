// SPDX-License-Identifier: Apache-2.0
#include "io/described_reader.hpp"

#include <utility>

namespace calfemg::io {
namespace {

class DescribedReader final : public RecordingReader {
 public:
  DescribedReader(std::unique_ptr<RecordingReader> reader, core::RecordingInfo info)
      : reader_(std::move(reader)), info_(std::move(info)) {}

  [[nodiscard]] const core::RecordingInfo& info() const override { return info_; }

  void read_uv(std::size_t block,
               std::uint64_t first,
               std::size_t count,
               std::span<const std::size_t> channels,
               std::span<double> out) override {
    reader_->read_uv(block, first, count, channels, out);
  }

 private:
  std::unique_ptr<RecordingReader> reader_;
  core::RecordingInfo info_;
};

}  // namespace

std::unique_ptr<RecordingReader> with_info(std::unique_ptr<RecordingReader> reader,
                                           core::RecordingInfo info) {
  return std::make_unique<DescribedReader>(std::move(reader), std::move(info));
}

}  // namespace calfemg::io
