#pragma once

#include <QByteArray>
#include <QString>

namespace fusewright {

// Figures carry the design that they show, as the text of a project; core/io/provenance.h reads it again.

/// A PNG file with the text in an iTXt chunk; the file as it is if it is no PNG.
[[nodiscard]] QByteArray withPngProject(const QByteArray& png, const QByteArray& project);

/// An SVG file with the text in its <metadata>.
[[nodiscard]] QByteArray withSvgProject(const QByteArray& svg, const QByteArray& project);

/// The XMP packet of a PDF file: title, where it comes from, the program, and the text.
[[nodiscard]] QByteArray xmpPacket(const QString& title, const QString& provenance, const QByteArray& project);

}  // namespace fusewright
