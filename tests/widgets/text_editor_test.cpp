// The field for YAML: what it colours, what it marks, and what it keeps.
#include <QLabel>
#include <QtTest>

#include "tests/test_program.h"
#include "widgets/hardware/text_editor.h"
#include "widgets/hardware/yaml_parts.h"

namespace fusewright::text_editor_test {

namespace {

/// One letter a kind under each character, blanks for the rest.
QString coloursOf(const QString& line) {
  QString letters(line.size(), QLatin1Char(' '));
  for (const YamlPart& part : yamlParts(line))
    for (int place = part.start; place < part.start + part.length; ++place)
      letters[place] = QLatin1Char("ktnwrc"[static_cast<int>(part.kind)]);
  return letters;
}

}  // namespace

class TextEditors : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void anErrorMarksTheLineItNames() {
    QCOMPARE(lineOf({"what", "text:12, cores[0].name", ""}), 12);
    QCOMPARE(lineOf({"what", "text:7", ""}), 7);
    QCOMPARE(lineOf({"what", "text: core 'left'", ""}), 0);
    TextEditor editor;
    editor.setText("a\nb\nc\n");
    editor.showError({"no core is called 'x'", "text:2", "name a core"});
    QCOMPARE(editor.markedLine(), 2);
    QCOMPARE(editor.message(), QString("Line 2: no core is called 'x'; name a core"));
  }

  void whatWasTypedStaysWhileTheTextChangesElsewhere() {
    TextEditor editor;
    editor.setText("a: 1\n");
    QTest::keyClicks(&editor.field(), "b");
    QVERIFY(editor.isChanged());
    editor.setText("a: 2\n");
    QVERIFY(editor.text().startsWith("b"));
    QVERIFY(!editor.message().isEmpty());
    editor.accept();
    editor.setText("a: 3\n");
    QCOMPARE(editor.text(), QString("a: 3\n"));
  }

  void anErrorSaysLineAndColumnAndTheCursorGoesThere() {
    TextEditor editor;
    editor.setText("name: a\ncores:\n  - size: [1, 2\n");
    editor.showError({"this is no valid YAML", "text:3:11", ""});
    QCOMPARE(editor.message(), QString("Line 3, column 11: this is no valid YAML"));
    QCOMPARE(editor.field().textCursor().blockNumber(), 2);
    QCOMPARE(editor.field().textCursor().positionInBlock(), 10);
    editor.showError({"one of them", "text:3, cores[0].size", ""});
    QCOMPARE(editor.message(), QString("Line 3, cores[0].size: one of them"));
    QCOMPARE(editor.field().textCursor().positionInBlock(), 2);  // where its text begins
  }

  void theMarkMovesWithItsLineAndAKeyGoesThere() {
    TextEditor editor;
    editor.setText("a: 1\nb: 2\n");
    editor.showError({"wrong", "text:2:4", ""});
    editor.show();
    editor.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    editor.field().moveCursor(QTextCursor::Start);
    editor.field().insertPlainText("\n\n");
    QCOMPARE(editor.markedLine(), 4);
    editor.field().moveCursor(QTextCursor::Start);
    QTest::keyClick(&editor.field(), Qt::Key_F8);
    QCOMPARE(editor.field().textCursor().blockNumber(), 3);
    QCOMPARE(editor.field().textCursor().positionInBlock(), 3);
  }

  void angleBracketsOfAnErrorAreShownAsTheyAre() {
    TextEditor editor;
    editor.setText("a: <b>\n");
    editor.showError({"'<b>' is no size", "text:1", ""});
    QCOMPARE(editor.message(), QString("Line 1: '<b>' is no size"));
    QVERIFY(editor.findChild<QLabel*>()->text().contains("&lt;b&gt;"));
  }

  void partsOfALineHaveColours_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("colours");
    const auto row = [](const char* name, const char* line, const char* colours) {
      QTest::newRow(name) << QString(line) << QString(colours);
    };
    row("a key and a number", "size_KB: 64", "kkkkkkk  nn");
    row("a key in a list", "  - name: dram", "    kkkk      ");
    row("a comment after a value", "a: 1  # [marca] 2", "k  n  ccccccccccc");
    row("no comment within a word", "a: b#c", "k     ");
    row("a quoted text with its escape", "a: \"b \\\" # c\" # d", "k  tttttttttt ccc");
    row("a quoted key", "'a b': 1", "kkkkk  n");
    row("a map in braces", "{D1: 64, on: true, x: -2.5e3}", " kk  nn  kk  wwww  k  nnnnnn ");
    row("an anchor and an alias", "[&b, *b]", " rr  rr ");
    row("a time is no number", "at: 12:30", "kk       ");
    row("an open quote", "a: 'b", "k  tt");
    row("nothing", "", "");
  }

  void partsOfALineHaveColours() {
    QFETCH(QString, line);
    QFETCH(QString, colours);
    QCOMPARE(coloursOf(line), colours);
  }
};

FUSEWRIGHT_TEST(TextEditors)

}  // namespace fusewright::text_editor_test

#include "text_editor_test.moc"
