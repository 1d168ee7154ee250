// SPDX-License-Identifier: Apache-2.0
#include "io/hdf5_handle.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <type_traits>

#include <hdf5.h>

#include "core/error.hpp"
#include "io/byte_file.hpp"
#include "io/lzf_filter.hpp"

namespace calfemg::io {
namespace {

static_assert(std::is_same_v<hid_t, std::int64_t>, "Hdf5Handle keeps a hid_t as an int64");

herr_t keep_first(unsigned /*position*/, const H5E_error2_t* error, void* text) {
  auto& first = *static_cast<std::string*>(text);
  if (first.empty() && error->desc != nullptr) first = error->desc;
  return 0;
}

// HDF5 format specification II.A: the signature sits at 0 or at a power of two from 512 on.
constexpr std::array<char, 8> kSignature{'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
constexpr std::uintmax_t kFirstUserBlock = 512;

bool has_signature_at(std::ifstream& file, std::uintmax_t offset) {
  std::array<char, kSignature.size()> bytes{};
  file.clear();
  file.seekg(static_cast<std::streamoff>(offset));
  return file.read(bytes.data(), bytes.size()) && bytes == kSignature;
}

bool has_signature(std::ifstream& file, std::uintmax_t size) {
  if (has_signature_at(file, 0)) return true;
  for (std::uintmax_t offset = kFirstUserBlock; offset < size; offset *= 2) {
    if (has_signature_at(file, offset)) return true;
  }
  return false;
}

// What the file is instead, from its first bytes.
std::string kind_of(std::ifstream& file) {
  constexpr std::size_t kProbe = 256;
  std::array<char, kProbe> bytes{};
  file.clear();
  file.seekg(0);
  file.read(bytes.data(), bytes.size());
  const auto count = static_cast<std::size_t>(file.gcount());
  bool text = true;
  bool zeros = true;
  for (std::size_t i = 0; i < count; ++i) {
    const auto c = static_cast<unsigned char>(bytes.at(i));
    if (c != 0) zeros = false;
    if (c < ' ' && c != '\n' && c != '\r' && c != '\t') text = false;
  }
  if (zeros) return "it begins with zeros, as after a copy or a recorder that was interrupted";
  return text ? "it looks like text" : "its signature is missing";
}

void check_before_opening(const std::filesystem::path& path) {
  const std::uint64_t size = size_of_recording(path);
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const std::string reason = std::generic_category().message(errno);
    throw core::FileError(path.string(), "cannot be opened: " + reason + ".");
  }
  if (!has_signature(file, size))
    throw core::FileError(path.string(),
                          "this is no HDF5 file and no EDF file: " + kind_of(file) + ".");
}

// The library tells truncated and unclosed files apart only in the words of its error stack.
std::string reason_of(const std::string& problem) {
  const auto says = [&problem](const char* words) {
    return problem.find(words) != std::string::npos;
  };
  if (says("already open for write") || says("already open for SWMR") || says("consistency flags"))
    return "the file was not closed by its writer (still recording, or the recorder was "
           "interrupted); when nothing writes to it any more, copy it and run `h5clear --status` "
           "on the copy.";
  if (says("truncated file"))
    return "the file is truncated (" + problem + "); copy it again from the recorder.";
  return "the file cannot be opened as HDF5, it is damaged or was not closed by its writer (" +
         problem + "); copy it again, or try `h5clear --increment` on a copy.";
}

}  // namespace

Hdf5Handle& Hdf5Handle::operator=(Hdf5Handle&& other) noexcept {
  if (this != &other) {
    (void)close();
    id_ = std::exchange(other.id_, kNone);
  }
  return *this;
}

// Every H5?close() of the library ends in this call.
bool Hdf5Handle::close() noexcept {
  const std::int64_t id = std::exchange(id_, kNone);
  return id < 0 || H5Idec_ref(id) >= 0;
}

void prepare_hdf5() {
  H5dont_atexit();
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

std::string hdf5_problem() {
  std::string text;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &text);
  if (text.empty()) return "unknown reason";
  // Failures of the system come as a paragraph of numbers around the words that matter.
  const std::string before = "error message = '";
  const auto begin = text.find(before);
  if (begin == std::string::npos) return text;
  const auto words = text.substr(begin + before.size());
  return words.substr(0, words.find('\''));
}

Hdf5Handle open_hdf5(const std::filesystem::path& path) {
  prepare_hdf5();
  register_lzf();
  check_before_opening(path);
  const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS));
  H5Pset_file_locking(access.id(), 0, 1);
  Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()));
  if (!file) throw core::FileError(path.string(), reason_of(hdf5_problem()));
  return file;
}

}  // namespace calfemg::io
