// SPDX-License-Identifier: Apache-2.0
#include "pipeline/option_table.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "pipeline/config.hpp"
#include "pipeline/toml_document.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using pipeline::Config;
using pipeline::ConfigSources;
using test::TemporaryFolder;

namespace {

// Number of members of an aggregate: the most initializers it can be braced with.
struct Anything {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor): must convert silently
};

template <class T, class... Initializers>
constexpr std::size_t member_count() {
  if constexpr (requires { T{Initializers{}..., Anything{}}; }) {
    return member_count<T, Initializers..., Anything>();
  } else {
    return sizeof...(Initializers);
  }
}

struct TwoMembers {
  std::string text;
  double number = 0.0;
};

static_assert(member_count<TwoMembers>() == 2);

std::size_t options_in(const std::string& section) {
  const auto table = pipeline::option_table();
  return static_cast<std::size_t>(std::count_if(
      table.begin(), table.end(), [&](const auto& row) { return row.section() == section; }));
}

std::string line_of(const std::string& text, const std::string& start) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(start)) return line;
  }
  return {};
}

// The document as JSON.
nlohmann::json json_of(const pipeline::TomlValue& value) {
  nlohmann::json json;
  if (const auto* flag = std::get_if<bool>(&value.value)) json = *flag;
  if (const auto* whole = std::get_if<long long>(&value.value)) json = *whole;
  if (const auto* number = std::get_if<double>(&value.value)) json = *number;
  if (const auto* text = std::get_if<std::string>(&value.value)) json = *text;
  if (const auto* items = std::get_if<std::vector<pipeline::TomlValue>>(&value.value)) {
    json = nlohmann::json::array();
    for (const auto& item : *items)
      json.push_back(json_of(item));
  }
  if (value.table() != nullptr) {
    json = nlohmann::json::object();
    for (const auto& entry : *value.table())
      json[entry.key] = json_of(entry.value);
  }
  return json;
}

}  // namespace

TEST_CASE("every member of the option structs is an option", "[pipeline][config]") {
  CHECK(options_in("signal") == member_count<signal::SignalOptions>());
  CHECK(options_in("features") == member_count<features::FeatureOptions>());
  CHECK(options_in("rest") == member_count<detect::RestOptions>());
  CHECK(options_in("artifact") == member_count<detect::ArtifactOptions>());
  // All but the model itself, which comes from the file that an option names.
  CHECK(options_in("cramp") + 1 == member_count<detect::CrampOptions>());
  CHECK(options_in("tension") == member_count<detect::TensionOptions>());
  CHECK(options_in("hflm") == member_count<detect::TrainOptions>());
  CHECK(options_in("lmm") == member_count<detect::LargeMovementOptions>());
  CHECK(options_in("contraction") == member_count<detect::ContractionOptions>());
  CHECK(options_in("fasciculation") == member_count<detect::FasciculationOptions>());
  CHECK(options_in("leg_movement") == member_count<detect::LegMovementOptions>());
  CHECK(options_in("plm") == member_count<detect::PlmOptions>());
  // A new struct needs a section of its own.
  CHECK(member_count<detect::DetectOptions>() == 10);
  CHECK(member_count<pipeline::Options>() == 3);
}

TEST_CASE("setting an option changes its own line and no other", "[pipeline][config]") {
  // With the counts above: no member is bound twice, so none is forgotten.
  const std::string defaults = pipeline::effective_toml(Config{});
  for (const auto& row : pipeline::option_table()) {
    CAPTURE(row.text.key);
    Config config;
    const auto value = row.get(config.options);
    if (const auto* flag = std::get_if<bool>(&value)) row.set(config.options, !*flag);
    if (const auto* whole = std::get_if<long long>(&value)) row.set(config.options, *whole + 1);
    if (const auto* number = std::get_if<double>(&value)) row.set(config.options, *number + 1.0);
    if (std::holds_alternative<std::string>(value)) row.set(config.options, std::string("other"));
    if (std::holds_alternative<std::vector<std::string>>(value))
      row.set(config.options, std::vector<std::string>{"other"});
    const std::string changed = pipeline::effective_toml(config);
    std::vector<std::string> differing;
    std::istringstream before(defaults);
    std::istringstream after(changed);
    std::string one;
    std::string two;
    while (std::getline(before, one) && std::getline(after, two)) {
      if (one != two) differing.push_back(two);
    }
    REQUIRE(differing.size() == 1);
    CHECK(differing.front().starts_with(std::string(row.text.key) + " = "));
  }
}

