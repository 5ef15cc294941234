#include "core/explore/study/study_tables.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/explore/study/study_columns.h"

namespace fusewright {
namespace {

constexpr std::size_t kFirstLine = 2;  // of a file's rows, after the header
constexpr std::array<int, kStudyFigures.size()> kFigureNumbers{1, 4, 9, 10, 11, 12};

std::vector<StudyTable> figureTables(const Study& study) {
  std::vector<StudyTable> tables;
  if (study.operationCounts)
    tables.push_back(tableOf("figure1_operation_counts", "Operations and memory accesses", modelCountsFields(),
                             *study.operationCounts));
  if (study.operatorClasses)
    tables.push_back(tableOf("figure4_operator_classes", "Roofline, distribution and latency by class of operator",
                             classCountsFields(), *study.operatorClasses));
  if (study.fusionSchemes)
    tables.push_back(tableOf("figure9_fusion_schemes", "Fusion schemes", designFields(), *study.fusionSchemes));
  if (study.tensorLifetimes) {
    const StepLifetimes& step = *study.tensorLifetimes;
    tables.push_back(
        tableOf("figure10_lifetimes", "Tensors in memory during a step of the scan", lifetimeFields(), step.tensors));
    tables.push_back(tableOf("figure10_tiles", "Tiles of that step", stepTileFields(), step.tiles));
    tables.push_back(tableOf("figure10_occupancy", "Memory held during that step", occupancyFields(), step.occupancy));
    tables.push_back(tableOf("figure10_summary", "The step and its peak", stepFields(), {step}));
  }
  if (study.memorySizes)
    tables.push_back(tableOf("figure11_memory_sizes", "On-chip memory sizes", designFields(), *study.memorySizes));
  if (study.areaPartitioning)
    tables.push_back(tableOf("figure12_area_partitioning", "Area and the part of it that is memory", designFields(),
                             *study.areaPartitioning));
  return tables;
}

constexpr const char* kAssumptionsColumn = "assumptions";

/// The table with a last column that says what it was made with, so that no file goes without.
StudyTable withAssumptions(StudyTable table, const std::string& assumptions) {
  table.columns.push_back({kAssumptionsColumn, {}});
  for (auto& row : table.rows) row.push_back(assumptions);
  return table;
}

const StudyTable* find(const std::vector<StudyTable>& tables, std::string_view name) {
  const auto found = std::ranges::find(tables, name, &StudyTable::name);
  return found == tables.end() ? nullptr : &*found;
}

/// Rows of a table; none if it is not there.
template <typename Row>
Result<std::optional<std::vector<Row>>> rowsIn(const std::vector<StudyTable>& tables, std::string_view name,
                                               const std::vector<StudyField<Row>>& fields) {
  const StudyTable* table = find(tables, name);
  if (!table) return std::optional<std::vector<Row>>();
  auto rows = rowsOf(*table, fields);
  if (!rows) return tl::make_unexpected(rows.error());
  return std::optional(*std::move(rows));
}

/// The only row of a table.
template <typename Row>
Result<std::optional<Row>> rowIn(const std::vector<StudyTable>& tables, std::string_view name,
                                 const std::vector<StudyField<Row>>& fields) {
  auto rows = rowsIn(tables, name, fields);
  if (!rows) return tl::make_unexpected(rows.error());
  if (!*rows) return std::optional<Row>();
  if ((*rows)->size() == 1) return std::optional(std::move((*rows)->front()));
  return failure(fmt::format("{} rows where one is expected", (*rows)->size()), fmt::format("{}.csv", name),
                 "write the table anew with fusewright-cli paper");
}

/// Collects the parts of a study; the first complaint of any table is kept.
class StudyReader {
 public:
  explicit StudyReader(const std::vector<StudyTable>& tables) : tables_(tables) {}

  Result<Study> read() {
    Study study;
    study.operationCounts = rows("figure1_operation_counts", modelCountsFields());
    study.operatorClasses = rows("figure4_operator_classes", classCountsFields());
    study.fusionSchemes = rows("figure9_fusion_schemes", designFields());
    study.tensorLifetimes = lifetimes();
    study.memorySizes = rows("figure11_memory_sizes", designFields());
    study.areaPartitioning = rows("figure12_area_partitioning", designFields());
    study.claims.fusion = rows("claims_fusion", fusionClaimFields()).value_or(std::vector<FusionClaim>{});
    study.claims.memory = rows("claims_memory", memoryClaimFields()).value_or(std::vector<MemoryClaim>{});
    study.claims.area = rows("claims_area", areaClaimFields()).value_or(std::vector<AreaClaim>{});
    if (const auto head = row("study", headFields())) {
      study.assumptions = head->assumptions;
      study.roof = {head->operationsPerCycle, head->bitsPerCycle, head->frequencyMHz};
    } else {
      study.assumptions = firstAssumptions();
    }
    for (const StudyTable& table : tables_) checkAssumptions(table, study.assumptions);
    if (error_) return tl::make_unexpected(*error_);
    return study;
  }

