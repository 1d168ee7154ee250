// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "batch/failure_record.hpp"
#include "batch/session_content.hpp"

namespace calfemg::batch {

class SqliteFile;

/// A window of a channel and its features by name; NaN where there is none.
struct FeatureRow {
  std::string channel;
  double start_s = 0.0;
  std::vector<double> values;
};

/// Writes RESULTS/calfemg.sqlite: a new file that takes the place of the old one when complete, so
/// that whoever reads the old one is not disturbed. docs/store.md has the schema.
class Store {
 public:
  /// @throws core::OutputError, as all others
  explicit Store(std::filesystem::path path);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  Store(Store&&) = delete;
  Store& operator=(Store&&) = delete;

  void add(const SessionContent& content);
  void add(const FailureRecord& failure);
  void add_features(const std::string& folder,
                    const std::vector<std::string>& names,
                    std::span<const FeatureRow> rows);
  void publish();

 private:
  void add(const SessionRow& r);

  std::filesystem::path path_;
  std::filesystem::path draft_;
  std::unique_ptr<SqliteFile> database_;
};

}  // namespace calfemg::batch
