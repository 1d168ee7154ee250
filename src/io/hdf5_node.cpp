// SPDX-License-Identifier: Apache-2.0
#include "io/hdf5_node.hpp"

#include <functional>
#include <utility>

#include <hdf5.h>

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/stored_data.hpp"

namespace calfemg::io {
namespace {

// More than any night needs; a damaged size must not become an allocation.
constexpr std::uint64_t kMostTableRows = 1'000'000;
constexpr std::uint64_t kMostTextBytes = 64ULL << 20U;
constexpr std::uint64_t kMostAttributeValues = 65'536;
constexpr std::size_t kMostNames = 100'000;

using RawRead = std::function<bool(hid_t memory_type, void* buffer)>;

// Elements of a space; 0 for an empty one, nullopt when it has more than `most`.
std::optional<std::size_t> elements(const Hdf5Handle& space, std::uint64_t most) {
  const hssize_t count = space ? H5Sget_simple_extent_npoints(space.id()) : -1;
  if (count < 0 || static_cast<std::uint64_t>(count) > most) return std::nullopt;
  return static_cast<std::size_t>(count);
}

std::optional<std::vector<std::string>> variable_texts(const Hdf5Handle& type,
                                                       const Hdf5Handle& space,
                                                       std::size_t count,
                                                       const RawRead& read) {
  std::vector<char*> pointers(count, nullptr);
  if (!read(type.id(), pointers.data())) return std::nullopt;
  std::vector<std::string> texts;
  texts.reserve(count);
  for (const char* text : pointers)
    texts.emplace_back(text == nullptr ? "" : text);
  H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, pointers.data());
  return texts;
}

std::optional<std::vector<std::string>> fixed_texts(const Hdf5Handle& type,
                                                    std::size_t count,
                                                    const RawRead& read) {
  const std::size_t width = H5Tget_size(type.id());
  if (width == 0 || width > kMostTextBytes / count) return std::nullopt;
  std::vector<char> bytes(count * width, '\0');
  if (!read(type.id(), bytes.data())) return std::nullopt;
  std::vector<std::string> texts;
  texts.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::string text(bytes.data() + i * width, width);
    text.resize(std::min(text.find('\0'), text.size()));
    if (H5Tget_strpad(type.id()) == H5T_STR_SPACEPAD) text.erase(text.find_last_not_of(' ') + 1);
    texts.push_back(std::move(text));
  }
  return texts;
}

std::optional<std::vector<std::string>> texts_of(const Hdf5Handle& type,
                                                 const Hdf5Handle& space,
                                                 std::size_t count,
                                                 const RawRead& read) {
  if (H5Tget_class(type.id()) != H5T_STRING) return std::nullopt;
  if (count == 0) return std::vector<std::string>{};
  if (H5Tis_variable_str(type.id()) > 0) return variable_texts(type, space, count, read);
  return fixed_texts(type, count, read);
}

bool is_number(const Hdf5Handle& type) {
  const H5T_class_t kind = H5Tget_class(type.id());
  return kind == H5T_INTEGER || kind == H5T_FLOAT || kind == H5T_ENUM;
}

// Reads one field of all rows into an array of `memory_type`.
bool read_field(hid_t dataset, const std::string& field, hid_t memory_type, void* buffer) {
  const Hdf5Handle row(H5Tcreate(H5T_COMPOUND, H5Tget_size(memory_type)));
  return row && H5Tinsert(row.id(), field.c_str(), 0, memory_type) >= 0 &&
         H5Dread(dataset, row.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer) >= 0;
}

herr_t keep_link_name(hid_t, const char* name, const H5L_info_t*, void* names) {
  auto& list = *static_cast<std::vector<std::string>*>(names);
  list.emplace_back(name);
  return list.size() < kMostNames ? 0 : 1;
}

herr_t keep_attribute_name(hid_t, const char* name, const H5A_info_t*, void* names) {
  auto& list = *static_cast<std::vector<std::string>*>(names);
  list.emplace_back(name);
  return list.size() < kMostNames ? 0 : 1;
}