 private:
  [[nodiscard]] std::string firstAssumptions() const {
    for (const StudyTable& table : tables_)
      if (!table.rows.empty() && !table.columns.empty() && table.columns.back().name == kAssumptionsColumn)
        return table.rows.front().back();
    return {};
  }

  /// Tables of several runs may lie in one folder, but not if they were made with other assumptions.
  void checkAssumptions(const StudyTable& table, const std::string& assumptions) {
    const auto column = std::ranges::find(table.columns, kAssumptionsColumn, &StudyColumn::name);
    if (error_ || column == table.columns.end()) return;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const std::string& other = table.rows[row][static_cast<std::size_t>(column - table.columns.begin())];
      if (other == assumptions) continue;
      error_ = Error{fmt::format("made with assumptions '{}', but others with '{}'", other, assumptions),
                     fmt::format("{}.csv:{}", table.name, row + kFirstLine),
                     "write studies of other assumptions into folders of their own"};
      return;
    }
  }

  template <typename Value>
  std::optional<Value> kept(Result<std::optional<Value>> read) {
    if (read) return *std::move(read);
    if (!error_) error_ = read.error();
    return std::nullopt;
  }
  template <typename Row>
  std::optional<std::vector<Row>> rows(std::string_view name, const std::vector<StudyField<Row>>& fields) {
    return kept(rowsIn(tables_, name, fields));
  }
  template <typename Row>
  std::optional<Row> row(std::string_view name, const std::vector<StudyField<Row>>& fields) {
    return kept(rowIn(tables_, name, fields));
  }

  std::optional<StepLifetimes> lifetimes() {
    auto step = row("figure10_summary", stepFields());
    if (!step) return std::nullopt;
    step->tensors = rows("figure10_lifetimes", lifetimeFields()).value_or(std::vector<TensorLifetime>{});
    step->tiles = rows("figure10_tiles", stepTileFields()).value_or(std::vector<StepTile>{});
    step->occupancy = rows("figure10_occupancy", occupancyFields()).value_or(std::vector<OccupancyPoint>{});
    return step;
  }

  const std::vector<StudyTable>& tables_;
  std::optional<Error> error_;
};

}  // namespace

int figureNumber(StudyFigure figure) {
  return kFigureNumbers[static_cast<std::size_t>(figure)];
}

std::optional<StudyFigure> figureOfNumber(int number) {
  const auto found = std::ranges::find(kFigureNumbers, number);
  if (found == kFigureNumbers.end()) return std::nullopt;
  return static_cast<StudyFigure>(found - kFigureNumbers.begin());
}

std::string figureFileName(StudyFigure figure) {
  return fmt::format("figure{}", figureNumber(figure));
}

std::vector<StudyTable> studyTables(const Study& study) {
  std::vector<StudyTable> tables = figureTables(study);
  const StudyClaims& claims = study.claims;
  if (!claims.fusion.empty())
    tables.push_back(tableOf("claims_fusion", "Fused over unfused", fusionClaimFields(), claims.fusion));
  if (!claims.memory.empty())
    tables.push_back(tableOf("claims_memory", "Memory saved at equal latency", memoryClaimFields(), claims.memory));
  if (!claims.area.empty())
    tables.push_back(tableOf("claims_area", "Best design over MARCA at equal area", areaClaimFields(), claims.area));
  for (StudyTable& table : tables) table = withAssumptions(std::move(table), study.assumptions);
  const StudyRoof& roof = study.roof;
  tables.push_back(
      tableOf<StudyHead>("study", "What the study was made with", headFields(),
                         {{study.assumptions, roof.operationsPerCycle, roof.bitsPerCycle, roof.frequencyMHz}}));
  return tables;
}

const std::vector<std::string>& studyTableNames() {
  static const std::vector<std::string> names{"figure1_operation_counts",
                                              "figure4_operator_classes",
                                              "figure9_fusion_schemes",
                                              "figure10_lifetimes",
                                              "figure10_tiles",
                                              "figure10_occupancy",
                                              "figure10_summary",
                                              "figure11_memory_sizes",
                                              "figure12_area_partitioning",
                                              "claims_fusion",
                                              "claims_memory",
                                              "claims_area",
                                              "study"};
  return names;
}

Result<Study> studyOfTables(const std::vector<StudyTable>& tables) {
  return StudyReader(tables).read();
}

}  // namespace fusewright
