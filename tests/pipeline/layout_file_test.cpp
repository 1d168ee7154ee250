// SPDX-License-Identifier: Apache-2.0
#include "pipeline/layout_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "io/recording_reader.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using test::TemporaryFolder;

namespace {

// What is wrong with a map, with "map.toml" in place of its path.
std::string problem_of(const std::string& text) {
  const TemporaryFolder folder;
  const std::string path = folder.write("map.toml", text).string();
  try {
    (void)pipeline::read_layout_file(path);
  } catch (const core::ConfigError& error) {
    std::string problem = error.what();
    for (auto at = problem.find(path); at != std::string::npos; at = problem.find(path))
      problem.replace(at, path.size(), "map.toml");
    return problem;
  }
  return "no problem";
}

std::string argument_problem(const std::string& argument) {
  try {
    (void)pipeline::layout_from_argument(argument);
  } catch (const core::ConfigError& error) {
    return error.what();
  }
  return "no problem";
}

}  // namespace

TEST_CASE("a map says everything about a file that says nothing", "[pipeline][layout]") {
  const TemporaryFolder folder;
  const auto path =
      folder.write("map.toml",
                   "layout = \"channels\"\n"
                   "subject_id = \"S1\"\nsession_id = \"N1\"\n"
                   "start_time = \"2026-03-28T23:10:05+01:00\"\n"
                   "unit = \"mV\"\nsampling_rate_hz = 1000\n"
                   "[[channel]]\n"
                   "match = \"LAT\"\nleg = \"left\"\nmuscle = \"tibialis_anterior\"\n"
                   "unit = \"V\"\nscale = 2\noffset = -1.5\nrename = \"TA.L\"\n"
                   "mvc_uv = 200\nhighpass_hz = 10\nlowpass_hz = 100\n"
                   "[[channel]]\n"
                   "match = \"/a/b\"\nleg = \"R\"\nmuscle = \"GM\"\nsite = \"upper\"\n"
                   "[[channel]]\nmatch = \"ECG\"\nmuscle = \"\"\n"
                   "[[channel]]\nmatch = \"plain\"\n");
  const io::LayoutMap map = pipeline::read_layout_file(path);
  CHECK(map.path == path.string());
  CHECK(map.layout == "channels");
  CHECK(map.subject_id == "S1");
  CHECK(map.session_id == "N1");
  CHECK(map.start_time == "2026-03-28T23:10:05+01:00");
  CHECK(map.unit == "mV");
  CHECK(map.sampling_rate_hz == 1000.0);
  REQUIRE(map.channels.size() == 4);

  const io::ChannelMap& first = map.channels[0];
  CHECK(first.match == "LAT");
  CHECK(first.role == core::Role{core::Leg::left, core::Muscle::tibialis_anterior, {}});
  CHECK(first.unit == "V");
  CHECK(first.scale == 2.0);
  CHECK(first.offset == -1.5);
  CHECK(first.rename == "TA.L");
  CHECK(first.mvc_uv == 200.0);
  CHECK(first.highpass_hz == 10.0);
  CHECK(first.lowpass_hz == 100.0);

  CHECK(map.channels[1].role ==
        core::Role{core::Leg::right, core::Muscle::gastrocnemius_medialis, core::Site::upper});
  REQUIRE(map.channels[2].role);
  CHECK(!map.channels[2].role->is_emg());

  const io::ChannelMap& last = map.channels[3];
  CHECK(!last.role);
  CHECK(!last.unit);
  CHECK(!last.scale);
  CHECK(!last.offset);
  CHECK(!last.rename);
  CHECK(!last.mvc_uv);
  CHECK(!last.highpass_hz);
  CHECK(!last.lowpass_hz);
}

TEST_CASE("an empty map leaves everything to the file", "[pipeline][layout]") {
  const TemporaryFolder folder;
  const io::LayoutMap map = pipeline::read_layout_file(folder.write("map.toml", "# nothing\n"));
  CHECK(!map.layout);
  CHECK(!map.unit);
  CHECK(!map.sampling_rate_hz);
  CHECK(map.channels.empty());
}

TEST_CASE("a wrong key of a map is refused with file, line and the nearest key",
          "[pipeline][layout]") {
  CHECK(problem_of("subject = \"x\"\nsubjectid = \"x\"\n") ==
        "map.toml:1: subject: unknown key.\n"
        "map.toml:2: subjectid: unknown key; did you mean subject_id?");
  CHECK(problem_of("[[channel]]\nmatch = \"a\"\nmusle = \"GM\"\n") ==
        "map.toml:3: musle: unknown key of a channel; did you mean muscle?");
  CHECK(problem_of("[channel]\nmatch = \"a\"\n") ==
        "map.toml:1: channel: expected [[channel]] with two brackets, found a table.");
  CHECK(problem_of("channel = [1]\n") ==
        "map.toml:1: channel: expected a [[channel]] table, found a whole number.");
  CHECK(problem_of("unit = = 1\n").starts_with("map.toml:1: is no valid TOML: "));
}