std::optional<std::vector<std::string>> attribute_texts(const Hdf5Handle& attribute) {
  const Hdf5Handle type(H5Aget_type(attribute.id()));
  const Hdf5Handle space(H5Aget_space(attribute.id()));
  const auto count = elements(space, kMostAttributeValues);
  if (!type || !count) return std::nullopt;
  return texts_of(type, space, *count, [&](hid_t memory_type, void* buffer) {
    return H5Aread(attribute.id(), memory_type, buffer) >= 0;
  });
}

Hdf5Handle open_attribute(const Hdf5Handle& object, const std::string& name) {
  return Hdf5Handle(H5Aopen(object.id(), name.c_str(), H5P_DEFAULT));
}

}  // namespace

Hdf5Node::Hdf5Node(std::string file_path, std::string inside, Hdf5Handle handle)
    : file_path_(std::move(file_path)), inside_(std::move(inside)), handle_(std::move(handle)) {}

Hdf5Node Hdf5Node::root_of(const Hdf5Handle& file, std::string file_path) {
  Hdf5Handle root(H5Oopen(file.id(), "/", H5P_DEFAULT));
  if (!root)
    throw core::FileError(std::move(file_path),
                          "the file is damaged or was not closed by its writer: its root group "
                          "cannot be read (" +
                              hdf5_problem() + "); copy it again from the recorder.");
  return {std::move(file_path), "/", std::move(root)};
}

std::string Hdf5Node::path_of(const std::string& name) const {
  if (name.empty()) return inside_;
  return inside_ == "/" ? "/" + name : inside_ + "/" + name;
}

void Hdf5Node::refuse(const std::string& name,
                      std::string expected,
                      std::string found,
                      std::string hint) const {
  throw core::FormatError(file_path_,
                          {path_of(name), std::move(expected), std::move(found), std::move(hint)});
}

void Hdf5Node::fail_to_read() const {
  const std::string problem = hdf5_problem();  // of the call that failed, before others are made
  require_filters(*this);
  throw core::FileError(file_path_, inside_ + " cannot be read (" + problem + ").");
}

bool Hdf5Node::is_group() const {
  return H5Iget_type(id()) == H5I_GROUP;
}

bool Hdf5Node::is_dataset() const {
  return H5Iget_type(id()) == H5I_DATASET;
}

std::vector<std::string> Hdf5Node::children() const {
  std::vector<std::string> names;
  if (!is_group()) return names;
  hsize_t position = 0;
  if (H5Literate(id(), H5_INDEX_NAME, H5_ITER_INC, &position, keep_link_name, &names) < 0)
    throw core::FileError(file_path_,
                          "the group " + inside_ + " cannot be read (" + hdf5_problem() + ").");
  return names;
}

std::optional<Hdf5Node> Hdf5Node::child(const std::string& name) const {
  if (!is_group() || H5Lexists(id(), name.c_str(), H5P_DEFAULT) <= 0) return std::nullopt;
  require_link_inside(*this, name);
  Hdf5Handle object(H5Oopen(id(), name.c_str(), staying_inside().id()));
  if (!object) return std::nullopt;
  Hdf5Node node(file_path_, path_of(name), std::move(object));
  if (node.is_dataset()) require_stored_inside(node);
  return node;
}

std::optional<Hdf5Node> Hdf5Node::at(const std::string& path) const {
  const auto begin = path.find_first_not_of('/');
  if (begin == std::string::npos) return std::nullopt;
  const auto slash = path.find('/', begin);
  auto node = child(path.substr(begin, slash - begin));
  if (!node || slash == std::string::npos) return node;
  return node->at(path.substr(slash + 1));
}

bool Hdf5Node::has_attribute(const std::string& name) const {
  return H5Aexists(id(), name.c_str()) > 0;
}

std::vector<std::string> Hdf5Node::attribute_names() const {
  std::vector<std::string> names;
  hsize_t position = 0;
  H5Aiterate2(id(), H5_INDEX_NAME, H5_ITER_INC, &position, keep_attribute_name, &names);
  return names;
}

