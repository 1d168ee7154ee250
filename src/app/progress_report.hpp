// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "app/console.hpp"
#include "pipeline/analyze.hpp"

namespace calfemg::app {

enum class ProgressStyle { none, lines, bar };

/// Tells the user how far one recording is: a bar that is redrawn in place, or a line now and
/// then; a line at the start and one at the end in both styles.
class ProgressReport final : public pipeline::Progress {
 public:
  struct Surroundings {
    std::ostream& stream;
    ProgressStyle style = ProgressStyle::none;
    int columns = kUsualColumns;    ///< a bar is cut at this width
    std::function<double()> now_s;  ///< a clock that only goes forward
    std::function<bool()> cancelled;
  };

  /// @param title  what is being analysed: "night.h5" or "night.h5 (2 of 5)"
  ProgressReport(Surroundings surroundings, std::string title);
  ~ProgressReport() override;
  ProgressReport(const ProgressReport&) = delete;
  ProgressReport& operator=(const ProgressReport&) = delete;
  ProgressReport(ProgressReport&&) = delete;
  ProgressReport& operator=(ProgressReport&&) = delete;

  void stage(std::string_view name) override;
  void advance(double done_s, double total_s) override;
  [[nodiscard]] bool cancelled() const override;

  /// The work is done: the last line, with how fast it went.
  void finish(double recording_s);

 private:
  void line(const std::string& text);
  void draw(const std::string& text);
  void wipe();

  Surroundings surroundings_;
  std::string title_;
  std::string stage_;
  double start_s_ = 0.0;
  double stage_start_s_ = 0.0;
  double last_shown_s_ = 0.0;
  bool bar_is_drawn_ = false;
};

/// "0:42", "1:02:03".
[[nodiscard]] std::string duration_text(double seconds);

/// "45 %, 310 times real time, 0:42 left"; without what is not known yet.
/// @param done_s, total_s  seconds of recording
/// @param passed_s         seconds of work
[[nodiscard]] std::string pace_text(double done_s, double total_s, double passed_s);

}  // namespace calfemg::app