TEST_CASE("every option has a text, a range around its default and a name of its own",
          "[pipeline][config]") {
  std::set<std::string> keys;
  for (const auto& row : pipeline::option_table()) {
    CAPTURE(row.text.key);
    CHECK(keys.emplace(row.text.key).second);
    CHECK(row.text.meaning.size() > 5);
    CHECK(!row.text.source.empty());
    const auto value = row.get({});
    CHECK(pipeline::value_problem(row, value).empty());
    const bool number =
        std::holds_alternative<double>(value) || std::holds_alternative<long long>(value);
    CHECK(number == (row.text.low < row.text.high));
    CHECK(number == !row.text.unit.empty());
    if (row.text.key.ends_with("_hz")) CHECK(row.text.unit == "Hz");
    if (row.text.key.ends_with("_uv")) CHECK(row.text.unit == "uV");
    if (row.text.key.ends_with("_s") && !row.text.key.ends_with("per_s"))
      CHECK(row.text.unit == "s");
  }
}

TEST_CASE("the rules of order name options and hold for the defaults", "[pipeline][config]") {
  for (const auto& rule : pipeline::order_rules()) {
    CAPTURE(rule.smaller, rule.larger);
    CHECK(!line_of(pipeline::effective_toml(Config{}), std::string(rule.smaller) + " = ").empty());
    CHECK(!line_of(pipeline::effective_toml(Config{}), std::string(rule.larger) + " = ").empty());
  }
  CHECK_NOTHROW((void)pipeline::load_config({}));
}

TEST_CASE("the commented defaults are the defaults", "[pipeline][config]") {
  const TemporaryFolder folder;
  ConfigSources sources;
  sources.pipeline_file = folder.write("defaults.toml", pipeline::commented_defaults());
  const Config config = pipeline::load_config(sources);
  CHECK(pipeline::effective_toml(config) == pipeline::effective_toml(Config{}));
  CHECK(config.origins.size() == pipeline::option_table().size());
}

TEST_CASE("the default pipeline holds every option at its default, line by line",
          "[pipeline][config]") {
  const std::string text =
      test::contents(std::string(CALFEMG_SOURCE_DIR) + "/pipelines/nocturnal_cramp.toml");
  const auto first_section = text.find("[signal]");
  REQUIRE(first_section != std::string::npos);
  CHECK(text.substr(first_section) == pipeline::commented_defaults());
}

TEST_CASE("the schema accepts every pipeline of the project and refuses what the program refuses",
          "[pipeline][config]") {
  const TemporaryFolder folder;
  const nlohmann::json schema_json = nlohmann::json::parse(pipeline::config_schema());
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json), schema);
  const auto accepts = [&](const std::filesystem::path& path) {
    const auto json = json_of(pipeline::read_toml(path));
    return valijson::Validator().validate(
        schema, valijson::adapters::NlohmannJsonAdapter(json), nullptr);
  };
  const std::filesystem::path pipelines = std::string(CALFEMG_SOURCE_DIR) + "/pipelines";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(pipelines)) {
    if (entry.path().extension() != ".toml") continue;
    CAPTURE(entry.path());
    ConfigSources sources;
    sources.pipeline_file = entry.path();
    CHECK_NOTHROW((void)pipeline::load_config(sources));
    CHECK(accepts(entry.path()));
    CHECK(!pipeline::load_config(sources).name.empty());
    CHECK(!pipeline::load_config(sources).description.empty());
    ++files;
  }
  CHECK(files == 4);
  CHECK(accepts(folder.write("p.toml", pipeline::effective_toml(Config{}))));
  for (const char* wrong : {"signal.order = 9",
                            "signal.order = 2.5",
                            "signal.highpas_hz = 3",
                            "signal.mains = 50",
                            "singal.order = 2",
                            "features.only = [1]",
                            "cramp.enabled = 1",
                            "name = 3",
                            "signal = 2"}) {
    CAPTURE(wrong);
    CHECK(!accepts(folder.write("p.toml", wrong)));
  }
}
