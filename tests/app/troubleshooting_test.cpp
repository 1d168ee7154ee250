// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "app/isolation.hpp"
#include "app/program.hpp"
#include "app/results.hpp"
#include "io/hdf5_fixture.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

// docs/troubleshooting.md and the program say the same: each message of the page is produced here.

using namespace calfemg::test;
namespace app = calfemg::app;
namespace fs = std::filesystem;

namespace {

const std::string kSamples = "/signals/emg/samples";

// Where a mistake is made. In messages, its paths are FILE, FOLDER and MAP.
struct Scene {
  TemporaryFolder folder;
  fs::path file = folder.path() / "night.h5";
  fs::path map = folder.path() / "map.toml";

  [[nodiscard]] std::string analyze(const std::vector<std::string>& more = {}) const {
    const std::string out = (folder.path() / "out").string();
    std::vector<std::string> words{"analyze", file.string(), "--out", out, "--quiet"};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words).err;
  }

  void write(const std::function<void(const Hdf5Fixture&)>& change,
             const ChannelColumns& columns = {}) const {
    const Hdf5Fixture fixture(file);
    write_calfemg(fixture, columns);
    change(fixture);
  }

  // Half a minute of noise; `make` turns a normal number into the stored one.
  void write_noise(const std::function<double(double)>& make) const {
    constexpr std::size_t kCount = 30'000;
    write([&make](const Hdf5Fixture& fixture) {
      std::mt19937 generator(5);
      std::normal_distribution<double> normal;
      std::vector<double> samples(2 * kCount);
      std::generate(samples.begin(), samples.end(), [&] { return make(normal(generator)); });
      fixture.remove(kSamples);
      fixture.dataset(kSamples, H5T_IEEE_F64LE, {kCount, 2}, samples);
    });
  }
};

void nothing(const Hdf5Fixture& /*fixture*/) {}

std::string missing_filter(const Scene& scene) {
  scene.write([](const Hdf5Fixture& fixture) {
    fixture.remove(kSamples);
    const std::array<hsize_t, 2> shape{100, 2};
    const hid_t space = H5Screate_simple(2, shape.data(), nullptr);
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_chunk(creation, 2, shape.data());
    H5Pset_filter(creation, 32015, H5Z_FLAG_OPTIONAL, 0, nullptr);
    H5Dclose(H5Dcreate2(
        fixture.id(), kSamples.c_str(), H5T_STD_I16LE, space, H5P_DEFAULT, creation, H5P_DEFAULT));
    H5Pclose(creation);
    H5Sclose(space);
  });
  return scene.analyze();
}

std::string not_closed(const Scene& scene) {
  const fs::path open = scene.folder.path() / "open.h5";
  const Hdf5Fixture fixture(open, true);
  write_calfemg(fixture);
  H5Fflush(fixture.id(), H5F_SCOPE_GLOBAL);
  fs::copy_file(open, scene.file);
  return scene.analyze();
}

std::string truncated(const Scene& scene) {
  scene.write(nothing);
  fs::resize_file(scene.file, fs::file_size(scene.file) / 2);
  return scene.analyze();
}

std::string crash(const Scene& scene) {
  { Hdf5Fixture(scene.file).numbers("/emg", {1.0, 2.0}); }
  std::ostringstream out;
  std::ostringstream err;
  app::Isolation isolation;
  (void)app::run_isolated(
      {out, err}, scene.file.string(), isolation, [](calfemg::pipeline::ReadingObserver& observer) {
        observer.begin_reading();
        return ::raise(SIGSEGV);
      });
  return err.str();
}

std::string outside_link(const Scene& scene) {
  scene.write([](const Hdf5Fixture& fixture) {
    fixture.remove(kSamples);
    H5Lcreate_external("other.h5", "/x", fixture.id(), kSamples.c_str(), H5P_DEFAULT, H5P_DEFAULT);
  });
  return scene.analyze();
}

std::string no_role(const Scene& scene) {
  ChannelColumns columns;
  columns.name = {"CH1", "CH2"};
  columns.leg = {"", ""};
  columns.muscle = {"", ""};
  scene.write(nothing, columns);
  return scene.analyze();
}

std::string same_role(const Scene& scene) {
  ChannelColumns columns;
  columns.muscle = {"soleus", "soleus"};
  scene.write(nothing, columns);
  return scene.analyze();
}

std::string no_unit(const Scene& scene) {
  ChannelColumns columns;
  columns.unit = {"", ""};
  scene.write(nothing, columns);
  return scene.analyze();
}

std::string no_rate(const Scene& scene) {
  scene.write([](const Hdf5Fixture& fixture) {
    H5Adelete_by_name(fixture.id(), "/signals/emg", "sampling_rate_hz", H5P_DEFAULT);
  });
  return scene.analyze();
}

