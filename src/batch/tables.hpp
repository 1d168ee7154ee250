// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "batch/failure_record.hpp"
#include "batch/session_content.hpp"

namespace calfemg::batch {

/// RESULTS/sessions.tsv: a row for each session, context in columns of their own at the end.
[[nodiscard]] std::string sessions_tsv(std::span<const SessionRow> rows);

/// RESULTS/failures.tsv: file, session, reason, message, what to do, stage, signal, exit code.
[[nodiscard]] std::string failures_tsv(std::span<const FailureRecord> failures);

/// RESULTS/dataset_description.json of a BIDS derivative.
[[nodiscard]] std::string dataset_description_json();

/// RESULTS/index.html: a page that needs no server and no network.
[[nodiscard]] std::string index_html(std::span<const SessionRow> rows,
                                     std::span<const FailureRecord> failures);

}  // namespace calfemg::batch
