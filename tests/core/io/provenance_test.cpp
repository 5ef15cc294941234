#include "core/io/provenance.h"

#include <QtTest>

#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::provenance_test {

namespace {

using namespace std::string_literals;

const std::string kSignature = "\x89PNG\r\n\x1a\n"s;

/// Length, type, bytes and a CRC that nobody looks at.
std::string chunk(const std::string& type, const std::string& bytes) {
  const auto length = static_cast<char>(bytes.size());
  return "\0\0\0"s + length + type + bytes + "crc!";
}

std::string complaint(const std::string& bytes) {
  const auto text = embeddedProject(bytes, "figure.png");
  return text ? std::string() : message(text.error());
}

}  // namespace

class ProvenanceRules : public QObject {
  Q_OBJECT

 private slots:
  void aPngGivesTheTextOfItsChunk() {
    const std::string png = kSignature + chunk("IHDR", "size") + chunk("iTXt", "Title\0\0\0\0\0other"s) +
                            chunk("iTXt", "fusewright-project\0\0\0\0\0{\"a\": 1}"s) + chunk("IEND", "");
    const auto text = embeddedProject(png, "figure.png");
    QVERIFY(text);
    QCOMPARE(*text, std::string("{\"a\": 1}"));
  }

  void anSvgGivesTheTextOfItsMetadata() {
    const std::string svg =
        "<?xml version=\"1.0\"?><svg><metadata><fusewright:project xmlns:fusewright=\"x\">"
        "{&quot;a&quot;: &quot;&lt;&amp;amp;&gt; &unknown; &apos;&quot;}</fusewright:project></metadata></svg>";
    const auto text = embeddedProject(svg, "figure.svg");
    QVERIFY(text);
    QCOMPARE(*text, std::string("{\"a\": \"<&amp;> &unknown; '\"}"));
  }

  void aPdfGivesTheTextOfItsXmpPacket() {
    const auto text = embeddedProject("%PDF-1.4\nstream\n<x><fusewright:project>{}</fusewright:project></x>\nendstream",
                                      "figure.pdf");
    QVERIFY(text);
    QCOMPARE(*text, std::string("{}"));
  }

  void whatCarriesNothingIsRefusedWithItsName_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const std::string& bytes, const char* said) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes) << said;
    };
    row("text", "hello", "neither SVG nor PDF nor PNG");
    row("a PNG of somebody else", kSignature + chunk("IHDR", "size") + chunk("IEND", ""), "carries no project");
    row("a PNG cut short", kSignature + chunk("IHDR", "size") + "\0\0\1\0iTXtfuse"s, "cut short");
    row("a PNG with a chunk longer than the file", kSignature + "\xff\xff\xff\xffiTXt0123"s, "cut short");
    row("a compressed chunk", kSignature + chunk("iTXt", "fusewright-project\0\1\0\0\0x"s) + chunk("IEND", ""),
        "carries no project");
    row("an SVG of somebody else", "<svg></svg>", "carries no project");
    row("an SVG cut short", "<svg><metadata><fusewright:project>{", "cut short");
  }
  void whatCarriesNothingIsRefusedWithItsName() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, said);
    const QString error = QString::fromStdString(complaint(bytes.toStdString()));
    QVERIFY2(error.contains(said), qPrintable(error));
    QVERIFY2(error.startsWith("figure.png: "), qPrintable(error));
  }
};

FUSEWRIGHT_TEST(ProvenanceRules)

}  // namespace fusewright::provenance_test

#include "provenance_test.moc"
