// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "io/hdf5_fixture.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

// Layouts of which no public file exists, written here as their documentation and their readers
// describe them.
namespace {

void write_caisr(const Hdf5Fixture& file) {
  file.number("/", "sampling_rate", 200.0);
  file.text("/", "unit_voltage", "V");
  file.dataset("/signals/lat", H5T_IEEE_F32LE, {3, 1}, {1.0, 2.0, 4.0}, {2, 1});
  file.dataset("/signals/rat", H5T_IEEE_F32LE, {3, 1}, {0.5, 0.25, 0.125}, {2, 1});
  file.dataset("/signals/spo2", H5T_IEEE_F32LE, {3, 1}, {95, 96, 97}, {2, 1});
}

void write_dreem(const Hdf5Fixture& file) {
  file.number("/", "start_time", 1'774'735'805.25);
  for (const char* kind : {"/signals/emg", "/signals/eog"}) {
    file.group(kind);
    file.number(kind, "fs", 250.0);
    file.text(kind, "unit", "uV");
  }
  file.dataset("/signals/emg/EMG", H5T_IEEE_F32LE, {3}, {1, 2, 3});
  file.dataset("/signals/emg/LEG L TA", H5T_IEEE_F32LE, {3}, {4, 5, 6});
  file.dataset("/signals/eog/EOG1", H5T_IEEE_F32LE, {3}, {7, 8, 9});
  file.dataset("/hypnogram", H5T_STD_I32LE, {6}, {-1, 0, 1, 2, 3, 4});
}

std::string channel_xml(const std::string& name, const std::string& more) {
  return "<ChannelProperties><ChannelName>" + name + "</ChannelName>" +
         "<SampleRate>1200</SampleRate>" + more + "</ChannelProperties>";
}

void write_gtec(const Hdf5Fixture& file) {
  const std::string filters =
      "<HighpassFilter>5</HighpassFilter><LowpassFilter>500</LowpassFilter>";
  const std::string task =
      "<?xml version=\"1.0\"?><AcquisitionTaskDescription>"
      "<SamplingFrequency>1200</SamplingFrequency><ChannelProperties>" +
      channel_xml("L GASTROC MED", filters + "<IsTriggerChannel>false</IsTriggerChannel>") +
      channel_xml("A &amp; B", filters + "<IsTriggerChannel>true</IsTriggerChannel>") +
      "</ChannelProperties><RecordingDateBegin>2026-03-28T22:10:05.2512345Z</RecordingDateBegin>"
      "</AcquisitionTaskDescription>";
  file.dataset("/RawData/Samples", H5T_IEEE_F32LE, {3, 2}, {1, 10, 2, 20, 3, 30});
  file.texts("/RawData/AcquisitionTaskDescription", {task});
  file.texts("/RawData/SubjectDescription",
             {"<SubjectDescription><ID>S07</ID></SubjectDescription>"});
}

void write_hdphysio5(const Hdf5Fixture& file) {
  const std::string emg = "/S01/GM.L";
  file.dataset(emg, H5T_IEEE_F32LE, {4}, {1, 2, 3, 4});
  file.number(emg, "SR", 500.0);
  file.text(emg, "modality", "emg");
  file.text(emg, "units", "mv");
  file.dataset("/S01/gsr", H5T_IEEE_F32LE, {2}, {5, 6});
  file.number("/S01/gsr", "SR", 250.0);
  file.text("/S01/gsr", "units", "microsiemens");
  file.text("/", "participants", "S01");
  file.text("/", "markers", "cramp");
  file.integers("/", "cramp", {3, 1});
}

}  // namespace

TEST_CASE("CAISR signals take the unit of voltage of the root", "[io][caisr]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  { write_caisr(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, {});
  const auto& info = reader->info();
  CHECK(info.layout == "caisr");
  const auto& block = info.blocks.at(0);
  CHECK(block.rate.value() == 200.0);
  REQUIRE(block.channels.size() == 3);
  CHECK(core::label(block.channels[0].role) == "TA.L");
  CHECK(core::label(block.channels[1].role) == "TA.R");
  CHECK(block.channels[2].unit.empty());  // no voltage
  CHECK(read_all(*reader) ==
        std::vector<double>{1e6, 2e6, 4e6, 0.5e6, 0.25e6, 0.125e6, 95, 96, 97});
}

TEST_CASE("Dreem signals, hypnogram and start are read", "[io][dreem]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  { write_dreem(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, {});
  const auto& info = reader->info();
  CHECK(info.layout == "dreem");
  REQUIRE(info.blocks.size() == 1);
  CHECK(info.blocks[0].rate.value() == 250.0);
  CHECK(info.blocks[0].channels.at(1).stored_at == "/signals/emg/LEG L TA");
  CHECK(core::label(info.blocks[0].channels.at(1).role) == "TA.L");
  CHECK(read_all(*reader) == std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9});
  REQUIRE(info.hypnogram);
  using core::SleepStage;
  CHECK(info.hypnogram->stages == std::vector<SleepStage>{SleepStage::unscored,
                                                          SleepStage::wake,
                                                          SleepStage::n1,
                                                          SleepStage::n2,
                                                          SleepStage::n3,
                                                          SleepStage::rem});
  REQUIRE(info.start_time);
  CHECK(core::to_iso(*info.start_time) == "2026-03-28T22:10:05.250000+00:00");
}

