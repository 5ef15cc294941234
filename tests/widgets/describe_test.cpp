#include <QTest>

#include "tests/builders_evaluation.h"
#include "widgets/inspector/property.h"

using namespace fusewright;
using namespace fusewright::tests;

namespace {

const PropertySection* sectionOf(const std::vector<PropertySection>& sections, const QString& title) {
  const auto found = std::ranges::find(sections, title, &PropertySection::title);
  return found == sections.end() ? nullptr : &*found;
}

QString exactOf(const PropertySection& section, const QString& name) {
  const auto found = std::ranges::find(section.rows, name, &Property::name);
  return found == section.rows.end() ? QStringLiteral("none") : found->value.exact;
}

}  // namespace

/// The Details of the hand-written evaluation: one core busy for 25.5 of 45 cycles, a peak of 150 bits.
class DescribeRules : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { QLocale::setDefault(QLocale::c()); }
  void aCoresTimeIsShownByCauseInWordsWithItsSum();
  void offChipTrafficIsShownByCause();
  void aMemorysPeakIsShownTensorByTensorWithMakerLastUserAndSum();
};

void DescribeRules::aCoresTimeIsShownByCauseInWordsWithItsSum() {
  const PropertySection section = idleByCause(handWrittenEvaluation(), CoreId(0));
  QStringList names;
  for (const Property& row : section.rows) names << row.name;
  QCOMPARE(names, (QStringList{"Busy", "Idle: transfer in flight", "Idle: nothing to do", "Idle: link taken",
                               "Sum = makespan"}));  // 10, 5 and 4.5 cycles idle
  QCOMPARE(exactOf(section, "Sum = makespan"), formatCycles(Cycles{45}).exact);
  QCOMPARE(exactOf(section, "Idle: link taken"), formatCycles(Cycles{4.5}).exact);
}

void DescribeRules::offChipTrafficIsShownByCause() {
  const auto sections = describe(handWrittenEvaluation(), Selection());
  const PropertySection* traffic = sectionOf(sections, "Off-chip traffic");
  QVERIFY(traffic != nullptr);
  QCOMPARE(exactOf(*traffic, "· weights"), formatBits(Bits{100}).exact);
  QCOMPARE(exactOf(*traffic, "· streamed in"), formatBits(Bits{300}).exact);
  QCOMPARE(exactOf(*traffic, "· outputs"), formatBits(Bits{50}).exact);
  QCOMPARE(exactOf(*traffic, "· spills"), formatBits(Bits{0}).exact);
}

void DescribeRules::aMemorysPeakIsShownTensorByTensorWithMakerLastUserAndSum() {
  const auto sections = describe(handWrittenEvaluation(), MemoryId(0));
  const PropertySection* peak = sectionOf(sections, "Tensors at the peak");
  QVERIFY(peak != nullptr);
  QCOMPARE(peak->rows.size(), std::size_t{3});
  QCOMPARE(peak->rows[0].value.exact, formatBits(Bits{100}).exact);
  QVERIFY2(peak->rows[0].value.brief.endsWith("constant, made by nobody, last used by first, of two"),
           qPrintable(peak->rows[0].value.brief));
  QVERIFY2(peak->rows[1].value.brief.endsWith("made by first, of two, last used by second"),
           qPrintable(peak->rows[1].value.brief));
  QCOMPARE(exactOf(*peak, "Sum = peak"), formatBits(Bits{150}).exact);
}

QTEST_GUILESS_MAIN(DescribeRules)
#include "describe_test.moc"
