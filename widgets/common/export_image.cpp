#include "widgets/common/export_image.h"

#include <algorithm>
#include <cmath>

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QFontMetricsF>
#include <QImage>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include "widgets/common/embed_project.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr double kUnitsPerInch = 96;
constexpr double kMmPerInch = 25.4;
constexpr int kPdfDpi = 1200;
constexpr double kPrintPoints = 8;     ///< of printStyle()
constexpr int kProvenancePixels = 10;  ///< 7.5 pt

tl::unexpected<Error> notWritten(const QString& path, const QString& reason) {
  return failure(tr("can not write the file: %1").arg(reason).toStdString(), path.toStdString(),
                 tr("Choose a folder that exists and that you may write to").toStdString());
}

Result<void> save(const QString& path, const QByteArray& bytes) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
    return notWritten(path, file.errorString());
  }
  return {};
}

QByteArray pdfOf(const Figure& figure) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setResolution(kPdfDpi);
  writer.setPageSize(QPageSize(figure.sizeMm, QPageSize::Millimeter, {}, QPageSize::ExactMatch));
  writer.setPageMargins(QMarginsF(0, 0, 0, 0));
  writer.setTitle(figure.title + QStringLiteral(" | ") + figure.provenance);
  writer.setCreator(QStringLiteral("Fusewright %1").arg(QCoreApplication::applicationVersion()));
  writer.setDocumentXmpMetadata(xmpPacket(figure.title, figure.provenance, figure.project));
  QPainter painter(&writer);
  painter.scale(kPdfDpi / kUnitsPerInch, kPdfDpi / kUnitsPerInch);
  paintFigure(painter, figure);
  painter.end();
  return buffer.data();
}

QByteArray pngOf(const Figure& figure) {
  QBuffer buffer;
  imageOf(figure).save(&buffer, "PNG");
  return withPngProject(buffer.data(), figure.project);
}

}  // namespace

Figure withChoice(Figure figure, const FigureChoice& choice) {
  if (!choice.sizeMm.isEmpty()) figure.sizeMm = choice.sizeMm;
  figure.points = choice.points;
  figure.dpi = choice.dpi;
  if (!choice.sourceLine) figure.provenance.clear();
  return figure;
}

QSizeF pageSize(const Figure& figure) {
  return figure.sizeMm * (kUnitsPerInch / kMmPerInch);
}

void paintFigure(QPainter& painter, const Figure& figure) {
  const DrawStyle style = printStyle();
  // Views draw with letters of 8 pt; other sizes come from drawing all of it larger or smaller.
  const double scale = figure.points / kPrintPoints;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(QRectF(QPointF(0, 0), pageSize(figure)), Qt::white);
  painter.scale(scale, scale);
  const QRectF page(QPointF(0, 0), pageSize(figure) / scale);
  QFont tiny = style.smallFont;
  tiny.setPixelSize(kProvenancePixels);
  const QRectF inside = page.adjusted(kPageMargin, kPageMargin, -kPageMargin, -1);
  const double needed = figure.provenance.isEmpty()
                            ? 0
                            : QFontMetricsF(tiny).boundingRect(inside, Qt::TextWordWrap, figure.provenance).height();
  const double footer = std::max(needed, kPageFooter);
  figure.draw(painter, inside.adjusted(0, 0, 0, -footer), style);
  painter.setFont(tiny);
  painter.setPen(style.theme.mutedText);
  const QRectF lines(inside.left(), inside.bottom() - footer, inside.width(), footer);
  painter.drawText(lines, Qt::AlignRight | Qt::AlignBottom | Qt::TextWordWrap, figure.provenance);
  painter.restore();
}

QByteArray svgOf(const Figure& figure) {
  QBuffer buffer;
  QSvgGenerator generator;
  const QSizeF size = pageSize(figure);
  generator.setOutputDevice(&buffer);
  generator.setResolution(static_cast<int>(kUnitsPerInch));
  generator.setSize(QSize(static_cast<int>(std::ceil(size.width())), static_cast<int>(std::ceil(size.height()))));
  generator.setViewBox(QRectF(QPointF(0, 0), size));
  generator.setTitle(figure.title);
  generator.setDescription(figure.provenance);
  QPainter painter(&generator);
  paintFigure(painter, figure);
  painter.end();
  return withSvgProject(buffer.data(), figure.project);
}

QImage imageOf(const Figure& figure) {
  const double scale = figure.dpi / kUnitsPerInch;
  const QSizeF size = pageSize(figure) * scale;
  QImage image(QSize(static_cast<int>(std::lround(size.width())), static_cast<int>(std::lround(size.height()))),
               QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.scale(scale, scale);
  paintFigure(painter, figure);
  painter.end();
  image.setDotsPerMeterX(static_cast<int>(std::lround(figure.dpi / kMmPerInch * 1000)));
  image.setDotsPerMeterY(image.dotsPerMeterX());
  image.setText(QStringLiteral("Title"), figure.title);
  image.setText(QStringLiteral("Description"), figure.provenance);
  return image;
}

Result<void> writeFigure(const QString& path, const Figure& figure) {
  const QString suffix = QFileInfo(path).suffix().toLower();
  if (suffix == QLatin1String("svg")) return save(path, svgOf(figure));
  if (suffix == QLatin1String("pdf")) return save(path, pdfOf(figure));
  if (suffix == QLatin1String("png")) return save(path, pngOf(figure));
  return failure(tr("'%1' is no kind of picture that can be written").arg(suffix).toStdString(), path.toStdString(),
                 tr("End the name in .svg, .pdf or .png").toStdString());
}

Result<void> writeText(const QString& path, const QString& text) {
  return save(path, text.toUtf8());
}

}  // namespace fusewright
