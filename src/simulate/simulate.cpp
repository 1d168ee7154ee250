// SPDX-License-Identifier: Apache-2.0
#include "simulate/simulate.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "io/recording_writer.hpp"
#include "simulate/hypnogram.hpp"
#include "simulate/performance.hpp"
#include "simulate/plan.hpp"
#include "simulate/random.hpp"
#include "simulate/renderer.hpp"
#include "simulate/truth.hpp"

namespace calfemg::simulate {
namespace {

constexpr double kBlockS = 8.0;       // rendered at once
constexpr double kLightsOffS = 60.0;  // at most, and a tenth of the night
constexpr double kShareOfNight = 0.1;
constexpr const char* kStart = "2026-01-10T23:00:00";

core::ChannelInfo channel_of(const Electrode& electrode, const DeviceSpec& device) {
  core::ChannelInfo channel;
  channel.name = core::label(electrode.role);
  channel.role = electrode.role;
  channel.unit = device.unit;
  if (device.format == "int16") channel.uv_per_count = device.lsb_uv;
  channel.mvc_uv = electrode.mvc_known ? electrode.mvc_uv : core::kMissing;
  channel.highpass_hz = device.highpass_hz;
  channel.lowpass_hz = device.lowpass_hz;
  return channel;
}

core::BlockInfo block_of(const Scenario& scenario, const Body& body) {
  core::BlockInfo block;
  block.name = "emg";
  block.rate = core::Hertz(scenario.device.rate_hz);
  block.sample_type = scenario.device.format;
  block.sample_count =
      static_cast<std::uint64_t>(std::llround(scenario.night.duration_s * scenario.device.rate_hz));
  for (const auto& electrode : body.electrodes) {
    block.channels.push_back(channel_of(electrode, scenario.device));
    if (scenario.device.format == "float32") {
      constexpr double kMilli = 1e3;
      const std::string& unit = scenario.device.unit;
      block.channels.back().uv_per_count = unit == "V"    ? kMilli * kMilli
                                           : unit == "mV" ? kMilli
                                                          : 1.0;
    }
  }
  return block;
}

core::RecordingInfo describe(const Scenario& scenario, const Body& body, std::uint64_t seed) {
  core::RecordingInfo info;
  info.subject_id = "simulated";
  info.session_id = scenario.name + "_" + std::to_string(seed);
  info.start_time = core::start_time_from_iso(kStart);
  info.blocks = {block_of(scenario, body)};
  info.context["notes"] = "Simulated, no person was recorded: scenario " + scenario.name +
                          ", seed " + std::to_string(seed) + ".";
  const double end_s = scenario.night.duration_s;
  const double edge_s = std::min(kLightsOffS, kShareOfNight * end_s);
  info.annotations = {{edge_s, 0.0, "lights off"}, {end_s - edge_s, 0.0, "lights on"}};
  return info;
}

// Takes what an occurrence did into the night.
void take(Night& night, core::Hypnogram& hypnogram, Performance&& performance) {
  for (const auto& claim : performance.claims) {
    if (auto event = find_truth(night.body, performance, claim))
      night.truth.push_back(std::move(*event));
  }
  for (auto& event : artefact_truth(night.body, performance.disturbances))
    night.truth.push_back(std::move(event));
  for (const auto& spikes : performance.activities)
    night.spikes.insert(night.spikes.end(), spikes.begin(), spikes.end());
  for (const auto& disturbance : performance.disturbances) {
    if (disturbance.kind == Kind::gap) {
      auto& gaps = night.info.blocks.front().gaps;
      if (disturbance.electrode == 0) gaps.push_back(disturbance.interval);  // all have it
    }
    night.disturbances.push_back(disturbance);
  }
  for (const auto& annotation : performance.annotations)
    night.info.annotations.push_back(annotation);
  for (const auto& interval : performance.awake)
    wake_up(hypnogram, interval);
}

void put_in_order(Night& night, const Scenario& scenario, const core::Hypnogram& hypnogram) {
  const double end_s = scenario.night.duration_s;
  auto& truth = night.truth;
  std::erase_if(truth, [end_s](const core::Event& event) { return event.onset_s >= end_s; });
  for (auto& event : truth) {
    event.duration_s = std::min(event.duration_s, end_s - event.onset_s);
    if (scenario.night.hypnogram) event.stage = hypnogram.at(event.onset_s);
  }
  std::stable_sort(truth.begin(), truth.end(), core::comes_before);
  std::stable_sort(night.spikes.begin(), night.spikes.end(), [](const Spike& a, const Spike& b) {
    return a.time_s < b.time_s;
  });
  auto& annotations = night.info.annotations;
  std::erase_if(annotations, [end_s](const auto& annotation) {
    return annotation.onset_s + annotation.duration_s >= end_s;
  });
  std::stable_sort(annotations.begin(), annotations.end(), [](const auto& a, const auto& b) {
    return a.onset_s < b.onset_s;
  });
}

}  // namespace

Night make_night(const Scenario& scenario, std::uint64_t seed) {
  const Random random = Random(seed).branch("night");
  Night night;
  night.body = make_body(scenario, random.branch("body"));
  night.info = describe(scenario, night.body, seed);
  core::Hypnogram hypnogram = make_hypnogram(scenario.night, random);
  for (const auto& occurrence : make_plan(scenario, night.body, hypnogram, random.branch("plan")))
    take(night, hypnogram, perform(scenario, night.body, occurrence));
  put_in_order(night, scenario, hypnogram);
  if (scenario.night.hypnogram) night.info.hypnogram = std::move(hypnogram);
  return night;
}

void write_night(const Scenario& scenario,
                 const Night& night,
                 std::uint64_t seed,
                 const std::filesystem::path& out) {
  io::RecordingWriter writer(out, night.info);
  Renderer renderer(
      scenario, night.body, night.spikes, night.disturbances, Random(seed).branch("samples"));
  const std::uint64_t total = renderer.sample_count();
  const auto block = static_cast<std::uint64_t>(std::llround(kBlockS * scenario.device.rate_hz));
  for (std::uint64_t done = 0; done < total; done += block)
    writer.append_uv(0, renderer.next(static_cast<std::size_t>(std::min(block, total - done))));
  writer.finish();
}

std::vector<core::Event> simulate(const Scenario& scenario,
                                  std::uint64_t seed,
                                  const std::filesystem::path& out) {
  Night night = make_night(scenario, seed);
  write_night(scenario, night, seed, out);
  return std::move(night.truth);
}

}  // namespace calfemg::simulate
