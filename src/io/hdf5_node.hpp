// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/hdf5_handle.hpp"

namespace calfemg::io {

/// A group or a data set of an open file, with what the layouts ask of it. Attributes that are
/// absent or of another kind give nothing; what must be there is asked for by the layouts, so that
/// their sentence can say what to do.
class Hdf5Node {
 public:
  /// The root group of a file that `open_hdf5` opened.
  /// @throws core::FileError when it cannot be read
  [[nodiscard]] static Hdf5Node root_of(const Hdf5Handle& file, std::string file_path);

  [[nodiscard]] const std::string& file_path() const { return file_path_; }

  /// Path inside the file: "/signals/emg".
  [[nodiscard]] const std::string& inside() const { return inside_; }

  [[nodiscard]] std::int64_t id() const { return handle_.id(); }

  [[nodiscard]] bool is_group() const;
  [[nodiscard]] bool is_dataset() const;

  /// Names in this group, in byte order.
  [[nodiscard]] std::vector<std::string> children() const;
  /// nullopt when there is none of that name, or it cannot be opened.
  /// @throws core::FormatError when it is not in this file
  [[nodiscard]] std::optional<Hdf5Node> child(const std::string& name) const;
  /// The object at a path below this one, "a/b/c", slashes at its begin ignored.
  [[nodiscard]] std::optional<Hdf5Node> at(const std::string& path) const;

  [[nodiscard]] bool has_attribute(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> attribute_names() const;
  /// A string of fixed or variable length, or a number as text; scalar or of one element.
  [[nodiscard]] std::optional<std::string> text(const std::string& name) const;
  /// A number of any width, or a text that is one; scalar or of one element.
  [[nodiscard]] std::optional<double> number(const std::string& name) const;
  /// All numbers of an attribute; empty when it is absent or holds none.
  [[nodiscard]] std::vector<double> numbers(const std::string& name) const;

  /// All texts of an attribute; empty when it is absent or holds none.
  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const;

  /// What the object references of a data set point to, in the order of the file; empty for a data
  /// set of anything else. References that point nowhere are left out.
  [[nodiscard]] std::vector<Hdf5Node> referenced() const;

  /// Extent of a data set; empty for a scalar.
  [[nodiscard]] std::vector<std::uint64_t> shape() const;
  /// A 1-D data set of strings, or of numbers. Meant for tables, not for samples.
  /// @throws core::FormatError another rank or type, or more than a million entries
  /// @throws core::FileError   the library cannot read it, for want of a filter perhaps
  [[nodiscard]] std::vector<std::string> read_texts() const;
  [[nodiscard]] std::vector<double> read_numbers() const;

  /// All numbers of a data set of any shape, a single one included, in the order of the file.
  [[nodiscard]] std::vector<double> read_array() const;
  /// A data set of one text; "" for anything else.
  [[nodiscard]] std::string read_text() const;
  [[nodiscard]] bool holds_numbers() const;
  [[nodiscard]] bool holds_texts() const;
  /// Names of the fields of a table whose rows are compounds; empty for anything else.
  [[nodiscard]] std::vector<std::string> field_names() const;
  /// A number, or an array of numbers, in each row.
  [[nodiscard]] bool field_holds_numbers(const std::string& field) const;
  /// One field of a table whose rows are compounds.
  [[nodiscard]] std::vector<std::string> field_texts(const std::string& field) const;
  [[nodiscard]] std::vector<double> field_numbers(const std::string& field) const;

  /// @param name  child or attribute meant; empty for this node itself
  [[noreturn]] void refuse(const std::string& name,
                           std::string expected,
                           std::string found,
                           std::string hint = {}) const;

 private:
  Hdf5Node(std::string file_path, std::string inside, Hdf5Handle handle);

  [[noreturn]] void fail_to_read() const;
  [[nodiscard]] std::string path_of(const std::string& name) const;
  [[nodiscard]] std::size_t table_rows(const std::string& expected) const;
  [[nodiscard]] Hdf5Handle field_type(const std::string& field) const;

  std::string file_path_;
  std::string inside_;
  Hdf5Handle handle_;
};

}  // namespace calfemg::io
