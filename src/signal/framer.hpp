// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/quantity.hpp"

namespace calfemg::signal {

/// Cuts two parallel streams (raw and filtered samples of one channel) into overlapping windows on
/// the time grid of the recording: window i begins at round(i * hop * rate) and has
/// round(window * rate) samples. Only whole windows are given.
/// Splitting the input never changes the windows.
class Framer {
 public:
  struct Frame {
    std::size_t index = 0;
    std::span<const double> raw_uv;
    std::span<const double> clean_uv;
  };

  /// @param window, hop  hop must not exceed window
  Framer(core::Seconds window, core::Seconds hop, core::Hertz rate);

  [[nodiscard]] std::size_t frame_samples() const { return frame_samples_; }

  /// Takes equally many samples of both streams and calls `use` with each window that became whole.
  template <class Use>
  void push(std::span<const double> raw_uv, std::span<const double> clean_uv, Use&& use) {
    append(raw_uv, clean_uv);
    while (ready()) {
      use(front());
      pop();
    }
  }

 private:
  void append(std::span<const double> raw_uv, std::span<const double> clean_uv);
  void drop_passed();
  [[nodiscard]] bool ready() const;
  [[nodiscard]] Frame front() const;
  void pop();

  core::Seconds hop_;
  core::Hertz rate_;
  std::size_t frame_samples_;
  std::size_t next_ = 0;            ///< index of the next window
  std::uint64_t buffer_first_ = 0;  ///< sample number of the front of the buffers
  std::vector<double> raw_;
  std::vector<double> clean_;
};

}  // namespace calfemg::signal
