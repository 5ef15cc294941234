#include <string>

#include <QTest>

#include "core/base/content_hash.h"
#include "tests/test_program.h"

namespace fusewright::content_hash_test {

class ContentHashRules : public QObject {
  Q_OBJECT

 private slots:
  void theHashesAreThoseOfThePublishedExamples() {
    // FIPS 180-4 examples, first 128 bits: "", "abc", and 448 bits, whose padding needs a second block.
    QCOMPARE(hexText(contentHash("")), std::string("e3b0c44298fc1c149afbf4c8996fb924"));
    QCOMPARE(hexText(contentHash("abc")), std::string("ba7816bf8f01cfea414140de5dae2223"));
    QCOMPARE(hexText(contentHash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
             std::string("248d6a61d20638b8e5c026930c3e6039"));
    QCOMPARE(hexText(contentHash(std::string(1'000'000, 'a'))), std::string("cdc76e5c9914fb9281a1c7e284d73e67"));
  }

  void whatIsWrittenReadsBackAndNothingElseDoes() {
    const ContentHash hash = contentHash("x");
    QVERIFY(parseHash(hexText(hash)) == hash);
    QVERIFY(!parseHash("ba7816bf8f01cfea414140de5dae222"));   // 31 digits
    QVERIFY(!parseHash("BA7816BF8F01CFEA414140DE5DAE2223"));  // capitals
    QVERIFY(!parseHash(""));
  }
};

FUSEWRIGHT_TEST(ContentHashRules)

}  // namespace fusewright::content_hash_test

#include "content_hash_test.moc"