TEST_CASE("g.Recorder samples are described by the XML beside them", "[io][gtec]") {
  const TemporaryFolder folder;
  const auto path = folder / "session.hdf5";
  { write_gtec(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, {});
  const auto& info = reader->info();
  CHECK(info.layout == "gtec");
  CHECK(info.subject_id == "S07");
  const auto& block = info.blocks.at(0);
  CHECK(block.rate.value() == 1200.0);
  REQUIRE(block.channels.size() == 2);
  CHECK(core::label(block.channels[0].role) == "GM.L");
  CHECK(block.channels[0].unit == "uV");
  CHECK(block.channels[0].unit_origin == "g.Recorder convention (uV)");
  CHECK(block.channels[0].highpass_hz == 5.0);
  CHECK(block.channels[0].lowpass_hz == 500.0);
  CHECK(block.channels[1].name == "A & B");
  CHECK(block.channels[1].unit.empty());  // a trigger line
  CHECK(read_all(*reader) == std::vector<double>{1, 2, 3, 10, 20, 30});
  REQUIRE(info.start_time);
  CHECK(core::to_iso(*info.start_time) == "2026-03-28T22:10:05.251234+00:00");
}

TEST_CASE("HDPhysio5 data sets are read with their rates, units and markers", "[io][hdphysio5]") {
  const TemporaryFolder folder;
  const auto path = folder / "session.hdf5";
  { write_hdphysio5(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, {});
  const auto& info = reader->info();
  CHECK(info.layout == "hdphysio5");
  CHECK(info.subject_id == "S01");
  REQUIRE(info.blocks.size() == 2);
  CHECK(info.blocks[0].rate.value() == 500.0);
  CHECK(core::label(info.blocks[0].channels.at(0).role) == "GM.L");
  CHECK(read_all(*reader, 0) == std::vector<double>{1e3, 2e3, 3e3, 4e3});
  CHECK(info.blocks[1].channels.at(0).unit == "microsiemens");
  CHECK(read_all(*reader, 1) == std::vector<double>{5, 6});
  REQUIRE(info.annotations.size() == 2);
  CHECK(info.annotations[0].onset_s == 1.0);
  CHECK(info.annotations[1].label == "cramp");
}

TEST_CASE("what these layouts leave open is refused", "[io][caisr][dreem][gtec][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "session.h5";
  std::string expected;
  {
    const Hdf5Fixture file(path);
    SECTION("CAISR in another unit") {
      write_caisr(file);
      file.text("/", "unit_voltage", "arbitrary");
      // A channel of an unknown unit gets no role from its name.
      expected = "at least one channel with an EMG role";
    }
    SECTION("CAISR without a rate") {
      write_caisr(file);
      file.number("/", "sampling_rate", 0.0);
      expected = "sampling_rate: expected a sampling rate above 0 Hz, found 0";
    }
    SECTION("a stage that Dreem does not have") {
      write_dreem(file);
      file.remove("/hypnogram");
      file.dataset("/hypnogram", H5T_STD_I32LE, {1}, {7});
      expected = "/hypnogram: expected stages -1 to 4, found 7";
    }
    SECTION("more columns than g.Recorder describes") {
      write_gtec(file);
      file.remove("/RawData/Samples");
      file.dataset("/RawData/Samples", H5T_IEEE_F32LE, {2, 3}, {1, 2, 3, 4, 5, 6});
      expected = "/RawData/Samples: expected samples of 2 channels, as (time, channel), found 3";
    }
    SECTION("g.Recorder without a rate") {
      write_gtec(file);
      file.remove("/RawData/AcquisitionTaskDescription");
      file.texts("/RawData/AcquisitionTaskDescription", {"<ChannelName>GM.L</ChannelName>"});
      expected = "expected a SamplingFrequency above 0 Hz, found none";
    }
    SECTION("two HDPhysio5 participants") {
      write_hdphysio5(file);
      H5Adelete(file.id(), "participants");
      file.text_list("/", "participants", {"S01", "S02"});
      expected = "participants: expected one participant";
    }
  }
  const std::string text = refusal<core::FormatError>(path);
  CAPTURE(text);
  CHECK(contains(text, expected));
}
