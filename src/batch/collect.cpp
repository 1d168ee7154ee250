// SPDX-License-Identifier: Apache-2.0
#include "batch/collect.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "batch/feature_rows.hpp"
#include "batch/session_content.hpp"
#include "batch/state_folder.hpp"
#include "batch/store.hpp"
#include "batch/tables.hpp"
#include "core/error.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAtOnce = 64;  // sessions in memory with all their events

using Contents = std::vector<std::optional<SessionContent>>;

// Reading and understanding the files takes the time; the order stays that of the folders.
Contents read_some(std::span<const fs::path> folders, std::size_t threads) {
  Contents contents(folders.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < folders.size(); i = next++)
      contents[i] = read_session(folders[i]);
  };
  std::vector<std::thread> team;
  for (std::size_t i = 1; i < threads; ++i)
    team.emplace_back(work);
  work();
  for (auto& thread : team)
    thread.join();
  return contents;
}

void store_session(Store& store,
                   const SessionContent& content,
                   const fs::path& folder,
                   const CollectOptions& options) {
  store.add(content);
  if (!options.features) return;
  const FeatureTable table = read_features(folder / "features.tsv.gz");
  store.add_features(content.row.folder, table.names, table.rows);
}

}  // namespace

Collected collect(const fs::path& results,
                  const CollectOptions& options,
                  const std::function<bool()>& cancelled) {
  const auto folders = session_folders(results);
  const auto failures = all_failures(state_of(results).failures);
  std::optional<Store> store;
  if (options.store) store.emplace(results / "calfemg.sqlite");

  Collected collected;
  std::vector<SessionRow> rows;
  const auto take = [&](const std::optional<SessionContent>& content, const fs::path& folder) {
    if (!content) {
      ++collected.unreadable;
      return;
    }
    rows.push_back(content->row);
    if (store) store_session(*store, *content, folder, options);
  };
  for (std::size_t first = 0; first < folders.size(); first += kAtOnce) {
    if (cancelled()) throw core::Interrupted();
    const std::size_t count = std::min(kAtOnce, folders.size() - first);
    const std::span<const fs::path> some(&folders[first], count);
    const Contents contents = read_some(some, std::max<std::size_t>(options.threads, 1));
    for (std::size_t i = 0; i < count; ++i)
      take(contents[i], some[i]);
  }
  collected.sessions = rows.size();
  collected.failures = failures.size();
  replace_file(results / "sessions.tsv", sessions_tsv(rows));
  replace_file(results / "failures.tsv", failures_tsv(failures));
  replace_file(results / "index.html", index_html(rows, failures));
  replace_file(results / "dataset_description.json", dataset_description_json());
  if (!store) return collected;
  for (const auto& failure : failures)
    store->add(failure);
  store->publish();
  return collected;
}

}  // namespace calfemg::batch
