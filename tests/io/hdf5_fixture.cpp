// SPDX-License-Identifier: Apache-2.0
#include "io/hdf5_fixture.hpp"

namespace calfemg::test {
namespace {

hid_t creating_parents() {
  const hid_t links = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_create_intermediate_group(links, 1);
  return links;
}

void write_attribute(hid_t file,
                     const std::string& object,
                     const std::string& name,
                     hid_t type,
                     const std::vector<hsize_t>& shape,
                     const void* value) {
  const hid_t space = shape.empty()
                          ? H5Screate(H5S_SCALAR)
                          : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
  if (H5Aexists_by_name(file, object.c_str(), name.c_str(), H5P_DEFAULT) > 0)
    H5Adelete_by_name(file, object.c_str(), name.c_str(), H5P_DEFAULT);
  const hid_t attribute = H5Acreate_by_name(
      file, object.c_str(), name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  H5Awrite(attribute, type, value);
  H5Aclose(attribute);
  H5Sclose(space);
}

hid_t text_type(std::size_t width) {
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, width);
  return type;
}

}  // namespace

Hdf5Fixture::Hdf5Fixture(const std::filesystem::path& path, bool latest_format) {
  H5dont_atexit();  // as in the program: see io::prepare_hdf5
  const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  if (latest_format) H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110);
  file_ = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access);
  H5Pclose(access);
}

Hdf5Fixture::~Hdf5Fixture() {
  H5Fclose(file_);
}

void Hdf5Fixture::group(const std::string& path) const {
  const hid_t links = creating_parents();
  H5Gclose(H5Gcreate2(file_, path.c_str(), links, H5P_DEFAULT, H5P_DEFAULT));
  H5Pclose(links);
}

void Hdf5Fixture::text(const std::string& object,
                       const std::string& name,
                       const std::string& value) const {
  const hid_t type = text_type(H5T_VARIABLE);
  const char* characters = value.c_str();
  write_attribute(file_, object, name, type, {}, &characters);
  H5Tclose(type);
}

void Hdf5Fixture::fixed_text(const std::string& object,
                             const std::string& name,
                             const std::string& value) const {
  const std::size_t width = value.size() + 3;
  std::string padded = value;
  padded.resize(width, ' ');
  const hid_t type = text_type(width);
  H5Tset_strpad(type, H5T_STR_SPACEPAD);
  write_attribute(file_, object, name, type, {1}, padded.data());
  H5Tclose(type);
}

void Hdf5Fixture::text_list(const std::string& object,
                            const std::string& name,
                            const std::vector<std::string>& values) const {
  std::vector<const char*> pointers;
  pointers.reserve(values.size());
  for (const auto& value : values)
    pointers.push_back(value.c_str());
  const hid_t type = text_type(H5T_VARIABLE);
  write_attribute(file_, object, name, type, {values.size()}, pointers.data());
  H5Tclose(type);
}

void Hdf5Fixture::number(const std::string& object, const std::string& name, double value) const {
  write_attribute(file_, object, name, H5T_NATIVE_DOUBLE, {}, &value);
}

void Hdf5Fixture::integers(const std::string& object,
                           const std::string& name,
                           std::vector<int> values) const {
  write_attribute(file_, object, name, H5T_NATIVE_INT, {values.size()}, values.data());
}

void Hdf5Fixture::texts(const std::string& path, const std::vector<std::string>& values) const {
  std::vector<const char*> pointers;
  pointers.reserve(values.size());
  for (const auto& value : values)
    pointers.push_back(value.c_str());
  const hsize_t count = values.size();
  const hid_t links = creating_parents();
  const hid_t type = text_type(H5T_VARIABLE);
  const hid_t space = H5Screate_simple(1, &count, nullptr);
  const hid_t data = H5Dcreate2(file_, path.c_str(), type, space, links, H5P_DEFAULT, H5P_DEFAULT);
  if (count > 0) H5Dwrite(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data());
  H5Dclose(data);
  H5Sclose(space);
  H5Tclose(type);
  H5Pclose(links);
}

void Hdf5Fixture::numbers(const std::string& path, const std::vector<double>& values) const {
  dataset(path, H5T_IEEE_F64LE, {values.size()}, values);
}

void Hdf5Fixture::dataset(const std::string& path,
                          hid_t stored_type,
                          const std::vector<hsize_t>& shape,
                          const std::vector<double>& values,
                          const std::vector<hsize_t>& chunk) const {
  const hid_t links = creating_parents();
  const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
  if (!chunk.empty()) H5Pset_chunk(creation, static_cast<int>(chunk.size()), chunk.data());
  const hid_t space = H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
  const hid_t data =
      H5Dcreate2(file_, path.c_str(), stored_type, space, links, creation, H5P_DEFAULT);
  if (!values.empty())
    H5Dwrite(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  H5Dclose(data);
  H5Sclose(space);
  H5Pclose(creation);
  H5Pclose(links);
}

void Hdf5Fixture::remove(const std::string& path) const {
  H5Ldelete(file_, path.c_str(), H5P_DEFAULT);
}

void write_calfemg(const Hdf5Fixture& file, const ChannelColumns& columns) {
  file.text("/", "format", "calfemg-recording");
  file.text("/", "format_version", "1.0");
  file.group("/signals/emg/channels");
  file.number("/signals/emg", "sampling_rate_hz", 1000.0);
  std::vector<double> samples;
  for (int i = 0; i < 100; ++i) {
    for (int c = 0; c < 2; ++c)
      samples.push_back(i - 50.0 * c);
  }
  file.dataset("/signals/emg/samples", H5T_STD_I16LE, {100, 2}, samples, {32, 2});
  const std::string table = "/signals/emg/channels/";
  file.texts(table + "name", columns.name);
  file.texts(table + "leg", columns.leg);
  file.texts(table + "muscle", columns.muscle);
  file.texts(table + "site", columns.site);
  file.texts(table + "unit", columns.unit);
  file.numbers(table + "scale", columns.scale);
  file.numbers(table + "offset", columns.offset);
}

}  // namespace calfemg::test