TEST_CASE("a wrong word of a map is refused with the words that may stand", "[pipeline][layout]") {
  const std::string start = "[[channel]]\nmatch = \"a\"\n";
  CHECK(problem_of(start + "leg = \"lefft\"\nmuscle = \"GM\"\n") ==
        "map.toml:3: leg: expected one of left, right, L, R, found \"lefft\"; did you mean left?");
  CHECK(problem_of(start + "leg = \"left\"\nmuscle = \"gastrocnemius\"\n")
            .starts_with("map.toml:4: muscle: expected one of gastrocnemius_medialis, "));
  CHECK(problem_of(start + "leg = \"left\"\nmuscle = \"GM\"\nsite = \"uper\"\n") ==
        "map.toml:5: site: expected one of upper, lower or \"\", found \"uper\"; did you mean "
        "upper?");
  CHECK(problem_of("unit = \"microvolts\"\n") ==
        "map.toml:1: unit: expected one of uV, mV, V, found \"microvolts\".");
  CHECK(
      problem_of("start_time = \"yesterday\"\n").starts_with("map.toml:1: start_time: expected "));
  CHECK(problem_of("layout = \"opensignal\"\n")
            .ends_with("found \"opensignal\"; did you mean opensignals?"));
}

TEST_CASE("a map says where one matrix is and which way it lies", "[pipeline][layout]") {
  const TemporaryFolder folder;
  const auto read = [&](const std::string& text) {
    return pipeline::read_layout_file(folder.write("map.toml", text));
  };
  const auto matlab = read("samples = \"/emg\"\norientation = \"channel_first\"\n");
  CHECK(matlab.samples == std::vector<std::string>{"/emg"});
  CHECK(matlab.orientation == io::Orientation::channel_first);
  CHECK(read("orientation = \"time_first\"\n").orientation == io::Orientation::time_first);
  CHECK_FALSE(read("").orientation);
  CHECK(problem_of("orientation = \"rows\"\n")
            .starts_with("map.toml:1: orientation: expected one of"));
}

TEST_CASE("a wrong number of a map is refused", "[pipeline][layout]") {
  CHECK(problem_of("sampling_rate_hz = 0\n") ==
        "map.toml:1: sampling_rate_hz: expected a finite number above 0, found 0.");
  CHECK(problem_of("sampling_rate_hz = \"1000\"\n") ==
        "map.toml:1: sampling_rate_hz: expected a number, found a text.");
  CHECK(problem_of("[[channel]]\nmatch = \"a\"\nscale = 0.0\noffset = inf\n") ==
        "map.toml:3: scale: expected a finite number other than 0, found 0.\n"
        "map.toml:4: offset: expected a finite number, found inf.");
  CHECK(problem_of("[[channel]]\nmatch = \"a\"\nhighpass_hz = 100\nlowpass_hz = 10\n") ==
        "map.toml:1: lowpass_hz: is not above highpass_hz.");
}

TEST_CASE("a role needs leg and muscle, a channel its match", "[pipeline][layout]") {
  CHECK(problem_of("[[channel]]\nmatch = \"a\"\nleg = \"left\"\n") ==
        "map.toml:1: muscle: missing: a role needs leg and muscle.");
  CHECK(problem_of("[[channel]]\nmatch = \"a\"\nmuscle = \"GM\"\n") ==
        "map.toml:1: leg: missing: a role needs leg and muscle.");
  CHECK(problem_of("[[channel]]\nleg = \"left\"\nmuscle = \"GM\"\n")
            .starts_with("map.toml:1: match: missing: "));
  CHECK(problem_of("[[channel]]\nmatch = \"a\"\n\n[[channel]]\nmatch = \"a\"\n") ==
        "map.toml:4: match: \"a\" is already matched in line 1.");
}

TEST_CASE("the argument of --layout is the name of a layout or a map", "[pipeline][layout]") {
  for (const auto& name : io::layout_names()) {
    const io::LayoutMap map = pipeline::layout_from_argument(name);
    CHECK(map.layout == name);
    CHECK(map.path.empty());
  }
  const TemporaryFolder folder;
  const auto path = folder.write("map.toml", "unit = \"uV\"\n");
  CHECK(pipeline::layout_from_argument(path.string()).unit == "uV");
  CHECK(argument_problem("calfemgg").ends_with("nor a file; did you mean calfemg?"));
  CHECK(argument_problem("none.toml").starts_with("--layout: \"none.toml\" is neither a layout ("));
  CHECK(argument_problem(folder.path().string()) ==
        folder.path().string() + ": is a folder, expected a TOML file.");
}

