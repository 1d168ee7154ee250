// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <libdeflate.h>
#include <memory>
#include <new>
#include <system_error>

#include "core/error.hpp"
#include "export/gzip_file.hpp"

namespace calfemg::exporting {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;

struct DecompressorFree {
  void operator()(libdeflate_decompressor* one) const { libdeflate_free_decompressor(one); }
};

// Unpacks a file a member at a time.
class Members {
 public:
  explicit Members(const std::filesystem::path& path)
      : path_(path.string()),
        file_(path, std::ios::binary),
        decompressor_(libdeflate_alloc_decompressor()),
        member_(kPieceBytes, '\0') {
    if (!decompressor_) throw std::bad_alloc();
    std::error_code ignored;
    if (!file_ || !std::filesystem::is_regular_file(path, ignored))
      throw core::FileError(path_, "cannot be opened; check the path");
  }

  // The next member; empty at the end of the file.
  std::string_view next() {
    fill();
    if (packed_.empty()) return {};
    for (;;) {
      std::size_t used = 0;
      std::size_t made = 0;
      const auto result = libdeflate_gzip_decompress_ex(decompressor_.get(),
                                                        packed_.data(),
                                                        packed_.size(),
                                                        member_.data(),
                                                        member_.size(),
                                                        &used,
                                                        &made);
      if (result == LIBDEFLATE_SUCCESS) {
        packed_.erase(0, used);
        return made == 0 ? next() : std::string_view(member_).substr(0, made);
      }
      if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {  // not one of ours
        member_.resize(2 * member_.size());
      } else if (!more()) {
        throw core::FileError(path_, "is damaged or not complete; analyse the recording again");
      }
    }
  }

 private:
  // A member that was written here is at most little longer packed than unpacked.
  void fill() {
    while (packed_.size() < 2 * kPieceBytes && more())
      continue;
  }

  bool more() {
    const std::size_t before = packed_.size();
    packed_.resize(before + kPieceBytes);
    file_.read(&packed_[before], static_cast<std::streamsize>(kPieceBytes));
    packed_.resize(before + static_cast<std::size_t>(file_.gcount()));
    return packed_.size() > before;
  }

  std::string path_;
  std::ifstream file_;
  std::unique_ptr<libdeflate_decompressor, DecompressorFree> decompressor_;
  std::string packed_;
  std::string member_;
};

}  // namespace

void for_each_line_of_gzip(const std::filesystem::path& path,
                           const std::function<bool(std::string_view)>& take) {
  Members members(path);
  std::string begun;  // a line that the next member goes on with
  for (auto text = members.next(); !text.empty(); text = members.next()) {
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
      begun += text.substr(0, end);
      text.remove_prefix(end + 1);
      if (!take(begun)) return;
      begun.clear();
    }
    begun += text;
  }
  if (!begun.empty()) (void)take(begun);
}

std::string text_of_gzip(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return {};
  try {
    Members members(path);
    std::string text;
    for (auto part = members.next(); !part.empty(); part = members.next())
      text += part;
    return text;
  } catch (const core::FileError&) {
    return {};
  }
}

}  // namespace calfemg::exporting
