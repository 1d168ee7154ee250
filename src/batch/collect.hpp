// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>

namespace calfemg::batch {

struct CollectOptions {
  bool store = false;     ///< calfemg.sqlite too
  bool features = false;  ///< with the table features, which is large
  std::size_t threads = 1;
};

struct Collected {
  std::size_t sessions = 0;
  std::size_t failures = 0;
  std::size_t unreadable = 0;  ///< folders without whole results
};

/// Makes sessions.tsv, failures.tsv, index.html, dataset_description.json and the store anew from
/// the session folders, and from the failures that batches noted. Each file is replaced in one
/// step.
/// @throws core::OutputError; core::Interrupted
[[nodiscard]] Collected collect(const std::filesystem::path& results,
                                const CollectOptions& options,
                                const std::function<bool()>& cancelled);

}  // namespace calfemg::batch
