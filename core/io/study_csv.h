#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/explore/study/study_tables.h"

namespace fusewright {

/// Writes each table of a study as NAME.csv into `folder`, which is made if need be. The header row names column and
/// unit: "latency [cycles]". Cells with commas, quotes or line breaks are quoted (RFC 4180).
[[nodiscard]] Result<void> writeStudy(const Study& study, const std::filesystem::path& folder);

/// Reads a study from the files in `folder` that have the names of study tables; at least one must be there. Errors
/// name file and line and say what to do.
[[nodiscard]] Result<Study> readStudy(const std::filesystem::path& folder);

/// One table from the text of a file; `name` is what messages call it. Errors: no header, rows that are longer or
/// shorter than it, an open quote.
[[nodiscard]] Result<StudyTable> parseStudyTable(std::string_view text, const std::string& name);

/// The text of a table's file.
[[nodiscard]] std::string studyTableText(const StudyTable& table);

}  // namespace fusewright
