// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <hdf5.h>

namespace calfemg::test {

/// Writes small HDF5 files, good ones and wrong ones, with the plain C API: nothing of the code
/// under test takes part. Intermediate groups are made as needed.
class Hdf5Fixture {
 public:
  explicit Hdf5Fixture(const std::filesystem::path& path, bool latest_format = false);
  ~Hdf5Fixture();
  Hdf5Fixture(const Hdf5Fixture&) = delete;
  Hdf5Fixture& operator=(const Hdf5Fixture&) = delete;

  [[nodiscard]] hid_t id() const { return file_; }

  void group(const std::string& path) const;
  void text(const std::string& object, const std::string& name, const std::string& value) const;
  /// A fixed-length, space-padded string in an array of one element.
  void fixed_text(const std::string& object,
                  const std::string& name,
                  const std::string& value) const;
  void number(const std::string& object, const std::string& name, double value) const;
  void text_list(const std::string& object,
                 const std::string& name,
                 const std::vector<std::string>& values) const;
  void integers(const std::string& object, const std::string& name, std::vector<int> values) const;

  void texts(const std::string& path, const std::vector<std::string>& values) const;
  void numbers(const std::string& path, const std::vector<double>& values) const;

  /// A data set of any type and shape; `values` are converted by the library.
  void dataset(const std::string& path,
               hid_t stored_type,
               const std::vector<hsize_t>& shape,
               const std::vector<double>& values,
               const std::vector<hsize_t>& chunk = {}) const;

  void remove(const std::string& path) const;

 private:
  hid_t file_ = -1;
};

/// The columns of /signals/emg/channels in a calfemg recording.
struct ChannelColumns {
  std::vector<std::string> name{"GM.L", "GL.L"};
  std::vector<std::string> leg{"left", "left"};
  std::vector<std::string> muscle{"gastrocnemius_medialis", "gastrocnemius_lateralis"};
  std::vector<std::string> site{"", ""};
  std::vector<std::string> unit{"uV", "uV"};
  std::vector<double> scale{0.5, 0.25};
  std::vector<double> offset{0.0, 10.0};
};

/// A small correct calfemg recording, 1000 Hz, 100 samples of 2 channels, int16:
/// stored[i][c] = i - 50 c.
void write_calfemg(const Hdf5Fixture& file, const ChannelColumns& columns = {});

}  // namespace calfemg::test
