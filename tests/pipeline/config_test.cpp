// SPDX-License-Identifier: Apache-2.0
#include "pipeline/config.hpp"

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "core/error.hpp"
#include "pipeline/option_table.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using pipeline::Config;
using pipeline::ConfigSources;
using test::TemporaryFolder;

namespace {

ConfigSources with(const std::vector<std::string>& assignments) {
  ConfigSources sources;
  sources.assignments = assignments;
  return sources;
}

std::string problem_of(const ConfigSources& sources) {
  try {
    (void)pipeline::load_config(sources);
  } catch (const core::ConfigError& error) {
    return error.what();
  }
  return "no problem";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Another value than the default that is in range.
std::string other_value(const pipeline::Option& option) {
  const auto value = option.get({});
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "false" : "true";
  if (std::holds_alternative<double>(value)) {
    const double now = std::get<double>(value);
    return pipeline::toml_text(
        (now + (now < option.text.high ? option.text.high : option.text.low)) / 2.0);
  }
  if (const auto* whole = std::get_if<long long>(&value)) return std::to_string(*whole + 1);
  for (const auto& word : pipeline::allowed_words(option)) {
    if (word != pipeline::plain_text(value)) return word;
  }
  return "another";
}

std::string line_of(const std::string& text, const std::string& start) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(start)) return line;
  }
  return {};
}

}  // namespace

TEST_CASE("later sources win: defaults, file, environment, --set", "[pipeline][config]") {
  const TemporaryFolder folder;
  ConfigSources sources;
  sources.pipeline_file = folder.write("p.toml",
                                       "name = \"Test\"\n\n[signal]\nhighpass_hz = 25\n"
                                       "lowpass_hz = 400.5\norder = 2\n");
  sources.environment = {{"CALFEMG_SIGNAL_LOWPASS_HZ", "300"}, {"CALFEMG_SIGNAL_ORDER", "3"}};
  sources.assignments = {"signal.order=1", " signal.order = 6 "};
  const Config config = pipeline::load_config(sources);
  CHECK(config.options.signal.highpass_hz == 25.0);
  CHECK(config.options.signal.lowpass_hz == 300.0);
  CHECK(config.options.signal.order == 6);
  CHECK(config.options.signal.notch_q == signal::SignalOptions{}.notch_q);
  CHECK(config.name == "Test");
  CHECK(config.origins.at("signal.highpass_hz") == sources.pipeline_file->string() + ":4");
  CHECK(config.origins.at("signal.lowpass_hz") == "environment CALFEMG_SIGNAL_LOWPASS_HZ");
  CHECK(config.origins.at("signal.order") == "--set");
  CHECK(!config.origins.contains("signal.notch_q"));

  const auto settings = pipeline::settings(config);
  REQUIRE(settings.size() == pipeline::option_table().size());
  CHECK(settings[0].key == "signal.highpass_hz");
  CHECK(settings[0].value == "25");
  CHECK(settings[0].default_value == "20");
  CHECK(settings[0].unit == "Hz");
  CHECK(settings.back().origin == "default");
}

TEST_CASE("each option can be set from a file, the environment and an assignment",
          "[pipeline][config]") {
  const TemporaryFolder folder;
  std::size_t checked = 0;
  for (const auto& row : pipeline::option_table()) {
    // Rules of order are another test; here one value moves far from its default.
    const std::string key(row.text.key);
    if (key == "cramp.model_file") continue;  // must exist: model_file_test.cpp
    const std::string value = other_value(row);
    CAPTURE(key, value);
    const auto line = [&](const ConfigSources& sources) {
      std::string problem = problem_of(sources);
      if (problem != "no problem") return problem;
      return line_of(pipeline::effective_toml(pipeline::load_config(sources)), key + " = ");
    };
    ConfigSources from_environment;
    from_environment.environment = {{pipeline::environment_name(key), value}};
    const std::string expected = line(with({std::string(key).append("=").append(value)}));
    ConfigSources from_file;
    const bool quoted = expected.find('"') != std::string::npos;
    const bool list = expected.find('[') != std::string::npos;
    std::string text = value;
    if (quoted) text.insert(0, 1, '"').push_back('"');
    if (list) text.insert(0, 1, '[').push_back(']');
    from_file.pipeline_file = folder.write(
        "p.toml",
        std::string(key).append(" = ").append(text).append("\n"));  // dotted keys are TOML, too
    const bool by_rule = contains(expected, " is not above ") || contains(expected, " is below ");
    if (!by_rule) {
      ++checked;
      CHECK(expected != line({}));
      CHECK(line(from_environment) == expected);
      CHECK(line(from_file) == expected);
    }
  }
  // Only a file that must exist and the options of a rule of order may have been passed over.
  CHECK(checked + 2 * pipeline::order_rules().size() >= pipeline::option_table().size());
}

