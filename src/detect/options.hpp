// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace calfemg::detect {

struct DetectOptions {};

}  // namespace calfemg::detect
