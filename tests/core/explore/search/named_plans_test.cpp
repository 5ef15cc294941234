#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "core/explore/search/search.h"
#include "core/explore/search/search_candidates.h"
#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"
#include "tests/builders_machines.h"
#include "tests/test_program.h"

namespace fusewright::named_plans_test {
using namespace tests;

namespace {

constexpr std::int64_t kBitsOf2MB = std::int64_t{2} << 23;
constexpr std::int64_t kBitsOf24MB = std::int64_t{24} << 23;

/// A block of Mamba-1 2.8B on the study's machine, 64 tokens at a time, unfused.
Design mambaBlock(std::int64_t memoryBits, const Assumptions& assumptions) {
  const auto bytes = buildModel("mamba1", {{"d-model", 2560}, {"d-state", 64}, {"seq-len", 64}});
  return {.workload = std::make_shared<const Workload>(readOnnxBytes(*bytes, "mamba1.onnx").value()),
          .accelerator = std::make_shared<const Accelerator>(marca({.sram = Bits{memoryBits}})),
          .mapping = {.fusion = NamedFusion{"unfused"}},
          .assumptions = assumptions};
}

}  // namespace

class NamedPlansRules : public QObject {
  Q_OBJECT

 private slots:
  void theSchemesOfTheStudyAreNineAndAllOnceMoreWithItsTiling() {
    std::vector<std::string> names;
    for (const SearchCandidate& candidate : namedCandidates(mambaBlock(kBitsOf24MB, physicalAssumptions())))
      if (candidate.name != "auto") names.push_back(candidate.name);
    std::ranges::sort(names);
    const std::vector<std::string> study{"A",      "A-B", "A-BS", "AS", "AS-B", "B", "BS", "all", "all, memory-aware",
                                         "unfused"};
    QVERIFY(names == study);
  }

  void noSchemeOfTheStudyIsFasterThanWhatASearchFinds_data() {
    QTest::addColumn<qint64>("memoryBits");
    QTest::addColumn<bool>("isPhysical");
    QTest::newRow("24 MB, physical") << qint64{kBitsOf24MB} << true;
    QTest::newRow("2 MB, physical") << qint64{kBitsOf2MB} << true;
    QTest::newRow("2 MB, paper") << qint64{kBitsOf2MB} << false;
  }

  /// As many evaluations as the first estimated plans and all named ones take: nothing here depends on time.
  void noSchemeOfTheStudyIsFasterThanWhatASearchFinds() {
    QFETCH(qint64, memoryBits);
    QFETCH(bool, isPhysical);
    const Design design = mambaBlock(memoryBits, isPhysical ? physicalAssumptions() : paperAssumptions());
    TileCostTable table;
    const auto found = search({.design = design, .seconds = 1e6, .evaluations = 20}, table);
    QVERIFY(found);
    for (const SearchCandidate& scheme : namedCandidates(design)) {
      const auto evaluation = evaluate(scheme.design, table);
      QVERIFY(evaluation);
      const bool works = evaluation->metrics->violations.empty();
      QVERIFY2(!works || found->best->metrics->latency <= evaluation->metrics->latency, scheme.name.c_str());
      const bool tried =
          scheme.design == design || std::ranges::count(found->tried, scheme.name, &TriedPlan::name) == 1;
      QVERIFY2(tried, scheme.name.c_str());
    }
  }
};

FUSEWRIGHT_TEST(NamedPlansRules)

}  // namespace fusewright::named_plans_test

#include "named_plans_test.moc"
