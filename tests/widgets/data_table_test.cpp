// The table that all views share: columns, filter, what is copied.
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QtTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"
#include "widgets/common/filter_bar.h"
#include "widgets/common/text_table_view.h"
#include "widgets/compare/tile_shift_model.h"
#include "widgets/range/marks_table.h"
#include "widgets/range/range_model.h"

namespace fusewright::data_table_test {

namespace {

TextTable threeTiles() {
  return {.headings = {"tile", "start[cycles]", "duration[cycles]"},
          .rows = {{"conv 0", "0", "100"}, {"conv 1", "100", "80"}, {"relu 0", "180", "7"}}};
}

int column(const DataTable& table, const QString& heading) {
  for (int place = 0; place < table.model()->columnCount(); ++place)
    if (table.model()->headerData(place, Qt::Horizontal).toString() == heading) return place;
  return -1;
}

}  // namespace

class DataTables : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void rowsAreCopiedWithTheColumnsOnShowInTheirOrder() {
    TextTableView table;
    table.setTable(threeTiles());
    table.setColumnShown(1, false);
    table.horizontalHeader()->moveSection(2, 0);
    QCOMPARE(toCsv(table.selectedRows()), QString("duration[cycles],tile\n100,conv 0\n80,conv 1\n7,relu 0\n"));
    QCOMPARE(table.wholeTable().headings, threeTiles().headings);
    table.selectRow(1);
    table.findChild<QAction*>("copyRows")->trigger();
    QCOMPARE(QApplication::clipboard()->text(), QString("duration[cycles]\ttile\n80\tconv 1\n"));
  }

  void columnsAreAsTheyWereLeftInAnotherTable() {
    TextTableView left;
    left.setTable(threeTiles());
    QSignalSpy changes(&left, &DataTable::columnsChanged);
    left.setColumnShown(0, false);
    left.horizontalHeader()->moveSection(2, 0);
    QCOMPARE(changes.count(), 2);
    TextTableView found;
    found.setColumnState(left.columnState());  // before there is a table
    found.setTable(threeTiles());
    QCOMPARE(found.selectedRows().headings, (QStringList{"duration[cycles]", "start[cycles]"}));
    found.setTable({.headings = {"tile"}, .rows = {{"conv"}}});  // not one column would be left
    QCOMPARE(found.selectedRows().headings, QStringList{"tile"});
  }

  void theMenuOfTheHeadHasACheckMarkAColumnAndTheLastOneStays() {
    TextTableView table;
    table.setTable(threeTiles());
    QMenu& menu = *table.columnsMenu();
    Q_EMIT menu.aboutToShow();
    QCOMPARE(menu.actions().size(), 5);  // three columns, a line, all
    menu.actions()[1]->trigger();
    QVERIFY(table.isColumnHidden(1));
    table.setColumnShown(2, false);
    Q_EMIT menu.aboutToShow();
    QVERIFY(!menu.actions()[0]->isEnabled());
    menu.actions().back()->trigger();
    QCOMPARE(table.selectedRows().headings, threeTiles().headings);
  }

  void aFilterChoosesRowsAndWhatCanNotBeReadLeavesThem() {
    TextTableView table;
    FilterBar bar(table);
    table.setTable(threeTiles());
    QCOMPARE(bar.said(), QString("3 of 3 rows"));
    bar.field().setText("duration > 50 and tile ~ conv");
    QCOMPARE(bar.said(), QString("2 of 3 rows"));
    bar.field().setText("duratio");  // no row has that text
    QCOMPARE(table.model()->rowCount(), 0);
    bar.field().setText("start > 90");
    QCOMPARE(table.model()->rowCount(), 2);
    bar.field().setText("start > 90 and");
    QVERIFY2(bar.said().startsWith("character 15: "), qPrintable(bar.said()));
    QCOMPARE(table.model()->rowCount(), 2);
    bar.field().clear();
    QCOMPARE(bar.said(), QString("3 of 3 rows"));
  }

