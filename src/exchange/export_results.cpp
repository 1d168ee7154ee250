// SPDX-License-Identifier: Apache-2.0
#include "exchange/export_results.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "batch/sqlite_file.hpp"
#include "batch/tables.hpp"
#include "core/error.hpp"
#include "exchange/event_files.hpp"
#include "exchange/export_files.hpp"
#include "exchange/feature_reader.hpp"
#include "exchange/night_table.hpp"
#include "exchange/session_facts.hpp"
#include "exchange/session_tables.hpp"
#include "exchange/sqlite_writer.hpp"
#include "export/session_files.hpp"
#include "pipeline/files.hpp"

namespace calfemg::exchange {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

class Exporter {
 public:
  Exporter(fs::path out, ExportOptions options, std::function<bool()> cancelled)
      : out_(std::move(out)), options_(std::move(options)), cancelled_(std::move(cancelled)) {}

  Exported run(const std::vector<fs::path>& sessions) {
    choose_features(sessions.front());
    if (is_common(options_)) {
      write_common(sessions);
    } else {
      for (const auto& folder : sessions)
        write_session(folder);
    }
    if (options_.layout == Layout::bids)
      write_text("dataset_description.json", batch::dataset_description_json());
    return std::move(exported_);
  }

 private:
  [[nodiscard]] bool has_windows() const {
    return options_.what == What::features || options_.what == What::epochs ||
           options_.what == What::aligned;
  }

  // The sessions of a table have the same columns: those of the first.
  void choose_features(const fs::path& first) {
    if (!has_windows()) return;
    names_ = feature_names(first / "features.tsv.gz");
    for (const auto& asked : options_.features) {
      if (std::find(names_.begin(), names_.end(), asked) == names_.end())
        throw core::ConfigError("--features", "the results have no feature \"" + asked + "\".");
    }
    if (!options_.features.empty()) names_ = options_.features;
  }

  void count() {
    if (cancelled_()) throw core::Interrupted();
    ++exported_.sessions;
  }

  void write_text(const fs::path& file, std::string_view text) {
    const Draft draft(out_ / file);
    pipeline::write_text_file(draft.path(), text);
    draft.publish();
    exported_.files.push_back(file);
  }

  // Of the table, where the format has no place for it.
  void write_dictionary(const fs::path& file, const TableShape& shape) {
    const bool described = options_.format == Format::hdf5 || options_.format == Format::sqlite;
    if (!described) write_text(sidecar_of(file), dictionary_json(shape));
  }

  [[nodiscard]] TableShape shape(Identity identity) const {
    return options_.what == What::events ? events_shape(identity)
                                         : windows_shape(options_, names_, identity);
  }

  void add(TableWriter& table, const SessionFacts& session, Identity identity) const {
    if (options_.what == What::events)
      add_events(table, session, options_, identity);
    else
      add_windows(table, session, options_, names_, identity);
  }

  [[nodiscard]] std::unique_ptr<TableWriter> writer(const fs::path& path,
                                                    const TableShape& shape) const {
    const int digits = options_.what == What::features ? options_.digits : kAllDigits;
    if (options_.format == Format::hdf5)
      return table_writer(TableFormat::hdf5, path, shape, digits);
    return table_writer(
        options_.format == Format::csv ? TableFormat::csv : TableFormat::tsv, path, shape, digits);
  }

  void fill(TableWriter& table, const std::vector<fs::path>& sessions) {
    if (options_.what == What::nights) {
      for (const auto& folder : sessions) {
        count();
        add_night(table, folder, context_);
      }
    } else {
      for (const auto& folder : sessions) {
        count();
        add(table, read_session_facts(folder), Identity::in_front);
      }
    }
    table.finish();
  }

  void write_common(const std::vector<fs::path>& sessions) {
    const fs::path file = common_file(options_);
    const bool nights = options_.what == What::nights;
    if (nights) context_ = context_names(sessions);
    const TableShape columns = nights ? nights_shape(context_) : shape(Identity::in_front);
    const Draft draft(out_ / file);
    if (options_.format == Format::sqlite) {
      std::error_code error;
      if (fs::exists(out_ / file, error)) fs::copy_file(out_ / file, draft.path());
      batch::SqliteFile database(draft.path());
      fill(*sqlite_writer(database, columns), sessions);
    } else {
      fill(*writer(draft.path(), columns), sessions);
    }
    draft.publish();
    exported_.files.push_back(file);
    write_dictionary(file, columns);
  }

  void claim(const fs::path& file, const SessionFacts& session) {
    if (taken_.insert(file).second) return;
    throw core::FormatError(session.folder.string(),
                            {"",
                             "a subject and session of its own",
                             "those of another session, so that both would be " + file.string(),
                             "export with --layout flat"});
  }

  void write_session(const fs::path& folder) {
    count();
    const SessionFacts session = read_session_facts(folder);
    const fs::path file = session_file(session, options_);
    claim(file, session);
    const Draft draft(out_ / file);
    if (options_.what == What::events && !is_plain_table()) {
      write_event_file(draft.path(), session);
    } else {
      const auto table = writer(draft.path(), shape(Identity::left_out));
      add(*table, session, Identity::left_out);
      table->finish();
    }
    draft.publish();
    exported_.files.push_back(file);
    if (options_.what == What::events && options_.format == Format::bids)
      write_text(sidecar_of(file), exporting::events_sidecar_json());
    else if (is_plain_table() || options_.format == Format::bids)
      write_dictionary(file, shape(Identity::left_out));
  }

  [[nodiscard]] bool is_plain_table() const {
    return options_.format == Format::tsv || options_.format == Format::csv;
  }

  void write_event_file(const fs::path& path, const SessionFacts& session) const {
    const auto events = chosen_events(session, options_);
    if (options_.format == Format::hdf5)
      write_nwb_events(path, session, events);
    else if (options_.format == Format::edf)
      pipeline::write_text_file(path, edf_annotations(session, events));
    else if (options_.format == Format::annot)
      pipeline::write_text_file(path, luna_annotations(events));
    else
      pipeline::write_text_file(path, exporting::events_tsv(events));
  }

  fs::path out_;
  ExportOptions options_;
  std::function<bool()> cancelled_;
  Names names_;
  std::set<std::string> context_;
  std::set<fs::path> taken_;
  Exported exported_;
};

}  // namespace

Exported export_results(const fs::path& results,
                        const fs::path& out,
                        const ExportOptions& options,
                        const std::function<bool()>& cancelled) {
  const std::string problem = contradiction(options);
  if (!problem.empty()) throw core::ConfigError("export", problem + ".");
  const auto sessions = sessions_in(results);
  return Exporter(out, options, cancelled).run(sessions);
}

}  // namespace calfemg::exchange
