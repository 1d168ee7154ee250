// SPDX-License-Identifier: Apache-2.0
#include "exchange/table.hpp"

#include "exchange/hdf5_writer.hpp"
#include "exchange/text_writer.hpp"
#include "export/json.hpp"

namespace calfemg::exchange {

std::unique_ptr<TableWriter> table_writer(TableFormat format,
                                          const std::filesystem::path& path,
                                          const TableShape& shape,
                                          int digits) {
  if (format == TableFormat::hdf5) return hdf5_writer(path, shape, digits);
  return text_writer({path, format == TableFormat::csv ? ',' : '\t', digits}, shape);
}

std::string dictionary_json(const TableShape& shape) {
  exporting::Json json = exporting::Json::object();
  for (const auto& column : shape.columns) {
    exporting::Json entry = {{"Description", column.meaning}};
    if (!column.unit.empty()) entry["Units"] = column.unit;
    if (!column.formula.empty()) entry["Formula"] = column.formula;
    if (!column.band.empty()) entry["Band"] = column.band;
    json[column.name] = std::move(entry);
  }
  return exporting::document(json);
}

}  // namespace calfemg::exchange
