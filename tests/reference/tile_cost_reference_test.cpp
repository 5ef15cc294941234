// Costs of single tiles against the numbers in tests/reference/tile_costs_*.csv; README.md there names their origin.
#include <cmath>
#include <cstdio>
#include <map>
#include <sstream>

#include <QTest>

#include "core/cost/estimate_tile_cost.h"
#include "core/cost/estimate_tile_costs.h"
#include "tests/builders_machines.h"
#include "tests/builders_reference.h"
#include "tests/builders_tile.h"
#include "tests/test_program.h"

namespace fusewright::tile_cost_reference_test {
using namespace tests;

namespace {

/// Rows of a table of this directory.
std::vector<Row> table(const std::string& file) {
  return readTable(std::filesystem::path(FUSEWRIGHT_SOURCE_DIR "/tests/reference") / file);
}

/// Ours beside theirs for every term that differs; empty if none does.
class Comparison {
 public:
  /// An empty cell is not compared.
  void number(const std::string& term, double ours, const std::string& cell, double tolerance = 0) {
    if (cell.empty()) return;
    const double theirs = std::stod(cell);
    if (std::abs(ours - theirs) <= tolerance * std::abs(theirs)) return;
    report_ << "\n  " << term << ": ours " << ours << ", theirs " << theirs << ", difference " << ours - theirs;
  }

  void text(const std::string& term, const std::string& ours, const std::string& theirs) {
    if (ours != theirs) report_ << "\n  " << term << ": ours \"" << ours << "\", theirs \"" << theirs << '"';
  }

  [[nodiscard]] std::string report() const { return report_.str(); }

