// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "app/program.hpp"
#include "app/results.hpp"
#include "io/hdf5_fixture.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

// Writes a small calfemg recording after `change` made it wrong (or special), analyses it and
// checks the exit code, the single sentence and that nothing is left.
template <class Change>
ProgramRun analyze_changed(int exit_code, Change&& change) {
  const TemporaryFolder folder;
  const fs::path recording = folder.path() / "changed.h5";
  {
    const Hdf5Fixture file(recording);
    change(file);
  }
  const fs::path out = folder.path() / "out";
  auto run = run_program({"analyze", recording.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(run.exit_code == exit_code);
  CHECK(is_refusal(run, exit_code));
  CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
  CHECK(contains(run.err, "changed.h5"));
  CHECK(nothing_left(out));
  return run;
}

}  // namespace

TEST_CASE("a full disk is one sentence, code 1, and leaves no half result", "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  rlimit small = before;
  small.rlim_cur = 200000;  // report.html does not fit: writing fails as on a full disk
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto run = run_program({"analyze", kSample, "--out", out.string(), "--quiet"});
  REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
  CAPTURE(run.err);
  CHECK(is_refusal(run, 1));
  CHECK(contains(run.err, "cannot be written"));
  CHECK(nothing_left(out));
}

TEST_CASE("a truncated recording ends with code 3", "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path cut = folder.path() / "cut.h5";
  fs::copy_file(kSample, cut);
  fs::resize_file(cut, fs::file_size(cut) / 2);
  const fs::path out = folder.path() / "out";
  const auto run = run_program({"analyze", cut.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(is_refusal(run, 3));
  CHECK(contains(run.err, "cut.h5"));
  CHECK(nothing_left(out));
}

TEST_CASE("a recording that its recorder never closed ends with code 3 and says so",
          "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path open = folder.path() / "open.h5";
  const fs::path unclosed = folder.path() / "unclosed.h5";
  {
    const Hdf5Fixture file(open, true);
    write_calfemg(file);
    H5Fflush(file.id(), H5F_SCOPE_LOCAL);
    fs::copy_file(open, unclosed);
  }
  const fs::path out = folder.path() / "out";
  const auto run = run_program({"analyze", unclosed.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(is_refusal(run, 3));
  CHECK(contains(run.err, "interrupted"));
  CHECK(nothing_left(out));
}

TEST_CASE("recordings that say too little are refused with what to do", "[app][analyze]") {
  SECTION("no units") {
    const auto run = analyze_changed(4, [](const Hdf5Fixture& file) {
      write_calfemg(file);
      file.remove("/signals/emg/channels/unit");
    });
    CHECK(contains(run.err, "expected a unit of uV, mV or V"));
  }
  SECTION("no roles") {
    ChannelColumns columns;
    columns.muscle = {"", ""};
    const auto run =
        analyze_changed(4, [&](const Hdf5Fixture& file) { write_calfemg(file, columns); });
    CHECK(contains(run.err, "--layout"));
  }
  SECTION("a rate of 0") {
    const auto run = analyze_changed(4, [](const Hdf5Fixture& file) {
      write_calfemg(file);
      H5Adelete_by_name(file.id(), "/signals/emg", "sampling_rate_hz", H5P_DEFAULT);
      file.number("/signals/emg", "sampling_rate_hz", 0.0);
    });
    CHECK(contains(run.err, "sampling_rate_hz"));
  }
  SECTION("0 samples") {
    const auto run = analyze_changed(4, [](const Hdf5Fixture& file) {
      write_calfemg(file);
      file.remove("/signals/emg/samples");
      file.dataset("/signals/emg/samples", H5T_NATIVE_INT16, {0, 2}, {});
    });
    CHECK(contains(run.err, "/signals/emg/samples"));
  }
}

namespace {

// One block of `seconds` at 1000 Hz, float32; NaN only when `value` is NaN, else a square wave.
void write_plain(const Hdf5Fixture& file, std::size_t seconds, std::size_t channels, double value) {
  ChannelColumns columns;
  for (auto* column : {&columns.name, &columns.leg, &columns.muscle, &columns.site, &columns.unit})
    column->resize(channels);
  columns.scale.assign(channels, 1.0);
  columns.offset.assign(channels, 0.0);
  write_calfemg(file, columns);
  file.remove("/signals/emg/samples");
  std::vector<double> samples(seconds * 1000 * channels);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = (i / channels) % 7 < 3 ? value : -value;
  file.dataset("/signals/emg/samples", H5T_NATIVE_FLOAT, {seconds * 1000, channels}, samples);
}

}  // namespace

TEST_CASE("a recording of NaN only is reported as holding no signal", "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path recording = folder.path() / "silent.h5";
  {
    const Hdf5Fixture file(recording);
    write_plain(file, 20, 2, std::nan(""));
  }
  const fs::path out = folder.path() / "out";
  const auto run = run_program({"analyze", recording.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(run.exit_code == 0);
  for (const auto& row : table(only_folder(out) / "events.tsv"))
    CHECK(row.at("trial_type") == "artifact");
}

TEST_CASE("a recording with one channel is analysed", "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path recording = folder.path() / "one.h5";
  {
    const Hdf5Fixture file(recording);
    write_plain(file, 20, 1, 3.0);
  }
  const fs::path out = folder.path() / "out";
  const auto run = run_program({"analyze", recording.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(run.exit_code == 0);
  CHECK(of_type(table(only_folder(out) / "events.tsv"), "cramp").empty());
}
