// SPDX-License-Identifier: Apache-2.0
#include "report/excerpt_figure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

#include "core/text.hpp"
#include "report/html_text.hpp"
#include "report/svg.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr double kWidth = 640.0;
constexpr double kHeight = 150.0;
constexpr double kTop = 20.0;
constexpr double kPlotHeight = 96.0;
constexpr double kRawLeft = 46.0;
constexpr double kRawWidth = 318.0;
constexpr double kSpectrumLeft = 416.0;
constexpr double kSpectrumWidth = 214.0;
constexpr double kTitleRise = 7.0;
constexpr double kTickDrop = 14.0;
constexpr double kUnitDrop = 28.0;
constexpr double kLabelGap = 5.0;
constexpr double kLabelDrop = 4.0;
constexpr double kTen = 10.0;
constexpr std::size_t kLongestName = 24;
constexpr std::array kSpectrumTicks{10.0, 20.0, 50.0, 100.0, 200.0, 500.0};

struct Frame {
  double left;
  double width;
};

void draw_frame(SvgWriter& svg, const Frame& frame, const std::string& title) {
  svg.text("text",
           {{"class", "place-label"}, {"x", px(frame.left)}, {"y", px(kTop - kTitleRise)}},
           title);
  svg.leaf("rect",
           {{"class", "lane"},
            {"x", px(frame.left)},
            {"y", px(kTop)},
            {"width", px(frame.width)},
            {"height", px(kPlotHeight)}});
}

void tick(SvgWriter& svg, const char* css, double x, double y, const std::string& text) {
  svg.text("text", {{"class", css}, {"x", px(x)}, {"y", px(y)}}, text);
}

// Half of the range shown, on a round figure.
double round_limit(const core::SignalExcerpt& excerpt) {
  double largest = 1.0;
  for (std::size_t i = 0; i < excerpt.low_uv.size(); ++i) {
    if (std::isnan(excerpt.low_uv[i])) continue;
    largest = std::max({largest,
                        std::abs(static_cast<double>(excerpt.low_uv[i])),
                        std::abs(static_cast<double>(excerpt.high_uv[i]))});
  }
  const double decade = std::pow(kTen, std::floor(std::log10(largest)));
  constexpr std::array kSteps{1.0, 2.0, 5.0, 10.0};
  for (const double step : kSteps) {
    if (step * decade >= largest) return step * decade;
  }
  return largest;
}

void draw_raw(SvgWriter& svg, const core::SignalExcerpt& excerpt) {
  const Frame frame{kRawLeft, kRawWidth};
  const double limit = round_limit(excerpt);
  const double middle = kTop + kPlotHeight / 2.0;
  const double scale = kPlotHeight / 2.0 / limit;
  const double step = frame.width / static_cast<double>(excerpt.low_uv.size());
  std::string path;
  for (std::size_t i = 0; i < excerpt.low_uv.size(); ++i) {
    if (std::isnan(excerpt.low_uv[i])) continue;
    const double high = middle - static_cast<double>(excerpt.high_uv[i]) * scale;
    const double low = middle - static_cast<double>(excerpt.low_uv[i]) * scale;
    const bool joined = i > 0 && !std::isnan(excerpt.low_uv[i - 1]);
    path += (joined ? "L" : "M") + px(frame.left + (static_cast<double>(i) + 0.5) * step) + " " +
            px(high) + "V" + px(low);
  }
  const double seconds = excerpt.step_s * static_cast<double>(excerpt.low_uv.size());
  draw_frame(svg, frame, "Signal as recorded, " + core::fixed_text(seconds, 1) + " s");
  svg.leaf("path", {{"class", "raw"}, {"d", path}});
  tick(svg, "tick end", frame.left - kLabelGap, kTop + 2.0 * kLabelDrop, core::number_text(limit));
  tick(svg, "tick end", frame.left - kLabelGap, middle + kLabelDrop, "0");
  tick(svg,
       "tick end",
       frame.left - kLabelGap,
       kTop + kPlotHeight,
       "\xE2\x88\x92" + core::number_text(limit));
  tick(svg,
       "tick",
       frame.left,
       kTop + kPlotHeight + kTickDrop,
       "\xC2\xB5V, unfiltered; " + shortened(excerpt.channel, kLongestName));
}

/// Logarithmic axes over both spectra.
struct SpectrumScale {
  double low_hz = 1.0;
  double high_hz = 1.0;
  double low_power = 0.0;  // log10
  double high_power = 1.0;

  [[nodiscard]] double x(double hz) const {
    return kSpectrumLeft + kSpectrumWidth * std::log(hz / low_hz) / std::log(high_hz / low_hz);
  }