std::vector<double> Hdf5Node::numbers(const std::string& name) const {
  if (!has_attribute(name)) return {};
  const Hdf5Handle attribute = open_attribute(handle_, name);
  const Hdf5Handle type(H5Aget_type(attribute.id()));
  const auto count = elements(Hdf5Handle(H5Aget_space(attribute.id())), kMostAttributeValues);
  if (!type || !count || *count == 0 || !is_number(type)) return {};
  std::vector<double> values(*count);
  if (H5Aread(attribute.id(), H5T_NATIVE_DOUBLE, values.data()) < 0) return {};
  return values;
}

std::optional<std::string> Hdf5Node::text(const std::string& name) const {
  if (!has_attribute(name)) return std::nullopt;
  if (const auto texts = attribute_texts(open_attribute(handle_, name))) {
    if (texts->empty()) return "";
    if (texts->size() == 1) return texts->front();
    return std::nullopt;
  }
  const auto values = numbers(name);
  if (values.size() != 1) return std::nullopt;
  return core::number_text(values.front());
}

std::vector<std::string> Hdf5Node::texts(const std::string& name) const {
  if (!has_attribute(name)) return {};
  return attribute_texts(open_attribute(handle_, name)).value_or(std::vector<std::string>{});
}

std::vector<Hdf5Node> Hdf5Node::referenced() const {
  std::vector<Hdf5Node> nodes;
  if (!is_dataset()) return nodes;
  const Hdf5Handle type(H5Dget_type(id()));
  if (H5Tequal(type.id(), H5T_STD_REF_OBJ) <= 0) return nodes;
  const auto count = elements(Hdf5Handle(H5Dget_space(id())), kMostAttributeValues);
  if (!count) refuse("", "at most " + std::to_string(kMostAttributeValues) + " references", "more");
  std::vector<hobj_ref_t> references(*count);
  if (*count > 0 &&
      H5Dread(id(), H5T_STD_REF_OBJ, H5S_ALL, H5S_ALL, H5P_DEFAULT, references.data()) < 0)
    fail_to_read();
  for (std::size_t i = 0; i < references.size(); ++i) {
    Hdf5Handle object(H5Rdereference2(id(), H5P_DEFAULT, H5R_OBJECT, &references[i]));
    if (!object) continue;
    Hdf5Node node(file_path_, inside_ + "{" + std::to_string(i) + "}", std::move(object));
    if (node.is_dataset()) require_stored_inside(node);
    nodes.push_back(std::move(node));
  }
  return nodes;
}

std::optional<double> Hdf5Node::number(const std::string& name) const {
  const auto values = numbers(name);
  if (values.size() == 1) return values.front();
  if (!values.empty()) return std::nullopt;
  const auto words = text(name);
  return words ? core::number_from_text(core::trimmed(*words)) : std::nullopt;
}

std::vector<std::uint64_t> Hdf5Node::shape() const {
  const Hdf5Handle space(H5Dget_space(id()));
  const int rank = space ? H5Sget_simple_extent_ndims(space.id()) : -1;
  if (rank <= 0) return {};
  std::vector<hsize_t> extent(static_cast<std::size_t>(rank));
  H5Sget_simple_extent_dims(space.id(), extent.data(), nullptr);
  return {extent.begin(), extent.end()};
}

std::size_t Hdf5Node::table_rows(const std::string& expected) const {
  if (!is_dataset()) refuse("", expected, "a group");
  const auto extent = shape();
  if (extent.size() != 1)
    refuse("", expected, "a data set of " + std::to_string(extent.size()) + " dimensions");
  if (extent.front() > kMostTableRows)
    refuse("",
           "at most " + std::to_string(kMostTableRows) + " entries",
           std::to_string(extent.front()));
  return static_cast<std::size_t>(extent.front());
}

std::vector<std::string> Hdf5Node::read_texts() const {
  const std::string expected = "a list of texts (one dimension)";
  const std::size_t count = table_rows(expected);
  const Hdf5Handle type(H5Dget_type(id()));
  const Hdf5Handle space(H5Dget_space(id()));
  if (H5Tget_class(type.id()) != H5T_STRING) refuse("", expected, "values that are no texts");
  auto texts = texts_of(type, space, count, [this](hid_t memory_type, void* buffer) {
    return H5Dread(id(), memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer) >= 0;
  });
  if (!texts) fail_to_read();
  return std::move(*texts);
}

