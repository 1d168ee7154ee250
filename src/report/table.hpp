// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace calfemg::report {

struct Cell {
  std::string text;
  std::string hint = {};  ///< smaller, below the text
  std::string svg = {};   ///< drawn before the text; made by this room, never from a file
};

struct Column {
  std::string title;
  bool number = false;  ///< right-aligned, tabular figures
};

/// Title over `span` neighbouring columns; an empty title spans silently.
struct ColumnGroup {
  std::string title;
  std::size_t span = 1;
};

/// A table before it is HTML. The first cell of a row is its heading.
struct Table {
  std::string caption;
  std::vector<ColumnGroup> groups = {};
  std::vector<Column> columns = {};
  std::vector<std::vector<Cell>> rows = {};
  std::string note = {};  ///< one sentence below the table
};

/// Semantic HTML in a frame that scrolls sideways by keyboard; "" for a table without rows.
[[nodiscard]] std::string html(const Table& table);

/// How many rows a long table shows; the rest is in the result files and the note says so.
inline constexpr std::size_t kMostRows = 300;

/// Cuts to kMostRows and says in the note how many rows of which file are left out.
void limit_rows(Table& table, const std::string& file);

}  // namespace calfemg::report
