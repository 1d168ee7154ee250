// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace calfemg::io {

/// Undoes LZF (LibLZF by Marc Lehmann): runs of literals and references up to 8 KB back.
/// @return nullopt for bytes that are no LZF, or that give another number of bytes than `size`
[[nodiscard]] std::optional<std::vector<std::byte>> lzf_decompressed(
    std::span<const std::byte> compressed, std::size_t size);

/// Makes libhdf5 read data sets that h5py wrote with compression="lzf" (filter 32000), for which
/// Debian has no plug-in. Reading only. Does nothing when a filter of that number is there.
void register_lzf();

}  // namespace calfemg::io
