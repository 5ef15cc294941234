#include "widgets/front/column_choice.h"

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::column_choice_test {

class ColumnChoices : public QObject {
  Q_OBJECT

 private slots:
  void columnsOfOneNameAreToldApartByTheirUnits() {
    const auto column = [](const char* name) { return TableColumn{.name = name, .numbers = {}, .labels = {}}; };
    QCOMPARE(distinctNames({column("latency_cycles"), column("latency_ms"), column("energy_pJ"), column("D1")}),
             (QStringList{"latency (cycles)", "latency (ms)", "energy", "D1"}));
  }

  void aShareIsWrittenWholeOrNotAtAll() {
    const QFontMetricsF metrics{QFont()};
    const auto room = [&](const char* text) { return metrics.horizontalAdvance(QString(text)) + 0.1; };
    QCOMPARE(shareWithin(0.316, room("31.6 %"), metrics), QStringLiteral("31.6 %"));
    QCOMPARE(shareWithin(0.316, room("32 %"), metrics), QStringLiteral("32 %"));
    QCOMPARE(shareWithin(0.316, room("32"), metrics), QStringLiteral("32"));
    QCOMPARE(shareWithin(0.316, 1, metrics), QString());
  }
};

FUSEWRIGHT_TEST(ColumnChoices)

}  // namespace fusewright::column_choice_test

#include "column_choice_test.moc"
