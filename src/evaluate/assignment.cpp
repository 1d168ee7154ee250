// SPDX-License-Identifier: Apache-2.0
#include "evaluate/assignment.hpp"

#include <algorithm>
#include <limits>

namespace calfemg::evaluate {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Rows join one by one along the cheapest alternating path. Indices count from 1: row 0 is "nobody"
// and column 0 is where the path of a new row begins. The matrix is made square with weights of 0.
class HungarianMethod {
 public:
  explicit HungarianMethod(const std::vector<std::vector<double>>& weights)
      : weights_(weights),
        size_(std::max(weights.size(), weights.empty() ? 0 : weights.front().size())),
        row_price_(size_ + 1, 0.0),
        column_price_(size_ + 1, 0.0),
        row_of_(size_ + 1, 0),
        came_from_(size_ + 1, 0) {
    for (std::size_t row = 1; row <= size_; ++row)
      add(row);
  }

  [[nodiscard]] std::vector<Pair> pairs() const {
    std::vector<Pair> found;
    for (std::size_t column = 1; column <= size_; ++column) {
      if (weight(row_of_[column], column) > 0.0) found.push_back({row_of_[column] - 1, column - 1});
    }
    std::sort(
        found.begin(), found.end(), [](const Pair& a, const Pair& b) { return a.row < b.row; });
    return found;
  }

 private:
  [[nodiscard]] double weight(std::size_t row, std::size_t column) const {
    if (row > weights_.size() || column > weights_.front().size()) return 0.0;
    return weights_[row - 1][column - 1];
  }

  void add(std::size_t row) {
    least_.assign(size_ + 1, kInfinity);
    visited_.assign(size_ + 1, false);
    row_of_[0] = row;
    std::size_t column = 0;
    do {
      column = next_column(column);
    } while (row_of_[column] != 0);
    while (column != 0) {
      row_of_[column] = row_of_[came_from_[column]];
      column = came_from_[column];
    }
  }

  std::size_t next_column(std::size_t from) {
    visited_[from] = true;
    const std::size_t row = row_of_[from];
    double step = kInfinity;
    std::size_t next = 0;
    for (std::size_t column = 1; column <= size_; ++column) {
      if (visited_[column]) continue;
      const double slack = -weight(row, column) - row_price_[row] - column_price_[column];
      if (slack < least_[column]) {
        least_[column] = slack;
        came_from_[column] = from;
      }
      if (least_[column] < step) {
        step = least_[column];
        next = column;
      }
    }
    raise_prices(step);
    return next;
  }

  void raise_prices(double step) {
    for (std::size_t column = 0; column <= size_; ++column) {
      if (visited_[column]) {
        row_price_[row_of_[column]] += step;
        column_price_[column] -= step;
      } else {
        least_[column] -= step;
      }
    }
  }

  const std::vector<std::vector<double>>& weights_;
  std::size_t size_;
  std::vector<double> row_price_;
  std::vector<double> column_price_;
  std::vector<std::size_t> row_of_;  // by column
  std::vector<std::size_t> came_from_;
  std::vector<double> least_;
  std::vector<bool> visited_;
};

}  // namespace

std::vector<Pair> best_assignment(const std::vector<std::vector<double>>& weights) {
  if (weights.empty() || weights.front().empty()) return {};
  return HungarianMethod(weights).pairs();
}

}  // namespace calfemg::evaluate