TEST_CASE("a map says where a file keeps what", "[pipeline][layout]") {
  const TemporaryFolder folder;
  const auto map = pipeline::read_layout_file(
      folder.write("map.toml",
                   "samples = [\"/a\", \"/b\"]\nnames = [\"GM.L\", \"GM.R\"]\n"
                   "names_from = \"/labels\"\nunit_from = \"/a@unit\"\n"
                   "sampling_rate_from = \"/fs\"\nstart_time_from = \"/start\"\n"
                   "scale = 0.5\noffset = -1\nfill = -32768\n"
                   "derive = [\"TA.L = C3-M2 - A 1\", \"X - Y\"]\n"
                   "[hypnogram]\nstages = \"/h\"\nepoch_s = 20\nstart_s = 1.5\n"
                   "codes = { \"0\" = \"W\", \"REM\" = \"REM\" }\n"
                   "[annotations]\nonset = \"/e[on]\"\nlabel = \"/e[what]\"\n"
                   "[[file]]\nmatch = \"S1*\"\nunit = \"V\"\n"
                   "[[file.channel]]\nmatch = \"c\"\nfill = 7\n"));
  CHECK(map.samples == std::vector<std::string>{"/a", "/b"});
  CHECK(map.names == std::vector<std::string>{"GM.L", "GM.R"});
  CHECK(map.names_from == "/labels");
  CHECK(map.unit_from == "/a@unit");
  CHECK(map.sampling_rate_from == "/fs");
  CHECK(map.start_time_from == "/start");
  CHECK(map.scale == 0.5);
  CHECK(map.offset == -1.0);
  CHECK(map.fill == -32768.0);
  REQUIRE(map.derivations.size() == 2);
  CHECK(map.derivations[0].name == "TA.L");
  CHECK(map.derivations[0].minuend == "C3-M2");
  CHECK(map.derivations[0].subtrahend == "A 1");
  CHECK(map.derivations[1].name == "X - Y");
  REQUIRE(map.hypnogram);
  CHECK(map.hypnogram->epoch_s == 20.0);
  CHECK(map.hypnogram->start_s == 1.5);
  CHECK(map.hypnogram->codes.at("REM") == core::SleepStage::rem);
  REQUIRE(map.annotations);
  CHECK(map.annotations->onset == "/e[on]");
  CHECK(map.annotations->duration.empty());
  REQUIRE(map.files.size() == 1);
  CHECK(map.files[0].match == "S1*");
  CHECK(map.files[0].map.unit == "V");
  CHECK(map.files[0].map.channels.at(0).fill == 7.0);
}

TEST_CASE("wrong places of a map are refused", "[pipeline][layout]") {
  CHECK(problem_of("derive = \"A-B\"\n") ==
        "map.toml:1: derive: expected a text like \"GM.R = EMG1 - EMG2\", found \"A-B\".");
  CHECK(problem_of("samples = [1]\n") ==
        "map.toml:1: samples: expected a list of texts, found other things in it.");
  CHECK(problem_of("hypnogram = \"/h\"\n") ==
        "map.toml:1: hypnogram: expected a table [hypnogram], found a text.");
  CHECK(problem_of("[hypnogram]\nstages = \"/h\"\n") ==
        "map.toml:1: hypnogram: needs stages (a path) and codes (a table).");
  CHECK(problem_of("[hypnogram]\nstages = \"/h\"\nepoch = 3\ncodes = { \"0\" = \"N4\" }\n")
            .starts_with("map.toml:3: epoch: unknown key of a hypnogram"));
  CHECK(problem_of("[annotations]\nonset = \"/e\"\n") ==
        "map.toml:1: annotations: needs onset and label (paths).");
  CHECK(problem_of("[[file]]\nunit = \"V\"\n") ==
        "map.toml:1: match: missing: expected a pattern like \"S01_*.h5\".");
  CHECK(problem_of("[[file]]\nmatch = \"*\"\nsubject = \"x\"\n") ==
        "map.toml:3: subject: unknown key.");
}

TEST_CASE("the nearest map above a recording is found, up to a folder", "[pipeline][layout]") {
  const TemporaryFolder folder;
  const auto deep = folder.path() / "lab" / "night";
  std::filesystem::create_directories(deep);
  const auto unit_of = [&](const std::filesystem::path& root) {
    return pipeline::layout_for_recording({}, deep / "a.h5", root).unit;
  };
  CHECK_FALSE(unit_of(folder.path()));
  const auto top = folder.write("calfemg-layout.toml", "unit = \"V\"\n");
  CHECK(unit_of(folder.path()) == "V");
  CHECK(unit_of(folder.path() / "") == "V");
  CHECK_FALSE(unit_of(folder.path() / "lab"));        // above the root
  CHECK_FALSE(unit_of(folder.path() / "elsewhere"));  // not below the root: only beside it
  const auto beside = folder.write("lab/night/calfemg-layout.toml", "unit = \"mV\"\n");
  CHECK(unit_of(folder.path()) == "mV");
  CHECK(unit_of(folder.path() / "elsewhere") == "mV");
  const auto found = pipeline::layout_for_recording({}, deep / "a.h5", folder.path());
  CHECK(found.path == beside.string());
  CHECK(found.notes == std::vector<std::string>{"read with the map calfemg-layout.toml"});
  std::filesystem::remove(beside);
  const auto above = pipeline::layout_for_recording({}, deep / "a.h5", folder.path());
  CHECK(above.notes == std::vector<std::string>{"read with the map ../../calfemg-layout.toml"});
  // what is named goes first
  CHECK(pipeline::layout_for_recording(top.string(), deep / "a.h5", folder.path()).unit == "V");
}
