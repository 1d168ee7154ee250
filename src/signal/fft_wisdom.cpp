// SPDX-License-Identifier: Apache-2.0
// Written by benchmarks/make_fft_wisdom.cpp with the lengths 250 256 500 512 1000 1024 1200 1500
// 2000 2048 2500 3000 4000 4096 5000 8000 10000 (frames of 1 s at usual rates). A library that was
// built in another way does not take it and plans on its own.
#include "signal/fft_wisdom.hpp"

namespace calfemg::signal {
namespace {

constexpr const char* kWisdom =
    R"((fftw-3.3.10 fftw_wisdom #x458a31c8 #x92381c4c #x4f974889 #xcd46f97e
  (fftw_codelet_n1fv_10_avx 0 #x11bdd #x11bdd #x0 #xa6befb50 #xc238986c #x7c8d7419 #x9d58002c)
  (fftw_codelet_t2fv_25_avx 0 #x11bdd #x11bdd #x0 #x33e2cb84 #xf3ff53a5 #x2d41ce7f #x06f8d763)
  (fftw_codelet_n2fv_8_avx 0 #x11bdd #x11bdd #x0 #xc70e68af #x2885b791 #xd8a71373 #x2a562113)
  (fftw_codelet_t2fv_32_avx 0 #x11bdd #x11bdd #x0 #xcf6061a3 #x568aee5c #x3ed75045 #xd3c2f0a4)
  (fftw_codelet_t2fv_5_avx 0 #x11048 #x11048 #x0 #xba290d2f #x7d355c9b #x248ee875 #x93b7e02f)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #xd944eb29 #xe7149c08 #xe843b65e #xa159d1b5)
  (fftw_codelet_n2fv_10_avx 0 #x11048 #x11048 #x0 #x26bbd9cd #x9abcc1d6 #x265a825c #xb61721a9)
  (fftw_codelet_t2fv_10_avx 0 #x11048 #x11048 #x0 #x701655b7 #xe7cdc023 #xa16c9fc1 #xd6700aef)
  (fftw_codelet_n2fv_32_avx 0 #x11bdd #x11bdd #x0 #x21bf8747 #x375e1866 #x1b9ee1b5 #xa0a9b5c3)
  (fftw_codelet_t2fv_16_avx 0 #x11bdd #x11bdd #x0 #x5ccd11b9 #x43ed8830 #x7233cc84 #xe3e53a93)
  (fftw_codelet_n2fv_10_avx 0 #x11048 #x11048 #x0 #xd89d9e41 #x5befc6b5 #x27e1ac5e #x1c2322cf)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x70e43c7f #x0ef69b87 #xe6a9c3fc #xdc6d87de)
  (fftw_codelet_t2fv_10_avx 0 #x11048 #x11048 #x0 #x9eadb9ed #x23e8c980 #xa15b3b3f #xdd15e994)
  (fftw_codelet_t2fv_10_avx 0 #x11048 #x11048 #x0 #x35b92e37 #x44b1154c #x14bedfe0 #x54813a69)
  (fftw_codelet_t2fv_16_avx 0 #x11bdd #x11bdd #x0 #x9208a52b #x2d2ad097 #x6067ffe4 #xcda7baf8)
  (fftw_codelet_n2fv_64_avx 0 #x11bdd #x11bdd #x0 #x4fa8b2f3 #xd93af2ba #xec419f5a #xae14e9fd)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x253874ce #x7d152e49 #x7f06a03e #x46cfaa2e)
  (fftw_codelet_t2fv_20_avx 0 #x11048 #x11048 #x0 #xe8e017a6 #x79388328 #x4ca18332 #x17c11120)
  (fftw_codelet_n2fv_12_avx 0 #x11048 #x11048 #x0 #x2c218b79 #x3ce0dd3b #x1c439d4b #x8ff99503)
  (fftw_codelet_t2fv_5_avx 0 #x11048 #x11048 #x0 #xa6d30de6 #xa1eb6e6b #xf007733c #x302e9e51)
  (fftw_codelet_t2fv_10_avx 0 #x11048 #x11048 #x0 #xdcb01010 #x5eb9da8d #xea041095 #x3bf14e24)
  (fftw_codelet_n2fv_10_avx 0 #x11048 #x11048 #x0 #x5785204f #x81cb5d0b #x448f69b3 #x2f22f03f)
  (fftw_codelet_t1fv_15_avx 0 #x11048 #x11048 #x0 #xbc71e3cc #xc2e5ec6a #x6ec34217 #x924c9c76)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x0e2e4379 #x6bc94826 #xfd31d6bb #x82967387)
  (fftw_codelet_n2fv_10_avx 0 #x11048 #x11048 #x0 #x22bf9880 #xff6766a2 #xb0d69ef8 #x2a4038a0)
  (fftw_codelet_t2fv_20_avx 0 #x11048 #x11048 #x0 #x83c50c58 #xc0663dfa #x32d5486c #x32883df2)
  (fftw_codelet_t2fv_10_avx 0 #x11048 #x11048 #x0 #x09e8f137 #x1e0ad277 #x59bcda24 #xb4e9b38a)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #xf210eae9 #x04dc9eae #x6f48d0d7 #x616e2950)
  (fftw_codelet_t1fv_32_avx 0 #x11bdd #x11bdd #x0 #x52d2c729 #xd90ebce1 #x6bd78c14 #x22b31d6d)
  (fftw_codelet_n2fv_64_avx 0 #x11bdd #x11bdd #x0 #x7ecb5339 #x1e78ef88 #x6f2ab1db #x3337ceee)
  (fftw_codelet_n2fv_10_avx 0 #x11048 #x11048 #x0 #x52e61d3f #x2b64c506 #x10d13fcc #xe4003199)
  (fftw_codelet_t2fv_10_avx 0 #x11048 #x11048 #x0 #x76364bda #x4af9a7fc #xc5042f3a #x5996c802)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x29f87c0c #x84f6bc9b #xd2dc6fde #x7799f352)
  (fftw_codelet_t2fv_5_avx 0 #x11048 #x11048 #x0 #x4f5f96b0 #x554d2d9a #x8d256248 #x09c946ba)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x0f9b2532 #xb8896353 #x3d3796e5 #xc68130f3)
  (fftw_codelet_t2fv_5_avx 0 #x11048 #x11048 #x0 #xf90b7aab #x8eb5310c #xcb25ff23 #xe30bda8f)
  (fftw_codelet_t1fv_15_avx 0 #x11048 #x11048 #x0 #xc9e88555 #xb2ebc339 #x8fbd4e66 #xf3e5fb3b)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x1c4197c3 #xc1f1f42e #xf30055bd #xb52a4479)
  (fftw_codelet_t2fv_20_avx 0 #x11048 #x11048 #x0 #x8569d931 #x02d6f2af #xcdfdace4 #x3b5a8e67)
  (fftw_codelet_n2fv_10_avx 0 #x11048 #x11048 #x0 #x7d9be4ab #xb495ea58 #x5624b84c #xcae6d349)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #xc8bc69ac #xafd59535 #xbee48a9f #xf7f8fdda)
  (fftw_codelet_n2fv_20_avx 0 #x11048 #x11048 #x0 #xb755cfb0 #xd9b5647a #xca8eebf8 #xa5e89495)
  (fftw_codelet_t2fv_20_avx 0 #x11048 #x11048 #x0 #x444616c8 #x7c36f225 #x236f65d5 #xc9234255)
  (fftw_codelet_t2fv_10_avx 0 #x11048 #x11048 #x0 #x56a970ba #xa55ca175 #x13022d7f #x9ea2bc2b)
  (fftw_codelet_t1fv_4_avx 0 #x11048 #x11048 #x0 #xc8b3db2b #x618b5c0d #x99ddcf0d #xcb6bec91)
  (fftw_codelet_t2fv_32_avx 0 #x11048 #x11048 #x0 #xbb234ce9 #xd723c649 #x485b4ab3 #x56d8e275)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x126970f3 #x433c81ef #x49b0c621 #x3e45e849)
  (fftw_codelet_n2fv_8_avx 0 #x11048 #x11048 #x0 #x384d71a0 #xffac9b56 #xf95d5b03 #xa5fe31e0)
  (fftw_codelet_t2fv_4_avx 0 #x11048 #x11048 #x0 #x0b9789ac #x9b301847 #x64b38266 #x79e92a29)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x86630c90 #x69b06643 #x0363b643 #x5ef757d1)
  (fftw_codelet_t2fv_10_avx 0 #x11048 #x11048 #x0 #x45ea87e4 #x6636bb9e #xe2956d4c #x87b48d85)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x437e567a #xaa1c4ad0 #x843e51da #x8a490957)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x78ee7021 #xfb7ecdf9 #xcffeb550 #x87cd70e0)
  (fftw_codelet_t2fv_5_avx 0 #x11048 #x11048 #x0 #xf837e7ff #xb4701780 #xf87781f4 #x001490e1)
  (fftw_codelet_t2fv_10_avx 0 #x11048 #x11048 #x0 #xd2830b9a #x7666b319 #x791c55dc #xc6619a65)
  (fftw_codelet_n2fv_10_avx 0 #x11048 #x11048 #x0 #x2cf82049 #x8c1951f3 #x2cd0b0d1 #x07fa42bc)
  (fftw_codelet_t2fv_20_avx 0 #x11048 #x11048 #x0 #xcaca9cd7 #x816e47d5 #xe7e53523 #x74b0ab30)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x8e455d6b #x0a7ba715 #x26264d84 #x362d0e50)
  (fftw_codelet_n2fv_20_avx 0 #x11048 #x11048 #x0 #xb6606b07 #x9d6e4261 #xcbc509c6 #xfd82c297)
  (fftw_codelet_t2fv_20_avx 0 #x11048 #x11048 #x0 #x83ff219c #x54219b06 #x75541a78 #x4cd04e1b)
  (fftw_codelet_t2fv_5_avx 0 #x11048 #x11048 #x0 #x0b5565ba #xa1ed119d #x76a89d81 #x852c1751)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #xe08207c4 #x51bdb321 #x84b28e4f #x6d15d731)
  (fftw_codelet_t2fv_10_avx 0 #x11048 #x11048 #x0 #x158e3b8f #x46360323 #x647da157 #xd390aeea)
  (fftw_dft_vrank_geq1_register 0 #x11048 #x11048 #x0 #x6a771101 #x2d9ee4a2 #x973d4d68 #x2ced60e1)
  (fftw_codelet_n2fv_20_avx 0 #x11048 #x11048 #x0 #x137682ae #xc7123384 #x751890d0 #x1eeacc8b)
  (fftw_codelet_t2fv_10_avx 0 #x11048 #x11048 #x0 #xa8ef2c33 #xd41bc5dc #xb17165b8 #x772b62f6)
))";

}  // namespace

const char* fft_wisdom() {
  return kWisdom;
}

}  // namespace calfemg::signal
