#include "app/explorer/export_commands.h"

#include <QClipboard>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include "app/explorer/main_window.h"
#include "app/explorer/themed_icon.h"
#include "core/io/provenance.h"
#include "tests/app/open_window.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::export_test {
using namespace tests;

namespace {

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::vector<double> numbersIn(const QString& text) {
  static const QRegularExpression kNumber(QStringLiteral("-?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?"));
  std::vector<double> numbers;
  for (auto found = kNumber.globalMatch(text); found.hasNext();) numbers.push_back(found.next().captured().toDouble());
  return numbers;
}

QTransform transformOf(const QString& text) {
  const auto n = numbersIn(text);
  return n.size() == 6 ? QTransform(n[0], n[1], n[2], n[3], n[4], n[5]) : QTransform();
}

/// The corners of what one element draws, before its transform.
QPolygonF cornersOf(const QXmlStreamReader& xml) {
  const auto attribute = [&](const char* name) { return xml.attributes().value(QLatin1String(name)).toDouble(); };
  QPolygonF corners;
  if (xml.name() == QLatin1String("rect"))
    return QRectF(attribute("x"), attribute("y"), attribute("width"), attribute("height"));
  if (xml.name() == QLatin1String("text")) return QPolygonF({QPointF(attribute("x"), attribute("y"))});
  if (xml.name() == QLatin1String("circle") || xml.name() == QLatin1String("ellipse"))
    return QPolygonF({QPointF(attribute("cx"), attribute("cy"))});
  const auto numbers = numbersIn(xml.attributes().value(QLatin1String("d")).toString() +
                                 xml.attributes().value(QLatin1String("points")).toString());
  for (std::size_t index = 0; index + 1 < numbers.size(); index += 2)
    corners << QPointF(numbers[index], numbers[index + 1]);
  return corners;
}

struct DrawnShape {
  QString element;
  QRectF box;
};

/// Everything that an SVG file draws, in the units of its view box.
std::vector<DrawnShape> shapesOf(const QByteArray& svg, QRectF& page) {
  std::vector<DrawnShape> shapes;
  std::vector<QTransform> open{QTransform()};
  QXmlStreamReader xml(svg);
  bool isDefinition = false;
  while (!xml.atEnd()) {
    const auto token = xml.readNext();
    if (xml.name() == QLatin1String("defs")) isDefinition = token == QXmlStreamReader::StartElement;
    if (token == QXmlStreamReader::EndElement && xml.name() == QLatin1String("g")) open.pop_back();
    if (token != QXmlStreamReader::StartElement || isDefinition) continue;
    if (xml.name() == QLatin1String("svg")) {
      const auto box = numbersIn(xml.attributes().value(QLatin1String("viewBox")).toString());
      page = QRectF(box[0], box[1], box[2], box[3]);
    }
    if (xml.name() == QLatin1String("g"))
      open.push_back(transformOf(xml.attributes().value(QLatin1String("transform")).toString()) * open.back());
    if (const QPolygonF corners = cornersOf(xml); !corners.isEmpty())
      shapes.push_back({xml.name().toString(), open.back().map(corners).boundingRect()});
  }
  return shapes;
}

}  // namespace

class ExportViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { registerResources(); }

  /// QSvgGenerator writes no clips, so what the views draw must lie inside by itself; most of the run lies outside
  /// when only a hundredth of it is on show.
  void nothingInAnSvgLiesOutsideItsPageHoweverFarOneZooms() {
    const auto window = openWindow();
    QVERIFY(window);
    QTRY_VERIFY(window->views().graph->scene() != nullptr);
    const double span = window->views().navigator->span();
    window->views().navigator->show({0.4 * span, 0.41 * span});
    const QTemporaryDir folder;
    int figures = 0;
    for (const Exportable* view : window->views().exportables()) {
      if (!view->figureSize()) continue;
      const QString path = folder.filePath(view->exportName() + ".svg");
      QVERIFY(window->exports().write(*view, path));
      QRectF page;
      const auto shapes = shapesOf(bytesOf(path), page);
      QVERIFY(shapes.size() > 5);
      const QRectF allowed = page.adjusted(-0.5, -0.5, 0.5, 0.5);
      for (const DrawnShape& shape : shapes) {
        const QString what = QStringLiteral("%1: a %2 at %3,%4 to %5,%6")
                                 .arg(view->exportName(), shape.element)
                                 .arg(shape.box.left())
                                 .arg(shape.box.top())
                                 .arg(shape.box.right())
                                 .arg(shape.box.bottom());
        QVERIFY2(allowed.contains(shape.box.topLeft()) && allowed.contains(shape.box.bottomRight()), qPrintable(what));
      }
      ++figures;
    }
    QVERIFY(figures >= 4);
  }

  void anExportedFigureOpensAsTheDesignItShows_data() {
    QTest::addColumn<QString>("ending");
    for (const char* ending : {"svg", "pdf", "png"}) QTest::newRow(ending) << ending;
  }
  void anExportedFigureOpensAsTheDesignItShows() {
    QFETCH(QString, ending);
    const QTemporaryDir folder;
    const QString path = folder.filePath("figure." + ending);
    const auto window = openWindow();
    QVERIFY(window);
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "3"});
    window->session().apply(SetAssumptions{physicalAssumptions().without(Repair::KeptSlices)});
    QTRY_VERIFY_WITH_TIMEOUT(isFresh(*window), 30000);
    const Design shown = window->session().snapshot().design;
    QVERIFY(window->exports().write(*window->views().memory, path));
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "20"});
    QVERIFY(!(window->session().snapshot().design == shown));
    window->files().open({path});
    QTRY_VERIFY_WITH_TIMEOUT(window->session().snapshot().design == shown, 30000);
    QVERIFY(window->projects().path().isEmpty());  // saving must not write over the figure
  }

  void aFigureHasTheSizeThatWasChosen() {
    const auto window = openWindow();
    const QTemporaryDir folder;
    const QString path = folder.filePath("figure.png");
    QVERIFY(window->exports().write(*window->views().timeline, path,
                                    {.sizeMm = QSizeF(85, 60), .points = 7, .dpi = 600, .sourceLine = false}));
    // 85 mm at 600 dots per inch: 85 / 25.4 * 600 = 2007.9 dots; 60 mm: 1417.3.
    const QImage image(path);
    QCOMPARE(image.size(), QSize(2008, 1417));
    QCOMPARE(image.dotsPerMeterX(), 23622);  // 600 / 0.0254
    QVERIFY(image.pixelColor(2, 2) == QColor(Qt::white));
  }

  void largerLettersAreLargerInTheFile() {
    const auto window = openWindow();
    const QTemporaryDir folder;
    const auto largestRatio = [&](double points) {
      const QString path = folder.filePath("figure.svg");
      if (!window->exports().write(*window->views().memory, path, {.sizeMm = QSizeF(254, 142.9), .points = points}))
        return 0.0;
      const QString svg = QString::fromUtf8(bytesOf(path));
      return numbersIn(svg.section("transform=\"", 2, 2).section('"', 0, 0)).front();
    };
    QCOMPARE(largestRatio(16) / largestRatio(8), 2.0);
  }

  void copyPutsThePictureOnTheClipboardAndRowsForTables() {
    const auto window = openWindow();
    window->exports().copy(*window->views().timeline);
    const QMimeData* picture = QApplication::clipboard()->mimeData();
    QVERIFY(picture->hasImage());
    QVERIFY(picture->data("image/svg+xml").contains("<svg"));
    window->exports().copy(*window->views().layers);
    const QString rows = QApplication::clipboard()->text();
    QVERIFY(rows.startsWith(window->views().layers->exportTable().headings.join('\t')));
    QVERIFY(QApplication::clipboard()->mimeData()->html().contains("<td>"));
  }

  void theDialogShowsPresetsAndHandsTheChoiceOn() {
    const auto window = openWindow();
    window->exports().ask(*window->views().memory);
    auto* dialog = window->findChild<FigureDialog*>();
    QVERIFY(dialog);
    auto* presets = dialog->findChild<QComboBox*>();
    presets->setCurrentIndex(0);
    Q_EMIT presets->activated(0);
    QCOMPARE(dialog->choice().sizeMm.width(), 85.0);
    presets->setCurrentIndex(2);
    Q_EMIT presets->activated(2);
    QCOMPARE(dialog->choice().sizeMm, QSizeF(254, 142.9));
    dialog->close();
  }
};

FUSEWRIGHT_TEST(ExportViews)

}  // namespace fusewright::export_test

#include "export_test.moc"
