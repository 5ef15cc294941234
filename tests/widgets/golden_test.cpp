// The checker of golden pictures must be able to say no.
#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QtTest>

#include "tests/golden.h"
#include "tests/test_program.h"

namespace fusewright::golden_test {
using namespace tests;

namespace {

/// 20 x 10 white pixels.
QImage blank() {
  return goldenCanvas({20, 10}, goldenStyle());
}

}  // namespace

class GoldenPictures : public QObject {
  Q_OBJECT

 private slots:
  void aPictureEqualsItself() { QCOMPARE(differingShare(blank(), blank(), 0), 0.0); }

  void onePixelOfTwoHundredIsHalfAPercent() {
    QImage other = blank();
    other.setPixel(3, 4, qRgb(0, 0, 0));
    QCOMPARE(differingShare(blank(), other, 10), 0.005);
  }

  void aShadeWithinTheToleranceIsNoDifference() {
    QImage other = blank();
    other.setPixel(3, 4, qRgb(245, 255, 255));
    QCOMPARE(differingShare(blank(), other, 10), 0.0);
    QCOMPARE(differingShare(blank(), other, 9), 0.005);
  }

  void theDifferencesAreRedOnTheFadedPicture() {
    QImage other = blank();
    other.setPixel(3, 4, qRgb(0, 0, 0));
    QImage differences;
    QCOMPARE(differingShare(blank(), other, 10, &differences), 0.005);
    QCOMPARE(differences.pixel(3, 4), qRgb(0xE0, 0, 0));
    QCOMPARE(differences.pixel(0, 0), qRgb(255, 255, 255));
  }

  void aPictureWithoutAGoldenOneFailsAndSaysWhereItIs() {
    if (qEnvironmentVariableIntValue("FUSEWRIGHT_UPDATE_GOLDEN") == 1) QSKIP("golden pictures are being written");
    const QString complaint = differenceFromGolden(blank(), QStringLiteral("never_drawn"));
    QVERIFY2(complaint.contains(QLatin1String("no golden picture")), qPrintable(complaint));
    const QString path = complaint.section(QLatin1String("is in "), 1);
    QVERIFY2(QFile::exists(path), qPrintable(path));
    QFile::remove(path);
  }
};

FUSEWRIGHT_TEST(GoldenPictures)

}  // namespace fusewright::golden_test

#include "golden_test.moc"
