// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include "app/program.hpp"
#include "app/results.hpp"
#include "core/text.hpp"
#include "io/edf_bytes.hpp"
#include "io/recording_reader.hpp"
#include "io/recording_writer.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

constexpr double kStepUv = 0.1;

// Planted in the header: none of these may appear in any result.
const std::vector<std::string> kIdentifiers{"Mustermann", "MAY-1951", "KH-4711", "Dr_Quincy"};

EdfTestSignal signal_from(io::RecordingReader& reader, std::size_t channel) {
  const auto& block = reader.info().blocks.front();
  EdfTestSignal signal;
  signal.label = block.channels[channel].name;
  signal.samples = 1000;
  signal.physical_minimum = "-3276.8";
  signal.physical_maximum = "3276.7";
  signal.prefilter = "LP:450Hz";
  std::vector<double> uv(block.sample_count);
  const std::vector<std::size_t> wanted{channel};
  reader.read_uv(0, 0, uv.size(), wanted, uv);
  for (const double value : uv) {
    // Samples in the gap are not written at all.
    if (!std::isnan(value))
      signal.values.push_back(
          static_cast<std::int32_t>(std::clamp(std::round(value / kStepUv), -32768.0, 32767.0)));
  }
  return signal;
}

std::vector<std::string> annotation_records(const core::RecordingInfo& info) {
  const core::Interval gap = info.blocks.front().gaps.at(0);
  std::vector<std::string> records;
  for (int second = 0; second < static_cast<int>(info.duration().value()); ++second) {
    if (second < gap.start_s || second >= gap.end_s())
      records.push_back(time_keeping("+" + std::to_string(second)));
  }
  const auto& stages = info.hypnogram->stages;
  for (std::size_t i = 0; i < stages.size(); ++i)
    records.at(i) += annotation(
        "+" + std::to_string(30 * i), "30", "Sleep stage " + std::string(core::name(stages[i])));
  for (const auto& note : info.annotations)
    records.front() += annotation(
        "+" + core::number_text(note.onset_s), core::number_text(note.duration_s), note.label);
  return records;
}

// The sample recording as EDF+D, its gap left out.
fs::path sample_as_edf(const TemporaryFolder& folder) {
  const auto reader = io::open_recording(kSample, {});
  EdfTestFile file;
  file.kind = "EDF+D";
  file.patient = "KH-4711 F 02-MAY-1951 Mustermann_Erika";
  file.recording = "Startdate 14-FEB-2026 KH-4711 Dr_Quincy recorder";
  file.date = "14.02.26";
  file.time = "23.40.00";
  for (std::size_t c = 0; c < reader->info().blocks.front().channels.size(); ++c)
    file.signals.push_back(signal_from(*reader, c));
  file.signals.push_back(annotation_signal(annotation_records(reader->info()), 200));
  file.record_count = file.signals.back().annotations.size();
  file.records = std::to_string(file.record_count);
  write_bytes(folder.path() / "night.edf", file.bytes());
  return folder.path() / "night.edf";
}

fs::path analyzed(const fs::path& recording, const fs::path& out) {
  const auto run = run_program({"analyze", recording.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  return only_folder(out);
}

void check_no_identifier(const fs::path& root) {
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".edf") continue;
    CAPTURE(entry.path().string());
    const std::string text = contents(entry.path());
    for (const auto& identifier : kIdentifiers)
      CHECK_FALSE(contains(text, identifier));
  }
}

}  // namespace

TEST_CASE("a night as EDF+D gives the events of the same night as HDF5", "[app][edf][slow]") {
  const TemporaryFolder folder;
  const fs::path edf = sample_as_edf(folder);
  const fs::path from_edf = analyzed(edf, folder.path() / "edf");
  const auto found = of_type(table(from_edf / "events.tsv"), "cramp");
  const auto expected =
      of_type(table(analyzed(kSample, folder.path() / "hdf5") / "events.tsv"), "cramp");
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i].at("muscle") == expected[i].at("muscle"));
    CHECK(found[i].at("stage") == expected[i].at("stage"));
    CHECK_THAT(std::stod(found[i].at("onset")),
               WithinAbs(std::stod(expected[i].at("onset")), 0.25));
  }

  const fs::path imported = folder.path() / "night.h5";
  const auto run = run_program({"import", edf.string(), "--out", imported.string()});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  CHECK(run.err.empty());
  CHECK(run.out == imported.string() + "\tblocks=1\tannotations=4\tepochs=41\trecording=0:20:30\n");
  const fs::path from_import = analyzed(imported, folder.path() / "imported");
  for (const auto* name : {"events.tsv", "features.tsv.gz"})
    CHECK(contents(from_import / name) == contents(from_edf / name));
  check_no_identifier(folder.path());
}

TEST_CASE("import writes over nothing that is there", "[app][import]") {
  const TemporaryFolder folder;
  write_bytes(folder.path() / "night.edf", counting_file(2).bytes());
  const std::string in = (folder.path() / "night.edf").string();
  const std::string out = folder.write("night.h5", "precious").string();
  const auto refused = run_program({"import", in, "--out", out});
  CHECK(is_refusal(refused, 2));
  CHECK(contains(refused.err, "exists; give --force"));
  CHECK(contents(out) == "precious");
  CHECK(run_program({"import", in, "--out", out, "--force"}).exit_code == 0);
  CHECK(run_program({"inspect", out}).exit_code == 0);
  const auto same = run_program({"import", in, "--out", in, "--force"});
  CHECK(is_refusal(same, 2));
  CHECK(contains(same.err, "is the recording that is read"));
}

TEST_CASE("an import whose child is ended leaves nothing", "[app][import][isolation][slow]") {
  const TemporaryFolder folder;
  write_bytes(folder.path() / "night.edf", counting_file(2).bytes());
  const fs::path out = folder.path() / "night.h5";
  // What a child that is ended in the middle of its work leaves.
  write_bytes(io::unfinished_file(out), "half a recording");
  const auto huge = folder.write("huge.xml", xml_that_fills_memory());
  const auto run = run_program({"import",
                                (folder.path() / "night.edf").string(),
                                "--out",
                                out.string(),
                                "--hypnogram",
                                huge.string(),
                                "--memory-limit",
                                "64"});
  CAPTURE(run.err);
  CHECK(is_refusal(run, 3));
  CHECK(contains(run.err, "night.edf: took more than 64 MB of memory and was ended"));
  CHECK_FALSE(fs::exists(out));
  CHECK_FALSE(fs::exists(io::unfinished_file(out)));
}

TEST_CASE("import that fails leaves nothing and says why", "[app][import]") {
  const TemporaryFolder folder;
  const std::string out = (folder.path() / "night.h5").string();
  CHECK(is_refusal(run_program({"import", (folder.path() / "no.edf").string(), "--out", out}), 3));
  const auto text = folder.write("text.edf", "0       and then something else");
  CHECK(is_refusal(run_program({"import", text.string(), "--out", out}), 3));
  CHECK(is_refusal(run_program({"import", text.string()}), 2));
  write_bytes(folder.path() / "night.edf", counting_file(2).bytes());
  const std::string in = (folder.path() / "night.edf").string();
  CHECK(is_refusal(run_program({"import", in, "--out", folder.path().string()}), 2));
  CHECK(is_refusal(run_program({"import", in, "--out", "/no/such/folder/night.h5"}), 1));
  CHECK_FALSE(fs::exists(out));
}
