#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/base/result.h"
#include "core/evaluate/evaluation.h"

namespace fusewright {

/// The tables of an evaluation. Times in cycles, sizes in bits, ids are row numbers from 0, -1 where there is none.
/// Together they are enough to check every law of a schedule from outside.
enum class CsvTable : std::uint8_t {
  Tiles,         ///< who ran where and when, why not earlier, and what the time went to
  Dependencies,  ///< which tile reads whose output; 0 bits: only an order
  Transfers,     ///< moves of tensors; one row for each link of a route, all with the same transfer id
  Streams,       ///< operands streamed while a tile runs
  Residencies,   ///< stays of tensors in memories
  Memory,        ///< occupancy of each memory as a step function
  Layers,
  Idle,  ///< what each core waits for, and for whom
  Memories,
  Links,
  Tensors,  ///< the pieces that other tables call tensors
  Cores,    ///< busy + idle by cause = makespan
  Peaks,    ///< what each memory's peak consists of
  Traffic,  ///< off-chip traffic by cause
};

inline constexpr std::array kCsvTables{
    CsvTable::Tiles,   CsvTable::Dependencies, CsvTable::Transfers, CsvTable::Streams,  CsvTable::Residencies,
    CsvTable::Memory,  CsvTable::Layers,       CsvTable::Idle,      CsvTable::Memories, CsvTable::Links,
    CsvTable::Tensors, CsvTable::Cores,        CsvTable::Peaks,     CsvTable::Traffic};

/// "tiles.csv", ...
[[nodiscard]] std::string_view csvFileName(CsvTable table);

/// Writes one table. Errors name the file and the system's reason.
[[nodiscard]] Result<void> writeCsv(const Evaluation& evaluation, CsvTable table, const std::filesystem::path& file);

/// Writes every table under its own name into `folder`, which is made if need be, and beside them design.json: the
/// model, the hardware and the assumptions that they were made with.
[[nodiscard]] Result<void> writeCsvFolder(const Evaluation& evaluation, const std::filesystem::path& folder);

}  // namespace fusewright