  [[nodiscard]] double y(double power) const {
    const double share = (std::log10(power) - low_power) / (high_power - low_power);
    return kTop + kPlotHeight * (1.0 - std::clamp(share, 0.0, 1.0));
  }
};

constexpr double kLowestHz = 5.0;

std::optional<SpectrumScale> scale_of(const core::SignalExcerpt& excerpt) {
  const auto& event = excerpt.event_uv2_per_hz;
  SpectrumScale scale{kLowestHz, excerpt.bin_hz * static_cast<double>(event.size()), 1.0, 0.0};
  if (!(scale.high_hz > 2.0 * kLowestHz)) return std::nullopt;
  double low = 0.0;
  double high = 0.0;
  for (const auto* spectrum : {&event, &excerpt.rest_uv2_per_hz}) {
    for (std::size_t k = static_cast<std::size_t>(kLowestHz / excerpt.bin_hz); k < spectrum->size();
         ++k) {
      const auto power = static_cast<double>((*spectrum)[k]);
      if (!(power > 0.0)) continue;
      low = low > 0.0 ? std::min(low, power) : power;
      high = std::max(high, power);
    }
  }
  if (!(high > 0.0)) return std::nullopt;
  scale.low_power = std::floor(std::log10(low));
  scale.high_power = std::max(scale.low_power + 1.0, std::ceil(std::log10(high)));
  return scale;
}

std::string spectrum_path(const SpectrumScale& scale,
                          std::span<const float> spectrum,
                          double bin_hz) {
  std::string path;
  for (std::size_t k = static_cast<std::size_t>(kLowestHz / bin_hz); k < spectrum.size(); ++k) {
    const auto power = static_cast<double>(spectrum[k]);
    if (!(power > 0.0)) continue;
    path += (path.empty() ? "M" : "L") + px(scale.x(bin_hz * static_cast<double>(k))) + " " +
            px(scale.y(power));
  }
  return path;
}

void draw_spectrum(SvgWriter& svg, const core::SignalExcerpt& excerpt, const SpectrumScale& scale) {
  draw_frame(svg, {kSpectrumLeft, kSpectrumWidth}, "Spectrum, dashed: at rest");
  for (const double hz : kSpectrumTicks) {
    if (hz > scale.high_hz) break;
    const std::string x = px(scale.x(hz));
    svg.leaf("path",
             {{"class", "grid"}, {"d", "M" + x + " " + px(kTop) + "V" + px(kTop + kPlotHeight)}});
    tick(svg, "tick middle", scale.x(hz), kTop + kPlotHeight + kTickDrop, core::number_text(hz));
  }
  for (const double power : {scale.low_power, scale.high_power})
    tick(svg,
         "tick end",
         kSpectrumLeft - kLabelGap,
         scale.y(std::pow(kTen, power)) + (power > scale.low_power ? 2.0 * kLabelDrop : 0.0),
         core::number_text(std::pow(kTen, power)));
  tick(svg,
       "tick middle",
       kSpectrumLeft + kSpectrumWidth / 2.0,
       kTop + kPlotHeight + kUnitDrop,
       "Hz; \xC2\xB5V\xC2\xB2/Hz upwards");
  svg.leaf("path",
           {{"class", "rest-spectrum"},
            {"d", spectrum_path(scale, excerpt.rest_uv2_per_hz, excerpt.bin_hz)}});
  svg.leaf("path",
           {{"class", "event-spectrum"},
            {"d", spectrum_path(scale, excerpt.event_uv2_per_hz, excerpt.bin_hz)}});
}

}  // namespace

const core::SignalExcerpt* excerpt_of(const Session& session, const core::Event& event) {
  const auto& excerpts = session.result.excerpts;
  const auto found = std::find_if(excerpts.begin(), excerpts.end(), [&](const auto& excerpt) {
    constexpr double kSame = 0.002;  // stored to the millisecond
    return excerpt.type == event.type && std::abs(excerpt.onset_s - event.onset_s) < kSame &&
           !event.channels.empty() && excerpt.channel == event.channels.front();
  });
  return found == excerpts.end() ? nullptr : &*found;
}

std::string excerpt_figure(const core::SignalExcerpt& excerpt) {
  if (excerpt.low_uv.empty()) return {};
  SvgWriter svg;
  svg.open("svg",
           {{"class", "excerpt"},
            {"viewBox", "0 0 " + px(kWidth) + " " + px(kHeight)},
            {"role", "img"},
            {"aria-label",
             "The signal as it was recorded at the strongest moment of the event, and its spectrum "
             "against rest"}});
  draw_raw(svg, excerpt);
  if (const auto scale = scale_of(excerpt)) draw_spectrum(svg, excerpt, *scale);
  return std::move(svg).finished();
}

}  // namespace calfemg::report