  void aFilterIsReadAnewForOtherColumns() {
    TextTableView table;
    FilterBar bar(table);
    table.setTable(threeTiles());
    bar.field().setText("start > 90");
    table.setTable({.headings = {"name", "energy[pJ]"}, .rows = {{"a", "1"}}});
    QVERIFY2(bar.said().contains("no column 'start'"), qPrintable(bar.said()));
    table.setTable(threeTiles());
    QCOMPARE(bar.said(), QString("2 of 3 rows"));
  }

  void namesOfColumnsAreCompletedWhereAColumnMayStand() {
    TextTableView table;
    FilterBar bar(table);
    table.setTable(threeTiles());
    bar.field().setText("st");
    QCOMPARE(bar.completions(), QStringList{"start"});
    bar.field().setText("tile ~ st");
    QVERIFY(bar.completions().isEmpty());
    bar.field().setText("tile ~ conv and d");
    QCOMPARE(bar.completions(), QStringList{"duration"});
    bar.field().setText("duration ");
    QVERIFY(bar.completions().isEmpty());
  }

  void changesOfTilesAreFilteredWithoutAProxy() {
    TileShiftModel model;
    DataTable table;
    table.setRows(model);
    FilterBar bar(table);
    const auto before = std::make_shared<const Evaluation>(tests::handWrittenEvaluation());
    const auto after = tests::laterEvaluation();
    model.setComparison(std::make_shared<const Comparison>(compareEvaluations(before, after)));
    const int all = model.rowCount();
    QVERIFY(all > 0);
    QCOMPARE(table.model(), static_cast<QAbstractItemModel*>(&model));
    bar.field().setText("delta start > 100000");
    QCOMPARE(bar.said(), QString("0 of %1 rows").arg(all));
    bar.field().setText("delta start < 100000");
    QCOMPARE(model.rowCount(), all);
  }

  void rowsWithoutANumberPassNoComparisonAndAreEmptyInFiles() {
    RangeModel model;
    DataTable table;
    table.setRows(model);
    FilterBar bar(table);
    model.setRows({{.kind = RangeRow::Kind::Core, .name = "core busy", .time = {1, 5, 5, 5}, .share = 0.5},
                   {.kind = RangeRow::Kind::Link, .name = "dram", .time = {2, 6, 2, 4}, .bits = 80}});
    bar.field().setText("share < 0.6");
    QCOMPARE(bar.said(), QString("1 of 2 rows"));
    bar.field().setText("moved > 1 B");
    QCOMPARE(bar.said(), QString("1 of 2 rows"));
    bar.field().clear();
    QCOMPARE(toCsv(table.wholeTable()),
             QString("name,sum[cycles],share,energy[pJ],bits,count,average[cycles],least[cycles],most[cycles]\n"
                     "core busy,5,0.5,,,1,5,5,5\ndram,6,,,80,2,3,2,4\n"));
  }

  void marksHaveTheirDistancesAndAreNamedAndRemoved() {
    MarksTable table;
    table.setMarks({{.cycle = 10}, {.cycle = 25, .temporary = true}, {.cycle = 100, .name = "end"}});
    QCOMPARE(toCsv(table.selectedRows()).section('\n', 0, 0),
             QString("mark,name,time[cycles],since_mark_before[cycles],since_first_mark[cycles]"));
    table.selectRow(2);
    QCOMPARE(toCsv(table.selectedRows()).section('\n', 1, 1), QString("3,end,100,75,90"));
    QSignalSpy renamed(&table, &MarksTable::renameRequested);
    QVERIFY(table.model()->setData(table.model()->index(0, MarksModel::Name), "begin"));
    QCOMPARE(renamed.count(), 1);
    QCOMPARE(renamed.front().at(1).toString(), QString("begin"));
    QSignalSpy removed(&table, &MarksTable::removeRequested);
    for (QAction* action : table.actions())
      if (action->shortcut() == QKeySequence(QKeySequence::Delete)) action->trigger();
    QCOMPARE(removed.front().front().value<std::size_t>(), std::size_t{2});
    QVERIFY(column(table, QString("Name")) == MarksModel::Name);
  }
};

FUSEWRIGHT_TEST(DataTables)

}  // namespace fusewright::data_table_test

#include "data_table_test.moc"
