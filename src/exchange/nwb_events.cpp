// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <numeric>

#include "core/text.hpp"
#include "exchange/event_files.hpp"
#include "export/cell.hpp"
#include "export/words.hpp"
#include "io/hdf5_output.hpp"

namespace calfemg::exchange {
namespace {

// NWB wants a UUID for each object. It is made from the content's name, so that the same session
// gives the same bytes.
std::string object_id(std::string_view name) {
  constexpr std::uint64_t kOffset = 0xcbf29ce484222325ULL;  // FNV-1a
  constexpr std::uint64_t kPrime = 0x100000001b3ULL;
  constexpr std::string_view kPattern = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr unsigned kDigitBits = 4;
  constexpr unsigned kTopDigit = 60;
  std::uint64_t hash = kOffset;
  for (const char c : name)
    hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  std::string id;
  for (const char c : kPattern) {
    if (c != 'x') {
      id += c;
      continue;
    }
    id += kDigits.at(hash >> kTopDigit);
    hash = (hash << kDigitBits) * kPrime + kOffset;
  }
  return id;
}

class NwbEvents {
 public:
  NwbEvents(const std::filesystem::path& path, std::string session)
      : file_(path), session_(std::move(session)) {}

  void write(const SessionFacts& facts, const std::vector<core::Event>& events) {
    write_root(facts);
    const io::Hdf5Handle intervals = file_.create_group(file_.file(), "intervals");
    table_ = file_.create_group(intervals, "calfemg_events");
    write_times(events);
    write_words(events);
    finish_table(events.size());
    file_.flush();
    (void)table_.close();
    file_.close();
  }

 private:
  void type(const io::Hdf5Handle& object, const char* space, const char* name) const {
    file_.write_text(object, "namespace", space);
    file_.write_text(object, "neurodata_type", name);
  }

  void write_root(const SessionFacts& facts) {
    const io::Hdf5Handle& root = file_.file();
    type(root, "core", "NWBFile");
    file_.write_text(root, "nwb_version", "2.6.0");
    file_.write_text(root, "object_id", object_id(session_));
    for (const char* group : {"acquisition", "analysis", "general", "processing"})
      (void)file_.create_group(root, group);
    const io::Hdf5Handle stimulus = file_.create_group(root, "stimulus");
    (void)file_.create_group(stimulus, "presentation");
    (void)file_.create_group(stimulus, "templates");
    const std::string start =
        facts.start ? zoned(core::to_iso(*facts.start)) : "1970-01-01T00:00:00+00:00";
    file_.write_single_text(root, "identifier", session_);
    file_.write_single_text(root, "session_description", "Events that calfemg found.");
    file_.write_single_text(root, "session_start_time", start);
    file_.write_single_text(root, "timestamps_reference_time", start);
    file_.write_texts(root, "file_create_date", {start});
  }

  // NWB wants an offset from UTC; without one the recorder's clock stands for it.
  static std::string zoned(std::string iso) {
    constexpr std::size_t kDateAndHour = 13;
    if (iso.find_first_of("Z+-", kDateAndHour) == std::string::npos) iso += "+00:00";
    return iso;
  }

  void describe(const char* name, const char* meaning) {
    const io::Hdf5Handle column = file_.written(table_, name);
    file_.write_text(column, "description", meaning);
    type(column, "hdmf-common", "VectorData");
    file_.write_text(column, "object_id", object_id(session_ + "/" + name));
    columns_.emplace_back(name);
  }

  void write_times(const std::vector<core::Event>& events) {
    std::vector<double> starts;
    std::vector<double> stops;
    starts.reserve(events.size());
    stops.reserve(events.size());
    for (const auto& event : events) {
      starts.push_back(exporting::to_millisecond(event.onset_s));
      stops.push_back(exporting::to_millisecond(event.onset_s + event.duration_s));
    }
    file_.write_numbers(table_, "start_time", starts);
    describe("start_time", "Begin of the event, s from the start of the recording.");
    file_.write_numbers(table_, "stop_time", stops);
    describe("stop_time", "End of the event, s from the start of the recording.");
  }

  template <class Word>
  void words(const char* name,
             const char* meaning,
             const std::vector<core::Event>& events,
             Word word) {
    std::vector<std::string> texts;
    texts.reserve(events.size());
    for (const auto& event : events)
      texts.push_back(exporting::text_cell(word(event)));
    file_.write_texts(table_, name, texts);
    describe(name, meaning);
  }

  void write_words(const std::vector<core::Event>& events) {
    using core::Event;
    words("label", "What happened, where, how sure.", events, &event_label);
    words("trial_type", "Type of the event.", events, [](const Event& e) {
      return core::name(e.type);
    });
    words("leg", "Leg; both when it is not bound to one.", events, [](const Event& e) {
      return e.leg ? core::name(*e.leg) : exporting::kBothLegs;
    });
    words("muscle", "Muscle; n/a when it is not bound to one.", events, [](const Event& e) {
      return core::name(e.muscle);
    });
    words("grade", "Grade of a cramp; else n/a.", events, [](const Event& e) {
      return core::name(e.grade);
    });
    words("channel", "Channels, separated by commas.", events, [](const Event& e) {
      return exporting::list_cell(e.channels, ',');
    });
    std::vector<double> confidences;
    confidences.reserve(events.size());
    for (const auto& event : events)
      confidences.push_back(event.confidence);
    file_.write_numbers(table_, "confidence", confidences);
    describe("confidence", "Confidence of the detector, 0 to 1; NaN where it gives none.");
  }

  void finish_table(std::size_t rows) {
    std::vector<std::int32_t> ids(rows);
    std::iota(ids.begin(), ids.end(), 0);
    file_.write_integers(table_, "id", ids);
    const io::Hdf5Handle id = file_.written(table_, "id");
    type(id, "hdmf-common", "ElementIdentifiers");
    file_.write_text(id, "object_id", object_id(session_ + "/id"));
    type(table_, "core", "TimeIntervals");
    file_.write_text(table_, "description", "Events that calfemg found.");
    file_.write_text(table_, "object_id", object_id(session_ + "/calfemg_events"));
    file_.write_text_list(table_, "colnames", columns_);
  }

  io::Hdf5Output file_;
  std::string session_;
  io::Hdf5Handle table_;
  std::vector<std::string> columns_;
};

}  // namespace

void write_nwb_events(const std::filesystem::path& path,
                      const SessionFacts& session,
                      const std::vector<core::Event>& events) {
  NwbEvents(path, session.name).write(session, events);
}

}  // namespace calfemg::exchange
