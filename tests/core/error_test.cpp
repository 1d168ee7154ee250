// SPDX-License-Identifier: Apache-2.0
#include "core/error.hpp"

#include "support/catch.hpp"

using namespace calfemg::core;

TEST_CASE("a format error says where, what was expected, what was found, what to do",
          "[core][error]") {
  const FormatError error("night.h5",
                          {"/signals/emg/channels/unit",
                           "a unit of uV, mV or V",
                           "no such dataset",
                           "give a map with --layout"});
  CHECK(std::string(error.what()) ==
        "night.h5, /signals/emg/channels/unit: expected a unit of uV, mV or V, found no such "
        "dataset; give a map with --layout.");
  CHECK(error.path == "night.h5");
  CHECK(error.problem.inside == "/signals/emg/channels/unit");
}

TEST_CASE("place and hint may be left out", "[core][error]") {
  CHECK(std::string(FormatError("night.h5", {"", "a recording", "a text", ""}).what()) ==
        "night.h5: expected a recording, found a text.");
}

TEST_CASE("the other errors name their file or option first", "[core][error]") {
  CHECK(std::string(FileError("a.h5", "does not exist").what()) == "a.h5: does not exist");
  CHECK(std::string(OutputError("out", "is full").what()) == "out: is full");
  CHECK(std::string(ConfigError("filter.order", "must be even").what()) ==
        "filter.order: must be even");
  CHECK(ConfigError("filter.order", "must be even").option == "filter.order");
}
