#include "core/explore/search/search_reasons.h"

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::search_reasons_test {

class SearchReasonRules : public QObject {
  Q_OBJECT

 private slots:
  void fetchingWithoutABoundIsSaidInWords() {
    QCOMPARE(fetchingText(32), std::string("fetching 32 tiles ahead"));
    QCOMPARE(fetchingText(1'000'000), std::string("fetching as far ahead as there is room"));
  }
};

FUSEWRIGHT_TEST(SearchReasonRules)

}  // namespace fusewright::search_reasons_test

#include "search_reasons_test.moc"
