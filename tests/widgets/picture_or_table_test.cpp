#include "widgets/common/picture_or_table.h"

#include <QtTest>

#include "tests/test_program.h"

namespace fusewright::picture_or_table_test {

class PictureOrTableViews : public QObject {
  Q_OBJECT

 private slots:
  void rowsAreMadeOnceSomebodyLooksAtTheTableAndOnlyTheLastOnes() {
    int made = 0;
    const auto rows = [&made](const QString& cell) {
      return [&made, cell] {
        ++made;
        return TextTable{.headings = {"what"}, .rows = {{cell}}};
      };
    };
    QWidget window;
    PictureOrTable pages(new QWidget, QStringLiteral("things"), &window);
    window.show();
    pages.setRows(rows(QStringLiteral("first")));
    pages.setRows(rows(QStringLiteral("second")));
    QCOMPARE(made, 0);
    pages.button()->click();
    QCOMPARE(made, 1);
    QCOMPARE(pages.table().model()->index(0, 0).data().toString(), QStringLiteral("second"));
    pages.setRows(rows(QStringLiteral("third")));  // while it is looked at
    QCOMPARE(pages.table().model()->index(0, 0).data().toString(), QStringLiteral("third"));
    window.hide();
    pages.setRows(rows(QStringLiteral("fourth")));
    QCOMPARE(made, 2);
    window.show();
    QCOMPARE(pages.table().model()->index(0, 0).data().toString(), QStringLiteral("fourth"));
  }
};

FUSEWRIGHT_TEST(PictureOrTableViews)

}  // namespace fusewright::picture_or_table_test

#include "picture_or_table_test.moc"
