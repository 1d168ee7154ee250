// SPDX-License-Identifier: Apache-2.0
#include "io/role_names.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "io/hdf5_fixture.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

std::string label_of(const std::string& channel_name) {
  const auto found = io::role_from_name(channel_name);
  return found ? core::label(found->role) : "";
}

void write_named(const std::filesystem::path& path, const std::vector<std::string>& names) {
  const Hdf5Fixture file(path);
  file.group("/channels");
  file.integers("/", "sample_rate", {1000});
  for (const auto& name : names)
    file.dataset("/channels/" + name, H5T_IEEE_F32LE, {3}, {1, 2, 3});
}

io::LayoutMap microvolts() {
  io::LayoutMap map;
  map.unit = "uV";
  return map;
}

std::vector<std::string> roles_in(const std::filesystem::path& path, const io::LayoutMap& map) {
  std::vector<std::string> roles;
  const auto reader = io::open_recording(path, map);
  for (const auto& channel : reader->info().blocks.at(0).channels)
    roles.push_back(core::label(channel.role));
  return roles;
}

}  // namespace

TEST_CASE("a name that says leg and muscle gives the role", "[io][names]") {
  const std::vector<std::pair<std::string, std::string>> names{
      {"GM.L", "GM.L"},
      {"EMG.GM.L", "GM.L"},
      {"GM.R.upper", "GM.R.upper"},
      {"lgl_distal", "GL.L.lower"},
      {"RTA", "TA.R"},
      {"SOL-R", "SOL.R"},
      {"L GASTROC MED", "GM.L"},
      {"R Gastrocnemius lateralis", "GL.R"},
      {"Lat Gastroc Left", "GL.L"},
      {"RTibAnt", "TA.R"},
      {"TibialisAnteriorL", "TA.L"},
      {"M. gastrocnemius, caput mediale links", "GM.L"},
      {"M. soleus re", "SOL.R"},
      {"Gastrocnemius au\u00dfen rechts", "GL.R"},
      {"Jumeau interne gauche", "GM.L"},
      {"gastrocn\u00e9mien lat\u00e9ral droit", "GL.R"},
      {"gastrocn\u00e9mien externe droit", "GL.R"},
      {"jambier ant\u00e9rieur droit", "TA.R"},
      {"sol\u00e9aire gauche", "SOL.L"},
      {"gemelo interno izquierdo", "GM.L"},
      {"tibial anterior derecho", "TA.R"},
      {"gemello mediale sx", "GM.L"},
      {"tibiale anteriore destro", "TA.R"},
  };
  for (const auto& [name, expected] : names) {
    CAPTURE(name);
    CHECK(label_of(name) == expected);
  }
}

TEST_CASE("a name that leaves a doubt gives no role", "[io][names]") {
  const std::vector<std::string> names{"",
                                       "GM",
                                       "TA",
                                       "Gastroc L",
                                       "L Gastroc L",
                                       "GM L R",
                                       "GM1.L",
                                       "GM.L rect",
                                       "GML",
                                       "TAL",
                                       "Tib L",
                                       "L tibialis posterior",
                                       "Leg L",
                                       "EMG1",
                                       "Left leg",
                                       "GM GL L",
                                       "LAT-RAT",
                                       "L LAT",
                                       "GMed R",
                                       "gauche",
                                       "TA G",
                                       "GM.L.up.low",
                                       "GM L upper lower",
                                       "Gastroc M L",
                                       "RectusFem L",
                                       "E1",
                                       "PLM l",
                                       "SOL",
                                       "GM.L.force"};
  for (const auto& name : names) {
    CAPTURE(name);
    CHECK(label_of(name).empty());
  }
}

TEST_CASE("LAT and RAT are the tibialis anterior only when both are there", "[io][names]") {
  const TemporaryFolder folder;
  const auto path = folder / "psg.h5";
  SECTION("both") {
    write_named(path, {"EEG", "LAT", "RAT"});
    CHECK(roles_in(path, microvolts()) == std::vector<std::string>{"", "TA.L", "TA.R"});
  }
  SECTION("a lateral head beside a medial one") {
    write_named(path, {"LAT", "MED"});
    CHECK(roles_in(path, microvolts()) == std::vector<std::string>{"", ""});
  }
}

TEST_CASE("the map wins over the name, and the origin of a role is kept", "[io][names][map]") {
  const TemporaryFolder folder;
  const auto path = folder / "named.h5";
  write_named(path, {"GM.L", "TA.L"});
  auto map = microvolts();
  map.channels = {map_entry("GM.L")};  // gastrocnemius medialis, right
  const auto reader = io::open_recording(path, map);
  const auto& channels = reader->info().blocks.at(0).channels;
  CHECK(core::label(channels.at(0).role) == "GM.R");
  CHECK(channels.at(0).role_origin == "map");
  CHECK(core::label(channels.at(1).role) == "TA.L");
  CHECK(channels.at(1).role_origin == "name");
}

TEST_CASE("a map that says that a channel has no role wins over its name", "[io][names][map]") {
  const TemporaryFolder folder;
  const auto path = folder / "named.h5";
  write_named(path, {"GM.L", "TA.L"});
  auto map = microvolts();
  map.channels = {map_entry("GM.L", core::Muscle::none)};
  CHECK(roles_in(path, map) == std::vector<std::string>{"", "TA.L"});
}

TEST_CASE("two names of one role are refused", "[io][names][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "twice.h5";
  write_named(path, {"GM.L", "LGM"});
  const std::string text = refusal<core::FormatError>(path, microvolts());
  CAPTURE(text);
  CHECK(contains(text, "\"GM.L\" and \"LGM\" both as GM.L"));
}

TEST_CASE("a channel whose unit is no voltage gets no role from its name", "[io][names]") {
  io::FoundRecording recording;
  recording.blocks.resize(1);
  recording.blocks[0].channels.resize(2);
  auto& channels = recording.blocks[0].channels;
  channels[0].info.name = "TA.L";
  channels[0].info.unit = "N";
  channels[1].info.name = "TA.L";
  channels[1].info.unit = "mV";
  SECTION("where the layout has no place for roles") {
    io::apply_names(recording);
    CHECK_FALSE(channels[0].info.role.is_emg());
    CHECK(channels[1].info.role.is_emg());
  }
  SECTION("and none does where the file says that there is no role") {
    recording.states_roles = true;
    io::apply_names(recording);
    CHECK_FALSE(channels[1].info.role.is_emg());
  }
}

TEST_CASE("no name in the real recordings gives a role by mistake", "[io][names][real]") {
  const auto path = std::filesystem::path(CALFEMG_SOURCE_DIR) / "../shared/data/expected.json";
  if (!std::filesystem::exists(path)) {
    WARN("skipped: no " << path);
    return;
  }
  std::ifstream file(path);
  for (const auto& series : nlohmann::json::parse(file)) {
    const std::string stored_at = series["path"];
    const std::string name = stored_at.substr(stored_at.rfind('/') + 1);
    CAPTURE(name);
    CHECK(label_of(series.value("name", name)).empty());  // none of them says a leg
    CHECK(label_of(series.value("label", name)).empty());
  }
}
