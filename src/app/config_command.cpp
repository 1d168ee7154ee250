// SPDX-License-Identifier: Apache-2.0
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/configuration.hpp"
#include "app/exit_code.hpp"
#include "app/text_table.hpp"
#include "pipeline/config.hpp"
#include "pipeline/option_table.hpp"

namespace calfemg::app {
namespace {

const char* const kMore = R"(
Actions:
  show      the effective value of every option with unit, range and origin
  check     "ok", or every problem of the configuration
  schema    JSON schema (draft 7) of a pipeline file
  defaults  a commented pipeline file with every option at its default

Each option can be set in a pipeline file, by the environment variable
CALFEMG_<SECTION>_<KEY> (CALFEMG_SIGNAL_HIGHPASS_HZ for signal.highpass_hz) and by --set; the
latter wins. A variable that begins like those of a section but names no option is an error;
other CALFEMG_ variables are left alone.

Exit codes:
  0    all good
  2    wrong usage, or problems in the configuration

Examples:
  calfemg config show --pipeline pipelines/leg_movements.toml
  calfemg config check --set signal.highpass_hz=30
  calfemg config defaults > my_pipeline.toml

All options, with default, unit and range:
)";

std::string with_dash(std::string_view text) {
  return text.empty() ? "-" : std::string(text);
}

// Words of a range on lines of at most `kRangeWidth` characters, so that the page stays narrow.
std::vector<std::string> range_lines(const std::string& range) {
  constexpr std::size_t kRangeWidth = 24;
  std::vector<std::string> lines(1);
  std::istringstream words(range);
  for (std::string word; words >> word;) {
    const bool fits = lines.back().size() + 1 + word.size() <= kRangeWidth;
    if (!lines.back().empty() && !fits) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
  }
  return lines;
}

std::string options_page() {
  std::vector<std::vector<std::string>> rows{{"option", "default", "unit", "range"}};
  for (const auto& option : pipeline::option_table()) {
    const auto ranges = range_lines(with_dash(pipeline::range_text(option)));
    rows.push_back({std::string(option.text.key),
                    pipeline::toml_text(option.get({})),
                    with_dash(option.text.unit),
                    ranges.front()});
    for (std::size_t i = 1; i < ranges.size(); ++i)
      rows.push_back({"", "", "", ranges[i]});
  }
  return text_table(rows);
}

void show(const pipeline::Config& config, const Console& console) {
  const auto table = pipeline::option_table();
  const auto settings = pipeline::settings(config);
  std::vector<std::vector<std::string>> rows{{"option", "value", "unit", "range", "origin"}};
  for (std::size_t i = 0; i < settings.size(); ++i) {
    rows.push_back({settings[i].key,
                    pipeline::toml_text(table[i].get(config.options)),
                    with_dash(settings[i].unit),
                    with_dash(pipeline::range_text(table[i])),
                    settings[i].origin});
  }
  console.out << text_table(rows);
}

void run_action(const std::string& action, const CommandLine& line, const Console& console) {
  if (action == "show") {
    show(configuration(line), console);
  } else if (action == "check") {
    (void)configuration(line);
    console.out << "ok\n";
  } else if (action == "schema" || action == "defaults") {
    for (const auto* option : {"pipeline", "set"}) {
      if (line.has(option))
        throw UsageError("config " + action + " does not depend on --" + option + ".");
    }
    console.out << (action == "schema" ? pipeline::config_schema()
                                       : pipeline::commented_defaults());
  } else {
    const std::vector<std::string> actions{"show", "check", "schema", "defaults"};
    throw UsageError("unknown action " + action + " of config" + suggestion(action, actions));
  }
}

}  // namespace

CommandSpec config_spec() {
  return {"config",
          "show and check the options of the analysis",
          "config show|check [--pipeline FILE] [--set KEY=VALUE]...\n"
          "  calfemg config schema|defaults",
          "ACTION",
          configuration_options(),
          kMore + options_page()};
}

int run_config(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1)
    throw UsageError("config needs one action: show, check, schema or defaults.");
  run_action(line.words.front(), line, console);
  return kAllGood;
}

}  // namespace calfemg::app
