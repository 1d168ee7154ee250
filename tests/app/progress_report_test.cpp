// SPDX-License-Identifier: Apache-2.0
#include "app/progress_report.hpp"

#include <memory>
#include <sstream>
#include <string>

#include "support/catch.hpp"

using namespace calfemg::app;

namespace {

// A report with a clock that the test moves.
struct Scene {
  explicit Scene(ProgressStyle style, int columns = 200)
      : report(std::make_unique<ProgressReport>(
            ProgressReport::Surroundings{
                stream, style, columns, [this] { return now_s; }, [this] { return cancelled; }},
            "night.h5")) {}

  // What was written since the last call.
  std::string written() {
    std::string text = stream.str();
    stream.str("");
    return text;
  }

  double now_s = 1000.0;
  bool cancelled = false;
  std::ostringstream stream;
  std::unique_ptr<ProgressReport> report;
};

}  // namespace

TEST_CASE("the pace is percentage, times real time and time left", "[app][progress]") {
  // 900 of 3600 s in 3 s: 300 times real time, three quarters left take 9 s.
  CHECK(pace_text(900.0, 3600.0, 3.0) == "25 %, 300 times real time, 0:09 left");
  CHECK(pace_text(30.0, 28800.0, 10.0) == "0 %, 3.0 times real time, 2:39:50 left");
  CHECK(pace_text(3600.0, 3600.0, 12.0) == "100 %, 300 times real time, 0:00 left");
}

TEST_CASE("the pace leaves out what is not known", "[app][progress]") {
  CHECK(pace_text(0.0, 3600.0, 3.0) == "0 %");
  CHECK(pace_text(36.0, 3600.0, 0.1) == "1 %");
  CHECK(pace_text(0.0, 0.0, 3.0) == "0 %");
  // Not rounded up: 100 % is the end.
  CHECK(pace_text(3599.0, 3600.0, 0.0) == "99 %");
}

TEST_CASE("lines come at the start, every five seconds and at the end", "[app][progress]") {
  Scene scene(ProgressStyle::lines);
  CHECK(scene.written() == "night.h5: started\n");
  scene.report->stage("signal");
  for (int tenth = 1; tenth <= 100; ++tenth) {
    scene.now_s = 1000.0 + tenth / 10.0;
    scene.report->advance(36.0 * tenth, 3600.0);
  }
  CHECK(scene.written() ==
        "night.h5: signal 50 %, 360 times real time, 0:05 left\n"
        "night.h5: signal 100 %, 360 times real time, 0:00 left\n");
  scene.report->finish(3600.0);
  CHECK(scene.written() == "night.h5: finished in 10.0 s, 360 times real time\n");
  scene.report.reset();
  CHECK(scene.written().empty());
}

TEST_CASE("a bar is redrawn in place and wiped before a line", "[app][progress]") {
  Scene scene(ProgressStyle::bar);
  CHECK(scene.written() == "night.h5: started\n");
  scene.report->stage("signal");
  CHECK(scene.written() == "[" + std::string(30, ' ') + "] signal  night.h5");
  scene.now_s += 0.05;
  scene.report->advance(10.0, 100.0);
  CHECK(scene.written().empty());
  scene.now_s += 0.95;
  scene.report->advance(50.0, 100.0);
  CHECK(scene.written() == "\r\x1B[K[" + std::string(15, '#') + std::string(15, ' ') +
                               "] signal 50 %, 50 times real time, 0:01 left  night.h5");
  scene.report->finish(100.0);
  CHECK(scene.written() == "\r\x1B[Knight.h5: finished in 1.0 s, 100 times real time\n");
}

TEST_CASE("a bar never wraps and leaves nothing behind", "[app][progress]") {
  Scene scene(ProgressStyle::bar, 20);
  (void)scene.written();
  scene.report->stage("signal");
  CHECK(scene.written().size() == 19);
  scene.report.reset();
  CHECK(scene.written() == "\r\x1B[K");
}

TEST_CASE("the quiet style writes nothing but still asks whether to stop", "[app][progress]") {
  Scene scene(ProgressStyle::none);
  scene.report->stage("signal");
  scene.now_s += 60.0;
  scene.report->advance(1.0, 2.0);
  scene.report->finish(2.0);
  CHECK(!scene.report->cancelled());
  scene.cancelled = true;
  CHECK(scene.report->cancelled());
  CHECK(scene.written().empty());
}
