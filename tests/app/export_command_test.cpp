// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <nlohmann/json.hpp>

#include "app/program.hpp"
#include "app/results.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;

namespace {

/// The sample recording, analysed once.
struct AnalysedSample {
  AnalysedSample() {
    REQUIRE(run_program({"analyze", kSample, "--quiet", "--out", results()}).exit_code == 0);
  }

  [[nodiscard]] std::string results() const { return (folder.path() / "results").string(); }

  [[nodiscard]] std::string out() const { return (folder.path() / "out").string(); }

  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("exported events are the same events to evaluate", "[app][export]") {
  const AnalysedSample sample;
  const auto session = only_folder(sample.results());
  for (const std::string format : {"edf", "annot", "tsv"}) {
    CAPTURE(format);
    REQUIRE(run_program({"export",
                         sample.results(),
                         "--what",
                         "events",
                         "--format",
                         format,
                         "--out",
                         sample.out()})
                .exit_code == 0);
    const std::string file = "SIM01_calf_night_simulated_events." + format;
    const auto run = run_program({"evaluate",
                                  "--truth",
                                  (session / "events.tsv").string(),
                                  "--detected",
                                  sample.out() + "/" + file,
                                  "--json"});
    CHECK(run.exit_code == 0);
    const auto types = nlohmann::json::parse(run.out).at("types");
    CHECK(types.size() >= 4);
    for (const auto& type : types)
      CHECK(type.at("f1").at("value") == 1.0);
  }
}

TEST_CASE("wrong words of an export come with what may have been meant", "[app][export]") {
  const auto wrong = [](const std::vector<std::string>& more) {
    std::vector<std::string> words{"export", "results", "--out", "out"};
    words.insert(words.end(), more.begin(), more.end());
    const auto run = run_program(words);
    CHECK(is_refusal(run, 2));
    return run.err;
  };
  CHECK(contains(wrong({"--what", "event"}), "did you mean events?"));
  CHECK(contains(wrong({"--what", "events", "--format", "csw"}), "did you mean csv?"));
  CHECK(contains(wrong({"--what", "events", "--types", "cramps"}), "did you mean cramp?"));
  CHECK(contains(wrong({"--what", "epochs", "--by", "stages"}), "did you mean stage?"));
  CHECK(contains(wrong({"--what", "epochs", "--statistics", "medain"}), "did you mean median?"));
  CHECK(contains(wrong({"--what", "features", "--format", "edf"}), "--what events only"));
  CHECK(contains(wrong({"--what", "features", "--digits", "12"}), "from 1 to 9"));
  CHECK(contains(wrong({}), "needs --what"));
  const auto missing =
      run_program({"export", "no_such_folder", "--what", "events", "--out", "out"});
  CHECK(is_refusal(missing, 3));
  CHECK_FALSE(std::filesystem::exists("out"));
}

TEST_CASE("a feature that the results do not have is refused", "[app][export]") {
  const AnalysedSample sample;
  const auto run = run_program({"export",
                                sample.results(),
                                "--what",
                                "features",
                                "--features",
                                "rms",
                                "--out",
                                sample.out()});
  CHECK(is_refusal(run, 2));
  CHECK(contains(run.err, "\"rms\""));
  CHECK(nothing_left(sample.out()));
}

TEST_CASE("verify finds what was changed after the analysis", "[app][verify]") {
  const AnalysedSample sample;
  const auto session = only_folder(sample.results());
  const auto good = run_program({"verify", sample.results()});
  CHECK(good.exit_code == 0);
  CHECK(good.out.empty());

  const auto crate = run_program({"verify", sample.results(), "--ro-crate"});
  CHECK(crate.exit_code == 0);
  const std::string json = contents(session / "ro-crate-metadata.json");
  CHECK(contains(json, "https://w3id.org/ro/wfrun/process/0.5"));
  CHECK(contains(json, "\"CreateAction\""));
  CHECK(contains(json, "\"report.html\""));
  CHECK(run_program({"verify", sample.results()}).err.find("note") == std::string::npos);

  write_file(session / "events.tsv", contents(session / "events.tsv") + " ");
  std::filesystem::remove(session / "features.json");
  write_file(session / "letter.txt", "x");
  const auto bad = run_program({"verify", sample.results()});
  CHECK(bad.exit_code == 1);
  const std::string name = session.filename().string();
  CHECK(bad.out ==
        name + "\toutput\tevents.tsv\tdiffers\n" + name + "\toutput\tfeatures.json\tmissing\n");
  CHECK(contains(bad.err, "letter.txt is not of the analysis"));
}

TEST_CASE("verify finds that the recording is another one, or gone", "[app][verify]") {
  const TemporaryFolder folder;
  const auto recording = folder.path() / "night.h5";
  std::filesystem::copy_file(kSample, recording);
  const std::string results = (folder.path() / "results").string();
  REQUIRE(run_program({"analyze", recording.string(), "--quiet", "--out", results}).exit_code == 0);
  CHECK(run_program({"verify", results}).exit_code == 0);
  write_file(recording, "another one");
  const auto differs = run_program({"verify", results});
  CHECK(differs.exit_code == 1);
  CHECK(contains(differs.out, "\tinput\t" + recording.string() + "\tdiffers\n"));
  std::filesystem::remove(recording);
  CHECK(contains(run_program({"verify", results}).out, "\tmissing\n"));
  CHECK(run_program({"verify", results, "--outputs-only"}).exit_code == 0);
  CHECK(run_program({"verify", folder.path().string() + "/none"}).exit_code == 3);
}