std::string transposed(const Scene& scene) {
  scene.write([](const Hdf5Fixture& fixture) {
    fixture.remove(kSamples);
    fixture.dataset(kSamples, H5T_STD_I16LE, {2, 5000}, std::vector<double>(10'000, 1.0));
  });
  return scene.analyze();
}

std::string map_without_match(const Scene& scene) {
  scene.write(nothing);
  std::ofstream(scene.map) << "[[channel]]\nmatch = \"EMG 7\"\nleg = \"left\"\n"
                              "muscle = \"soleus\"\n";
  return scene.analyze({"--layout", scene.map.string()});
}

std::string other_results(const Scene& scene) {
  scene.write_noise([](double normal) { return 10.0 * normal; });
  (void)scene.analyze();
  fs::remove(scene.file);
  scene.write_noise([](double normal) { return 20.0 * normal; });
  return scene.analyze();
}

const std::map<std::string, std::function<std::string(const Scene&)>> kMistakes{
    {"The file is not there", [](const Scene& scene) { return scene.analyze(); }},
    {"A folder instead of a recording",
     [](const Scene& scene) {
       fs::create_directory(scene.file);
       return scene.analyze();
     }},
    {"The file is empty",
     [](const Scene& scene) {
       std::ofstream(scene.file).flush();
       return scene.analyze();
     }},
    {"The file is of another format",
     [](const Scene& scene) {
       std::ofstream(scene.file) << "time;GM;GL\n0;1;2\n";
       return scene.analyze();
     }},
    {"The copy was cut short", truncated},
    {"The recorder was interrupted", not_closed},
    {"The compression is not installed", missing_filter},
    {"The HDF5 library crashes", crash},
    {"The samples are in another file", outside_link},
    {"No layout fits",
     [](const Scene& scene) {
       Hdf5Fixture(scene.file).numbers("/emg", {1.0, 2.0});
       return scene.analyze();
     }},
    {"The unit is missing", no_unit},
    {"The sampling rate is missing", no_rate},
    {"No channel is known to be EMG", no_role},
    {"Two channels with one role", same_role},
    {"The matrix is transposed", transposed},
    {"The unit is wrong",
     [](const Scene& scene) {
       scene.write_noise([](double normal) { return 4e-3 * normal; });
       return scene.analyze();
     }},
    {"The signal is rectified",
     [](const Scene& scene) {
       scene.write_noise([](double normal) { return std::abs(40.0 * normal); });
       return scene.analyze();
     }},
    {"The map names a channel that is not there", map_without_match},
    {"An option is misspelt",
     [](const Scene& scene) {
       scene.write(nothing);
       return scene.analyze({"--set", "signal.highpas_hz=30"});
     }},
    {"The results of another recording are in the way", other_results},
};

// Every path of the scene by its name; the last of several lines.
std::string message_of(const std::string& title) {
  const Scene scene;
  std::string text = kMistakes.at(title)(scene);
  const auto replace = [&text](const std::string& what, const std::string& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
      text.replace(at, what.size(), by);
  };
  replace(scene.file.string(), "FILE");
  replace(scene.map.string(), "MAP");
  replace(scene.folder.path().string(), "FOLDER");
  return text;
}

// "## 3. The file is empty" and the block of text below it.
std::map<std::string, std::string> documented() {
  std::ifstream page(CALFEMG_SOURCE_DIR "/docs/troubleshooting.md");
  std::map<std::string, std::string> messages;
  std::string title;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) title = line.substr(line.find(". ") + 2);
    if (line == "```text" || line == "```") {
      inside = line == "```text";
      continue;
    }
    if (inside) messages[title] += line + "\n";
  }
  return messages;
}

// The pieces between "..." come in this order, the first at the begin and the last at the end.
bool fits(const std::string& text, const std::string& pattern) {
  std::size_t at = 0;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = pattern.find("...", begin);
    const std::string piece = pattern.substr(begin, end - begin);
    if (end == std::string::npos) return text.size() >= at + piece.size() && text.ends_with(piece);
    const std::size_t found = text.find(piece, at);
    if (found == std::string::npos || (begin == 0 && found != 0)) return false;
    at = found + piece.size();
    begin = end + 3;
  }
}

}  // namespace

TEST_CASE("every message of the troubleshooting page is what the program says", "[app][docs]") {
  const auto messages = documented();
  CHECK(messages.size() == 20);
  for (const auto& [title, mistake] : kMistakes) {
    CAPTURE(title);
    const auto found = messages.find(title);
    const std::string said = message_of(title);
    CAPTURE(said);
    REQUIRE(found != messages.end());
    CHECK(fits(said, found->second));
  }
  for (const auto& [title, message] : messages)
    CHECK(kMistakes.contains(title));
}

TEST_CASE("a pattern fits only what it says", "[app][docs]") {
  CHECK(fits("abc", "abc"));
  CHECK(fits("a12c", "a...c"));
  CHECK_FALSE(fits("xabc", "a...c"));
  CHECK_FALSE(fits("abcd", "a...c"));
  CHECK_FALSE(fits("ac", "a...b...c"));
}
