#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/explore/study/study.h"

namespace fusewright {

/// A column of a table: its name in files, and the unit of its numbers ("" for text and counts).
struct StudyColumn {
  std::string name;
  std::string unit;

  friend bool operator==(const StudyColumn&, const StudyColumn&) = default;
};

/// Rows of text under named columns. Numbers are in the C locale, shortest form that reads back equal; an empty cell is
/// a result that there is none of.
struct StudyTable {
  std::string name;  ///< of the file, without ".csv"
  std::string title;
  std::vector<StudyColumn> columns;
  std::vector<std::vector<std::string>> rows;  ///< each as long as `columns`

  friend bool operator==(const StudyTable&, const StudyTable&) = default;
};

/// The tables of a study, one after the other. Files and their columns (times in cycles unless the unit says other):
///   figure1_operation_counts   one row per model, stage, L: ModelCounts
///   figure4_operator_classes   one row per model, stage, L, class: ClassCounts
///   figure9_fusion_schemes     one row per L and scheme: StudyDesign
///   figure10_lifetimes         one row per tensor: TensorLifetime
///   figure10_tiles             one row per tile of the step: StepTile
///   figure10_occupancy         step function: OccupancyPoint
///   figure10_summary           one row: the rest of StepLifetimes
///   figure11_memory_sizes      one row per L, tiling and memory size: StudyDesign
///   figure12_area_partitioning one row per L, tiling, area and memory fraction: StudyDesign
///   claims_fusion, claims_memory, claims_area
///   study                      one row: assumptions and roof
/// Column names are those of the members in snake_case with the unit in brackets ("latency [cycles]"); the last column
/// of every table but the last says the assumptions. Tables of what was not asked for are left out.
[[nodiscard]] std::vector<StudyTable> studyTables(const Study& study);

/// The names of all tables that there can be.
[[nodiscard]] const std::vector<std::string>& studyTableNames();

/// The study that tables say; the other way round. Tables of other names are ignored. Errors name table, row and
/// column: a column that is missing, a cell that is no number or no known word, a table that must have one row.
[[nodiscard]] Result<Study> studyOfTables(const std::vector<StudyTable>& tables);

/// The picture of a figure, without suffix: "figure9". The terminal program writes the tables into a folder, then runs
/// `fusewright --study-figures FOLDER`, which draws each figure whose tables are there as FOLDER/figure9.svg, .pdf and
/// .png; the report links the .png and .svg files.
[[nodiscard]] std::string figureFileName(StudyFigure figure);

/// The words of files and figures.
[[nodiscard]] std::string_view stageName(Stage stage);
[[nodiscard]] std::string_view studyClassName(StudyClass operatorClass);

}  // namespace fusewright