TEST_CASE("the effective configuration reads back as itself", "[pipeline][config]") {
  const TemporaryFolder folder;
  const Config config = pipeline::load_config(with({"signal.highpass_hz=33.3",
                                                    "features.only=rms_uv, mdf_hz",
                                                    "cramp.marker_labels=\"a\\b\"\n\x7F"}));
  ConfigSources sources;
  sources.pipeline_file = folder.write("p.toml", pipeline::effective_toml(config));
  const Config again = pipeline::load_config(sources);
  CHECK(pipeline::effective_toml(again) == pipeline::effective_toml(config));
  CHECK(again.options.features.only == std::vector<std::string>{"rms_uv", "mdf_hz"});
}

TEST_CASE("an unknown key is refused with its place and the nearest key", "[pipeline][config]") {
  const TemporaryFolder folder;
  ConfigSources sources;
  const auto check = [&](const std::string& text, const std::string& expected) {
    sources.pipeline_file = folder.write("p.toml", text);
    const std::string place = "(" + sources.pipeline_file->string() + ":";
    std::string wanted = expected;
    wanted.replace(wanted.find('('), 1, place);
    CHECK(problem_of(sources) == wanted);
  };
  check("[signal]\n\nhighpas_hz = 25\n",
        "signal.highpas_hz: unknown option (3); did you mean signal.highpass_hz?");
  check("[signal]\nhop_s = 1\n", "signal.hop_s: unknown option (2); did you mean features.hop_s?");
  check("[singal]\norder = 2\n", "singal: unknown section (1); did you mean signal?");
  check("title = \"x\"\n", "title: unknown key (1).");
  check("hop_s = 1\n", "hop_s: unknown key (1); did you mean features.hop_s?");
  check("signal = 20\n", "signal: expected a section [signal], found a whole number (1).");
  check("name = 3\n", "name: expected a text, found a whole number (1).");
  CHECK(problem_of(with({"signal.highpas_hz=3"})) ==
        "signal.highpas_hz: unknown option (--set); did you mean signal.highpass_hz?");
  CHECK(problem_of(with({"signal.highpass_hz"})) ==
        "signal.highpass_hz: expected key=value, found \"signal.highpass_hz\" (--set).");
}

TEST_CASE("a variable of a section that names no option is refused, others are left alone",
          "[pipeline][config]") {
  ConfigSources sources;
  sources.environment = {{"CALFEMG_LOG", "debug"}, {"CALFEMG_SIGNAL", "x"}, {"HOME", "/root"}};
  CHECK(problem_of(sources) == "no problem");
  sources.environment = {{"CALFEMG_LEG_MOVEMENT_ENABLE", "false"}};
  CHECK(problem_of(sources) ==
        "CALFEMG_LEG_MOVEMENT_ENABLE: unknown option (environment); did you mean "
        "CALFEMG_LEG_MOVEMENT_ENABLED?");
  sources.environment = {{"CALFEMG_LEG_MOVEMENT_ENABLED", "false"}};
  CHECK(!pipeline::load_config(sources).options.detect.leg_movement.enabled);
}

TEST_CASE("a value of another type or out of range is refused with what is expected",
          "[pipeline][config]") {
  const TemporaryFolder folder;
  ConfigSources sources;
  const auto in_file = [&](const std::string& text) {
    sources.pipeline_file = folder.write("p.toml", text);
    std::string problem = problem_of(sources);
    const auto place = problem.find(folder.path().string());
    if (place != std::string::npos) problem.replace(place, folder.path().string().size() + 1, "");
    return problem;
  };
  CHECK(in_file("signal.highpass_hz = \"20\"") ==
        "signal.highpass_hz: expected a number, 1 to 1000 Hz, found the text \"20\" (p.toml:1).");
  CHECK(in_file("signal.highpass_hz = nan") ==
        "signal.highpass_hz: expected 1 to 1000 Hz, found n/a (p.toml:1).");
  CHECK(in_file("signal.lowpass_hz = inf") ==
        "signal.lowpass_hz: expected 10 to 10000 Hz, found inf (p.toml:1).");
  CHECK(in_file("signal.order = 2.5") ==
        "signal.order: expected a whole number, 1 to 8, found 2.5 (p.toml:1).");
  CHECK(in_file("signal.order = 9") == "signal.order: expected 1 to 8, found 9 (p.toml:1).");
  CHECK(in_file("signal.mains = 50") ==
        "signal.mains: expected one of auto, 50, 60 or off (as a text), found the number 50 "
        "(p.toml:1).");
  CHECK(in_file("signal.mains = \"55\"") ==
        "signal.mains: expected one of auto, 50, 60 or off, found \"55\" (p.toml:1); did you mean "
        "50?");
  CHECK(in_file("features.only = \"rms_uv\"") ==
        "features.only: expected a list of texts, found the text \"rms_uv\" (p.toml:1).");
  CHECK(in_file("features.only = [1]") ==
        "features.only: expected a list of texts, found a list with a whole number (p.toml:1).");
  CHECK(in_file("cramp.enabled = 1") ==
        "cramp.enabled: expected true or false, found the number 1 (p.toml:1).");
  CHECK(in_file("[signal.order]") ==
        "signal.order: expected a whole number, 1 to 8, found a table (p.toml:1).");
  CHECK(in_file("signal.settle_s = 2026-01-01") ==
        "signal.settle_s: expected a number, 0 to 60 s, found a date or time (p.toml:1).");
  CHECK(problem_of(with({"features.only=rms_uv,mfd_hz"})) ==
        "features.only: unknown name \"mfd_hz\" (--set); did you mean mdf_hz?");
  CHECK(
      problem_of(with({"signal.mains=of"})) ==
      "signal.mains: expected one of auto, 50, 60 or off, found \"of\" (--set); did you mean off?");
  CHECK(problem_of(with({"cramp.enabled=yes"})) ==
        "cramp.enabled: expected true or false, found \"yes\" (--set).");
  CHECK(problem_of(with({"signal.order="})) ==
        "signal.order: expected a whole number, 1 to 8, found \"\" (--set).");
  CHECK(problem_of(with({"signal.order=1e300"})) ==
        "signal.order: expected a whole number, 1 to 8, found 1e+300 (--set).");
}