 private:
  std::ostringstream report_;
};

const std::array<std::pair<OperandRole, std::string>, kOperandRoles> kRoles{
    {{OperandRole::I, "I"}, {OperandRole::W, "W"}, {OperandRole::O, "O"}}};

/// Loops of every level of one operand, innermost first, levels apart by bars: "C5|L16 L4|".
std::string loopsOf(const TemporalMapping& mapping, const TileShape& shape, OperandRole role) {
  std::string text;
  int begin = 0;
  for (const int end : mapping.levelEnd[roleIndex(role)]) {
    for (int i = begin; i < end; ++i) {
      const TemporalLoop& loop = mapping.loops[static_cast<std::size_t>(i)];
      text += (i > begin ? " " : "") + shape.dims[static_cast<std::size_t>(loop.dim)].name + std::to_string(loop.size);
    }
    begin = end;
    text += '|';
  }
  text.pop_back();
  return text;
}

std::string differences(const TileCost& ours, const TileShape& shape, const Row& theirs) {
  Comparison comparison;
  comparison.number("ideal temporal cycles", ours.idealTemporal.value, theirs.at("ideal_temporal"));
  comparison.number("stall", ours.stall.value, theirs.at("stall"));
  comparison.number("on-loading", ours.onLoad.value, theirs.at("on_load"));
  comparison.number("off-loading", ours.offLoad.value, theirs.at("off_load"));
  comparison.number("spatial utilisation", ours.spatialUtilisation, theirs.at("utilisation"), 1e-12);
  comparison.number("on-chip energy", ours.onChipEnergy.value, theirs.at("on_chip_pJ"), 1e-9);
  comparison.number("off-chip energy", ours.offChipEnergy.value, theirs.at("off_chip_pJ"), 1e-9);
  comparison.number("compute energy", ours.computeEnergy.value, theirs.at("compute_pJ"), 1e-9);
  std::string streamed;
  for (const auto& [role, name] : kRoles) {
    comparison.number("bits of " + name, static_cast<double>(ours.bits[roleIndex(role)].value),
                      theirs.at("bits_" + name));
    comparison.number("booked bandwidth of " + name, static_cast<double>(ours.streamBandwidth[roleIndex(role)]),
                      theirs.at("bandwidth_" + name));
    comparison.text("loops of " + name, loopsOf(ours.temporal, shape, role), theirs.at("loops_" + name));
    if (ours.streamed[role]) streamed += name;
  }
  comparison.text("streamed operands", streamed, theirs.at("streamed"));
  return comparison.report();
}

GroupMembership group(const Row& row) {
  return row.at("group") == "alone" ? GroupMembership::Alone : GroupMembership::Fused;
}

/// The cycles of one tile by cause, ours beside the published ones.
void reportTerms(const TileCost& ours, const Row& theirs, AgreementReport& report) {
  report.startRow(theirs.at("layer") + " " + theirs.at("loops"));
  const auto add = [&](const char* term, Cycles cycles) {
    report.add(term, cycles.value, std::stod(theirs.at(term)), Agreement::Exact);
  };
  add("ideal_temporal", ours.idealTemporal);
  add("stall", ours.stall);
  add("on_load", ours.onLoad);
  add("off_load", ours.offLoad);
}

std::string mambaDifferences(const Row& row, AgreementReport& report) {
  TileDetails details{.cyclesPerOperation = std::stoi(row.at("cycles_per_operation")), .group = group(row)};
  if (!row.at("ix_limit").empty()) details.limits["ix"] = std::stoll(row.at("ix_limit"));
  const TileShape shape = tileShape(row.at("equation"), row.at("loops"), details);
  const Accelerator chip = marca(
      {.d1 = std::stoll(row.at("d1")), .d2 = std::stoll(row.at("d2")), .sram = Bits{std::stoll(row.at("sram_bits"))}});
  const TileCost cost = estimateTileCost(shape, chip.cores[0], chip.core(chip.offChip),
                                         spatialMapping(row.at("unrolled")), streamedOperands(shape, chip.cores[0]));
  reportTerms(cost, row, report);
  return differences(cost, shape, row);
}

std::string resnetDifferences(const Row& row, AgreementReport& report) {
  const std::map<std::string, std::size_t> cores{{"tpu", 0}, {"pool", 4}, {"simd", 5}};
  TileDetails details{.precisions = {{"I", 8}, {"W", row.at("core") == "pool" ? 0 : 8}, {"O", 16}},
                      .finalPrecision = 8,
                      .group = group(row),
                      .parallelParts = row.at("core") == "tpu" && row.at("layer") != "fc/Gemm" ? 4 : 1};
  if (row.at("core") == "pool") details.precisions["O"] = 8;
  for (const char* axis : {"ix", "iy"}) {
    if (row.at("stride").empty()) continue;
    details.strides[axis] = std::stoll(row.at("stride"));
    details.limits[axis] = std::stoll(row.at("limit"));
  }
  const TileShape shape = tileShape(row.at("equation"), row.at("loops"), details);
  const Accelerator chip = tpuLikeChip();
  const Core& core = chip.cores[cores.at(row.at("core"))];
  const TileCost cost =
      estimateTileCost(shape, core, chip.core(chip.offChip), spatialMappingOn(core, {}), streamedOperands(shape, core));
  reportTerms(cost, row, report);
  return differences(cost, shape, row);
}

void addRows(const std::string& file) {
  QTest::addColumn<int>("row");
  const std::vector<Row> rows = table(file);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string name = std::to_string(i + 2) + " " + rows[i].at("layer") + " " + rows[i].at("loops");
    QTest::newRow(name.c_str()) << static_cast<int>(i);
  }
  QVERIFY(!rows.empty());
}

}  // namespace

class TileCostReference : public QObject {
  Q_OBJECT

 private slots:
  void everyTileOfAMambaBlockCostsWhatThePublishedToolSays_data() { addRows("tile_costs_mamba.csv"); }
  void everyTileOfAMambaBlockCostsWhatThePublishedToolSays() {
    QFETCH(int, row);
    const std::string found = mambaDifferences(table("tile_costs_mamba.csv")[static_cast<std::size_t>(row)], report_);
    QVERIFY2(found.empty(), found.c_str());
  }

  // Three kinds of core, operands with one, two and three memories, windows with strides and padding, partial sums
  // wider than results.
  void everyTileOfResNet18CostsWhatThePublishedToolSays_data() { addRows("tile_costs_resnet18.csv"); }
  void everyTileOfResNet18CostsWhatThePublishedToolSays() {
    QFETCH(int, row);
    const std::string found =
        resnetDifferences(table("tile_costs_resnet18.csv")[static_cast<std::size_t>(row)], report_);
    QVERIFY2(found.empty(), found.c_str());
  }

  void cleanupTestCase() {
    std::fputs(report_.text().c_str(), stdout);
    // The project's own bar; the rows above ask for all of them.
    QVERIFY(report_.unequalRows() * 100 <= report_.rows());
  }

 private:
  AgreementReport report_;
};

FUSEWRIGHT_TEST(TileCostReference)

}  // namespace fusewright::tile_cost_reference_test

#include "tile_cost_reference_test.moc"
