#include "core/io/yaml/parse_yaml.h"

#include <QtTest>

#include "tests/test_program.h"

namespace fusewright::parse_yaml_test {

namespace {

std::string refusal(const std::string& text) {
  const auto parsed = parseYaml(text, "f.yaml");
  return parsed ? "accepted" : message(parsed.error());
}

/// Level n lists level n - 1 nine times: 9^n values from n lines.
std::string explosion(int levels) {
  std::string text = "a0: &a0 x\n";
  for (int level = 1; level <= levels; ++level) {
    const std::string below = "*a" + std::to_string(level - 1);
    text += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [" + below;
    for (int copy = 1; copy < 9; ++copy) text += ", " + below;
    text += "]\n";
  }
  return text;
}

}  // namespace

class ParseYamlRules : public QObject {
  Q_OBJECT

 private slots:
  void linesAreCountedFromOneAndEntriesKeepTheirOrder() {
    const auto parsed = parseYaml("# first\nz: 1\na: [2, 3]\n", "f.yaml");
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->keys, (std::vector<std::string>{"z", "a"}));
    QCOMPARE(parsed->items[1].line, 3);
    QCOMPARE(parsed->items[1].items[1].scalar, std::string("3"));
  }

  void anAliasIsACopyOfWhatItRepeats() {
    const auto parsed = parseYaml("a: &x [1, 2]\nb: *x\n", "f.yaml");
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->items[1].items.size(), std::size_t{2});
    QCOMPARE(parsed->items[1].items[1].scalar, std::string("2"));
  }

  void anAliasOfItselfIsRefusedWithItsLine() {
    const std::string said =
        "f.yaml:2: an alias stands inside the very node it repeats; write the node out, or repeat another one";
    QCOMPARE(refusal("a: &x\n  b: *x\n"), said);
    QCOMPARE(refusal("a: &x [1,\n *x]\n"), said);
  }

  void aFewLinesThatStandForBillionsAreRefused() {
    QCOMPARE(refusal(explosion(3)), std::string("accepted"));
    // 9^6 = 531,441 values.
    QVERIFY(refusal(explosion(6)).find("more than 100000 nodes once aliases are written out") != std::string::npos);
    QVERIFY(refusal(explosion(40)).find("more than 100000 nodes once aliases are written out") != std::string::npos);
  }

  void aKeyGivenTwiceIsRefusedWithBothLines() {
    QCOMPARE(refusal("a: 1\nb: 2\na: 3\n"),
             std::string("f.yaml:3: 'a' is given twice (first in line 1); keep one of the two"));
  }

  void whatIsNoSingleYamlDocumentIsRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("blank") << QByteArray("\n\n") << "holds nothing but blanks";
    QTest::newRow("only comments") << QByteArray("# a\n# b\n") << "holds nothing but blanks";
    QTest::newRow("two documents") << QByteArray("a: 1\n---\nb: 2\n") << "more than one YAML document";
    QTest::newRow("an open bracket") << QByteArray("a: [1, 2\n") << "no valid YAML";
    // "  c" of line 3 stands under no field: the map of line 1 has its fields at column 1, that of line 2 at column 5.
    QTest::newRow("a field between two indentations")
        << QByteArray("a:\n    b: 1\n  c: 2\n") << "f.yaml:3:3: this is no valid YAML: this continues no map above it";
    QTest::newRow("a tab as indentation") << QByteArray("a:\n\tb: 1\n") << "f.yaml:2:3: this is no valid YAML";
    QTest::newRow("an alias of nothing") << QByteArray("a: *b\n") << "f.yaml:1:4: this is no valid YAML";
    QTest::newRow("a list as key") << QByteArray("[a, b]: 1\n") << "a key that is a list";
    QTest::newRow("a thousand brackets") << QByteArray(1000, '[') << "f.yaml:1: ";
    QTest::newRow("random bytes") << QByteArray("\x01\xff\xfe\x00{[\x89PNG", 11) << "f.yaml";
  }

  void whatIsNoSingleYamlDocumentIsRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QString, said);
    const std::string answer = refusal(text.toStdString());
    QVERIFY2(answer.find(said.toStdString()) != std::string::npos, answer.c_str());
  }
};

FUSEWRIGHT_TEST(ParseYamlRules)

}  // namespace fusewright::parse_yaml_test

#include "parse_yaml_test.moc"
