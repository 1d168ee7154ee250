// SPDX-License-Identifier: Apache-2.0
#include "simulate/random.hpp"

#include <cmath>
#include <numbers>

#include "core/expects.hpp"

namespace calfemg::simulate {
namespace {

constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ULL;  // SplitMix64: 2^64 / golden ratio

std::uint64_t mixed(std::uint64_t z) {
  constexpr std::uint64_t kFirst = 0xBF58476D1CE4E5B9ULL;
  constexpr std::uint64_t kSecond = 0x94D049BB133111EBULL;
  constexpr int kShifts[] = {30, 27, 31};
  z = (z ^ (z >> kShifts[0])) * kFirst;
  z = (z ^ (z >> kShifts[1])) * kSecond;
  return z ^ (z >> kShifts[2]);
}

std::uint64_t fnv1a(std::string_view text) {
  constexpr std::uint64_t kBasis = 0xCBF29CE484222325ULL;
  constexpr std::uint64_t kPrime = 0x100000001B3ULL;
  std::uint64_t hash = kBasis;
  for (const char letter : text)
    hash = (hash ^ static_cast<unsigned char>(letter)) * kPrime;
  return hash;
}

}  // namespace

Random Random::branch(std::string_view label, std::uint64_t index) const {
  return Random(mixed(mixed(key_ ^ fnv1a(label)) + (index + 1) * kGolden));
}

std::uint64_t Random::next() {
  state_ += kGolden;
  return mixed(state_);
}

double Random::uniform() {
  constexpr int kUnused = 11;  // a double has 53 bits
  constexpr double kUnit = 0x1p-53;
  return static_cast<double>(next() >> kUnused) * kUnit;
}

double Random::uniform(double low, double high) {
  return low + (high - low) * uniform();
}

double Random::log_uniform(double low, double high) {
  CALFEMG_EXPECTS(low > 0.0 && low <= high);
  return low * std::exp(uniform() * std::log(high / low));
}

double Random::normal() {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
  return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

double Random::exponential(double mean) {
  return -mean * std::log(1.0 - uniform());
}

double Random::around_one(double cv) {
  const double variance = std::log1p(cv * cv);
  return std::exp(std::sqrt(variance) * normal() - 0.5 * variance);
}

bool Random::chance(double probability) {
  return uniform() < probability;
}

std::size_t Random::below(std::size_t count) {
  CALFEMG_EXPECTS(count > 0);
  return static_cast<std::size_t>(uniform() * static_cast<double>(count));
}

double Random::noise() {
  constexpr std::uint64_t kMask = 0xFFFF;
  constexpr int kLane = 16;
  constexpr double kLaneMean = 4.0 * 65535.0;  // eight lanes of mean 65535 / 2
  // Each lane is uniform over 0..65535: variance (65536^2 - 1) / 12.
  constexpr double kScale = 1.0 / 53509.92;  // 1 / sqrt(8 (65536^2 - 1) / 12)
  std::uint64_t sum = 0;
  for (int draw = 0; draw < 2; ++draw) {
    const std::uint64_t bits = next();
    sum += (bits & kMask) + ((bits >> kLane) & kMask) + ((bits >> (2 * kLane)) & kMask) +
           (bits >> (3 * kLane));
  }
  return (static_cast<double>(sum) - kLaneMean) * kScale;
}

Wander::Wander(double tau_s, double step_s, double standard_deviation, Random& random)
    : keep_(std::exp(-step_s / tau_s)),
      kick_(standard_deviation * std::sqrt(1.0 - keep_ * keep_)),
      value_(standard_deviation * random.normal()) {}

double Wander::next(Random& random) {
  value_ = keep_ * value_ + kick_ * random.normal();
  return value_;
}

}  // namespace calfemg::simulate
