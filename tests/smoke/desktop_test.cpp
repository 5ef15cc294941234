#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <QXmlStreamReader>

#include "tests/builders_program.h"
#include "tests/test_program.h"

namespace fusewright::desktop_test {
using namespace tests;

namespace {

const QString kResources = FUSEWRIGHT_SOURCE_DIR "/resources/";
const QString kId = "io.github.fusewright.Fusewright";

QString textOf(const QString& path) {
  QFile file(kResources + path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The texts of all elements of that name.
QStringList elementsOf(const QString& xml, const QString& name) {
  QStringList texts;
  QXmlStreamReader reader(xml);
  while (!reader.atEnd())
    if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == name) texts << reader.readElementText();
  return texts;
}

/// "--hardware" and the like that a manual page names.
QSet<QString> optionsIn(QString manual) {
  manual.replace("\\-", "-");
  static const QRegularExpression kOption("--[a-z][a-z-]+");
  QSet<QString> options;
  for (auto found = kOption.globalMatch(manual); found.hasNext();) options << found.next().captured();
  return options;
}

}  // namespace

class DesktopFiles : public QObject {
  Q_OBJECT

 private slots:
  void theValidatorsOfTheDesktopFindNothing_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("menu entry") << "desktop-file-validate" << QStringList{kResources + "desktop/" + kId + ".desktop"};
    QTest::newRow("metainfo") << "appstreamcli"
                              << QStringList{"validate", "--no-net", kResources + "desktop/" + kId + ".metainfo.xml"};
  }
  void theValidatorsOfTheDesktopFindNothing() {
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    if (QStandardPaths::findExecutable(program).isEmpty()) QSKIP("the validator is not installed");
    const ProgramRun run = runProgram(program, arguments);
    QVERIFY2(run.exitStatus == 0, (run.output + run.messages).constData());
  }

  void menuEntryMetainfoAndFileTypesAgree() {
    const QString metainfo = textOf("desktop/" + kId + ".metainfo.xml");
    QCOMPARE(elementsOf(metainfo, "id"), QStringList(kId));
    QCOMPARE(elementsOf(metainfo, "launchable"), QStringList(kId + ".desktop"));
    const QString entry = textOf("desktop/" + kId + ".desktop");
    QVERIFY(entry.contains("\nIcon=" + kId + "\n"));
    const QString types = textOf("desktop/" + kId + ".xml");
    for (const QString& type : elementsOf(metainfo, "mediatype")) {
      QVERIFY2(entry.contains(type + ";"), qPrintable(type));
      QVERIFY2(types.contains("<mime-type type=\"" + type + "\">"), qPrintable(type));
    }
  }

  void theManualsNameOnlyOptionsThatThereAre_data() {
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("help");
    QTest::newRow("terminal") << "man/fusewright-cli.1" << QString(FUSEWRIGHT_CLI)
                              << QStringList{"schedule --help", "paper --help", "model --help", "info --help"};
#ifdef FUSEWRIGHT_HAS_WINDOW
    QTest::newRow("window") << "man/fusewright.1" << QFileInfo(FUSEWRIGHT_CLI).dir().filePath("fusewright")
                            << QStringList{"--help"};
#endif
  }
  void theManualsNameOnlyOptionsThatThereAre() {
    QFETCH(QString, page);
    QFETCH(QString, program);
    QFETCH(QStringList, help);
    QByteArray said = "--version";
    for (const QString& words : help) said += runProgram(program, words.split(' ')).output;
    const auto options = optionsIn(textOf(page));
    QVERIFY(options.size() >= 15);
    for (const QString& option : options)
      QVERIFY2(said.contains(option.toUtf8()), qPrintable(page + " names " + option));
  }
};

FUSEWRIGHT_TEST(DesktopFiles)

}  // namespace fusewright::desktop_test

#include "desktop_test.moc"