TEST_CASE("the ends of a range belong to it", "[pipeline][config]") {
  CHECK(problem_of(with({"signal.highpass_hz=1"})) == "no problem");
  CHECK(problem_of(with({"signal.lowpass_hz=10000", "signal.highpass_hz=1000"})) == "no problem");
  CHECK(problem_of(with({"signal.lowpass_hz=10000.01"})) != "no problem");
  CHECK(problem_of(with({"signal.highpass_hz=0.99"})) != "no problem");
}

TEST_CASE("options that contradict each other are refused", "[pipeline][config]") {
  CHECK(problem_of(with({"signal.highpass_hz=450"})) ==
        "signal.lowpass_hz: 450 is not above signal.highpass_hz = 450 (default), set by --set.");
  CHECK(problem_of(with({"features.hop_s=1.5"})) ==
        "features.window_s: 1 is below features.hop_s = 1.5 (default), set by --set.");
  CHECK(problem_of(with({"features.hop_s=1"})) == "no problem");
}

TEST_CASE("all problems are reported at once, and none that follows from another",
          "[pipeline][config]") {
  const TemporaryFolder folder;
  ConfigSources sources = with({"signal.lowpas_hz=3", "tension.enabled=1"});
  sources.pipeline_file = folder.write("p.toml", "[signal]\nhighpass_hz = 2000\n");
  sources.environment = {{"CALFEMG_FEATURES_HOP_S", "soon"}};
  const std::string problem = problem_of(sources);
  CHECK(std::count(problem.begin(), problem.end(), '\n') == 3);
  CHECK(contains(problem, "signal.highpass_hz: expected 1 to 1000 Hz"));
  CHECK(contains(problem, "\nfeatures.hop_s: expected a number"));
  CHECK(contains(problem, "(environment CALFEMG_FEATURES_HOP_S)"));
  CHECK(contains(problem, "\nsignal.lowpas_hz: unknown option"));
  CHECK(contains(problem, "\ntension.enabled: expected true or false"));
}

TEST_CASE("a pipeline file that cannot be read is a configuration error", "[pipeline][config]") {
  const TemporaryFolder folder;
  ConfigSources sources;
  sources.pipeline_file = folder.path() / "missing.toml";
  CHECK(problem_of(sources) == sources.pipeline_file->string() + ": no such file.");
  sources.pipeline_file = folder.path();
  CHECK(problem_of(sources) == folder.path().string() + ": is a folder, expected a TOML file.");
  sources.pipeline_file = folder.write("broken.toml", "[signal]\norder = = 3\n");
  CHECK(contains(problem_of(sources), "broken.toml:2: is no valid TOML: "));
  sources.pipeline_file = folder.write("twice.toml", "signal.order = 3\nsignal.order = 4\n");
  CHECK(contains(problem_of(sources), "twice.toml:2: is no valid TOML: "));
  sources.pipeline_file = folder.write("binary.toml", std::string("\x89HDF\r\n\x1a\n\0\0", 10));
  CHECK(contains(problem_of(sources), "binary.toml:1: is no valid TOML: "));
  sources.pipeline_file = folder.write("empty.toml", "");
  CHECK(problem_of(sources) == "no problem");
}