// Stored type of a field.
Hdf5Handle Hdf5Node::field_type(const std::string& field) const {
  const Hdf5Handle type(H5Dget_type(id()));
  const bool is_table = H5Tget_class(type.id()) == H5T_COMPOUND;
  const int index = is_table ? H5Tget_member_index(type.id(), field.c_str()) : -1;
  if (index < 0) refuse("", "a table with the field " + field, "none of that name");
  return Hdf5Handle(H5Tget_member_type(type.id(), static_cast<unsigned>(index)));
}

std::vector<std::string> Hdf5Node::field_names() const {
  std::vector<std::string> names;
  if (!is_dataset()) return names;
  const Hdf5Handle type(H5Dget_type(id()));
  if (H5Tget_class(type.id()) != H5T_COMPOUND) return names;
  for (int i = 0; i < H5Tget_nmembers(type.id()); ++i) {
    char* name = H5Tget_member_name(type.id(), static_cast<unsigned>(i));
    names.emplace_back(name == nullptr ? "" : name);
    H5free_memory(name);
  }
  return names;
}

bool Hdf5Node::field_holds_numbers(const std::string& field) const {
  const Hdf5Handle type = field_type(field);
  if (H5Tget_class(type.id()) != H5T_ARRAY) return is_number(type);
  return is_number(Hdf5Handle(H5Tget_super(type.id())));
}

std::vector<std::string> Hdf5Node::field_texts(const std::string& field) const {
  const std::size_t count = table_rows("a table of one dimension");
  const Hdf5Handle space(H5Dget_space(id()));
  auto texts = texts_of(field_type(field), space, count, [&](hid_t memory_type, void* buffer) {
    return read_field(id(), field, memory_type, buffer);
  });
  if (!texts) {
    require_filters(*this);
    refuse("", "texts in the field " + field, "something else");
  }
  return std::move(*texts);
}

std::vector<double> Hdf5Node::field_numbers(const std::string& field) const {
  std::vector<double> values(table_rows("a table of one dimension"));
  if (!is_number(field_type(field))) refuse("", "numbers in the field " + field, "something else");
  if (!values.empty() && !read_field(id(), field, H5T_NATIVE_DOUBLE, values.data())) fail_to_read();
  return values;
}

std::string Hdf5Node::read_text() const {
  if (!is_dataset()) return "";
  const Hdf5Handle type(H5Dget_type(id()));
  const Hdf5Handle space(H5Dget_space(id()));
  if (elements(space, 1).value_or(0) != 1) return "";
  const auto texts = texts_of(type, space, 1, [this](hid_t memory_type, void* buffer) {
    return H5Dread(id(), memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer) >= 0;
  });
  if (!texts && holds_texts()) require_filters(*this);
  return texts ? texts->front() : "";
}

bool Hdf5Node::holds_numbers() const {
  return is_dataset() && is_number(Hdf5Handle(H5Dget_type(id())));
}

bool Hdf5Node::holds_texts() const {
  return is_dataset() && H5Tget_class(Hdf5Handle(H5Dget_type(id())).id()) == H5T_STRING;
}

std::vector<double> Hdf5Node::read_array() const {
  if (!is_dataset()) refuse("", "numbers", "a group");
  const auto count = elements(Hdf5Handle(H5Dget_space(id())), kMostTableRows);
  if (!count) refuse("", "at most " + std::to_string(kMostTableRows) + " numbers", "more");
  if (!is_number(Hdf5Handle(H5Dget_type(id())))) refuse("", "numbers", "something else");
  std::vector<double> values(*count);
  if (!values.empty() &&
      H5Dread(id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
    fail_to_read();
  return values;
}

std::vector<double> Hdf5Node::read_numbers() const {
  const std::string expected = "a list of numbers (one dimension)";
  std::vector<double> values(table_rows(expected));
  const Hdf5Handle type(H5Dget_type(id()));
  if (!is_number(type)) refuse("", expected, "values that are no numbers");
  if (!values.empty() &&
      H5Dread(id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
    fail_to_read();
  return values;
}

}  // namespace calfemg::io
