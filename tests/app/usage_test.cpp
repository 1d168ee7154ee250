// SPDX-License-Identifier: Apache-2.0
#include <regex>
#include <string>
#include <vector>

#include "app/program.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;

namespace {

const std::vector<std::string> kCommands{
    "analyze", "inspect", "import", "validate", "config", "export", "verify", "study", "evaluate"};

}  // namespace

TEST_CASE("help goes to standard output and is a success", "[app][usage]") {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"--help"}, {"-h"}, {"help"}}) {
    const auto run = run_program(words);
    CHECK(run.exit_code == 0);
    CHECK(run.err.empty());
    for (const auto& command : kCommands)
      CHECK(contains(run.out, "\n  " + command + " "));
    CHECK(contains(run.out, "Exit codes:"));
  }
}

TEST_CASE("each command has one page of help, however it is asked for", "[app][usage]") {
  for (const auto& command : kCommands) {
    CAPTURE(command);
    const auto page = run_program({"help", command});
    CHECK(page.exit_code == 0);
    CHECK(page.err.empty());
    CHECK(page.out.starts_with("calfemg " + command + ": "));
    CHECK(contains(page.out, "Exit codes:"));
    CHECK(contains(page.out, "Examples:"));
    CHECK(run_program({command, "--help"}).out == page.out);
    CHECK(run_program({command, "-h"}).out == page.out);
    CHECK(run_program({command, "word", "--help"}).exit_code == 0);
  }
}

TEST_CASE("help says units and defaults", "[app][usage]") {
  CHECK(contains(run_program({"help", "analyze"}).out, "(default: one for each"));
  const std::string config = run_program({"help", "config"}).out;
  CHECK(std::regex_search(config, std::regex("signal\\.highpass_hz +20 +Hz +1 to 1000\n")));
  CHECK(std::regex_search(config, std::regex("tension\\.min_duration_s +60 +s +10 to 3600\n")));
}

TEST_CASE("help fits a page of 100 characters", "[app][usage]") {
  for (const auto& command : kCommands) {
    std::istringstream lines(run_program({"help", command}).out);
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(line.size() <= 100);
    }
  }
}

TEST_CASE("the version names the libraries", "[app][usage]") {
  const auto run = run_program({"--version"});
  CHECK(run.exit_code == 0);
  CHECK(run.err.empty());
  CHECK(std::regex_search(run.out, std::regex("^calfemg [0-9]+\\.[0-9]+\\.[0-9]+ \\(commit ")));
  for (const std::string library : {"Boost", "Eigen", "FFTW", "HDF5", "toml\\+\\+"}) {
    CAPTURE(library);
    CHECK(std::regex_search(run.out, std::regex("\n  " + library + " [^\n]*[0-9]+\\.[0-9]+")));
  }
}

TEST_CASE("wrong usage goes to standard error with what may have been meant", "[app][usage]") {
  struct Wrong {
    std::vector<std::string> words;
    std::string sentence;
  };

  const std::vector<Wrong> all{
      {{"analyse", "x.h5"}, "unknown command analyse; did you mean analyze?"},
      {{"help", "inspcet"}, "unknown command inspcet; did you mean inspect?"},
      {{"xyzzy"}, "unknown command xyzzy."},
      {{"--hlep"}, "unknown option --hlep; did you mean --help?"},
      {{"analyze"}, "analyze needs a RECORDING."},
      {{"analyze", "x.h5"}, "analyze needs a folder for the results: --out DIR."},
      {{"analyze", "x.h5", "--out", ""}, "analyze needs a folder for the results: --out DIR."},
      {{"analyze", "x.h5", "--outt", "d"}, "unknown option --outt; did you mean --out?"},
      {{"analyze", "x.h5", "--pipelne", "d"}, "unknown option --pipelne; did you mean --pipeline?"},
      {{"analyze", "x.h5", "--ou", "d"}, "unknown option --ou; did you mean --out?"},
      {{"analyze", "x.h5", "-o", "a", "--out", "b"}, "option --out is given more than once."},
      {{"analyze", "x.h5", "-o", "a", "--threads", "0"},
       "--threads: expected a whole number from 1 to 256, found \"0\"."},
      {{"analyze", "x.h5", "-o", "a", "--threads", "2x"},
       "--threads: expected a whole number from 1 to 256, found \"2x\"."},
      {{"inspect"}, "inspect needs one RECORDING."},
      {{"inspect", "a", "b"}, "inspect needs one RECORDING."},
      {{"inspect", "a", "--jsn"}, "unknown option --jsn; did you mean --json?"},
      {{"evaluate", "--truth", "t.tsv"}, "evaluate needs --detected."},
      {{"evaluate", "--truth", "t", "--detected", "d", "--type", "cramps"},
       "--type: unknown type cramps; did you mean cramp?"},
      {{"evaluate", "--truth", "t", "--detected", "d", "--overlap", "0"},
       "--overlap: expected a number from 0.01 to 1, found \"0\"."},
      {{"config"}, "config needs one action: show, check, schema or defaults."},
      {{"config", "chek"}, "unknown action chek of config; did you mean check?"},
      {{"config", "schema", "--set", "a=b"}, "config schema does not depend on --set."},
  };
  for (const auto& wrong : all) {
    const auto run = run_program(wrong.words);
    CAPTURE(wrong.sentence, run.err);
    CHECK(is_refusal(run, 2));
    CHECK(run.err.starts_with("calfemg: " + wrong.sentence + "\ncalfemg: See calfemg "));
  }
}

TEST_CASE("without any word the usage is shown and it is an error", "[app][usage]") {
  const auto run = run_program({});
  CHECK(run.exit_code == 2);
  CHECK(run.out.empty());
  CHECK(run.err == run_program({"--help"}).out);
}

TEST_CASE("nothing is coloured when standard error is no terminal", "[app][usage]") {
  CHECK(!contains(run_program({"xyzzy"}).err, "\x1B"));
}

TEST_CASE("the pages of help stand in the documentation, word by word", "[app][usage]") {
  const std::string page = contents(std::string(CALFEMG_SOURCE_DIR) + "/docs/cli.md");
  CHECK(contains(page, run_program({"help"}).out));
  for (const auto* command : {"analyze",
                              "inspect",
                              "import",
                              "validate",
                              "batch",
                              "status",
                              "collect",
                              "export",
                              "verify",
                              "study",
                              "submit",
                              "rescore",
                              "simulate",
                              "evaluate"}) {
    CAPTURE(command);
    CHECK(contains(page, run_program({"help", command}).out));
  }
  // The page of config ends with the table of all options, which `calfemg help config` prints.
  const std::string config = run_program({"help", "config"}).out;
  CHECK(contains(page, config.substr(0, config.find("\nAll options, with"))));
}
