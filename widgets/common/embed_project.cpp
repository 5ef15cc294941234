#include "widgets/common/embed_project.h"

#include <array>
#include <cstdint>

#include <QCoreApplication>

namespace fusewright {
namespace {

constexpr const char* kKeyword = "fusewright-project";
constexpr const char* kNamespace = "urn:fusewright:project";

/// CRC of PNG chunks (PNG specification, annex D).
std::uint32_t crc(const QByteArray& bytes) {
  static const auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t index = 0; index < 256; ++index) {
      std::uint32_t value = index;
      for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? 0xEDB88320U ^ value >> 1 : value >> 1;
      table[index] = value;
    }
    return table;
  }();
  std::uint32_t value = 0xFFFFFFFFU;
  for (const char byte : bytes) value = kTable[(value ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ value >> 8;
  return ~value;
}

QByteArray bigEndian(std::uint32_t number) {
  QByteArray bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFFU);
  return bytes;
}

/// Keyword, 0, not compressed (two zeros), no language, no translated keyword, UTF-8 text.
QByteArray textChunk(const QByteArray& text) {
  const QByteArray typed = QByteArray("iTXt") + kKeyword + QByteArray(5, '\0') + text;
  return bigEndian(static_cast<std::uint32_t>(typed.size() - 4)) + typed + bigEndian(crc(typed));
}

QByteArray escaped(const QString& text) {
  return text.toHtmlEscaped().toUtf8();
}

QByteArray projectElement(const QByteArray& project) {
  return QByteArray("<fusewright:project xmlns:fusewright=\"") + kNamespace + "\">" +
         escaped(QString::fromUtf8(project)) + "</fusewright:project>";
}

}  // namespace

QByteArray withPngProject(const QByteArray& png, const QByteArray& project) {
  // The last chunk is IEND: four bytes each of length, type and CRC.
  constexpr int kEnd = 12;
  if (project.isEmpty() || png.size() < kEnd || png.mid(png.size() - 8, 4) != "IEND") return png;
  return png.chopped(kEnd) + textChunk(project) + png.last(kEnd);
}

QByteArray withSvgProject(const QByteArray& svg, const QByteArray& project) {
  const qsizetype root = svg.indexOf("<svg");
  const qsizetype open = root < 0 ? -1 : svg.indexOf('>', root);
  if (project.isEmpty() || open < 0) return svg;
  // SVG wants a title first, if there is one.
  const qsizetype title = svg.indexOf("</title>", open);
  const qsizetype at = title < 0 ? open + 1 : title + 8;
  return svg.left(at) + "\n<metadata>" + projectElement(project) + "</metadata>" + svg.mid(at);
}

QByteArray xmpPacket(const QString& title, const QString& provenance, const QByteArray& project) {
  const QString program = QStringLiteral("Fusewright %1").arg(QCoreApplication::applicationVersion());
  return QByteArray(
             "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
             "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
             "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
             " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
             "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">") +
         escaped(title) + "</rdf:li></rdf:Alt></dc:title>\n<pdf:Keywords>" + escaped(provenance) +
         "</pdf:Keywords>\n<xmp:CreatorTool>" + escaped(program) + "</xmp:CreatorTool>\n" +
         (project.isEmpty() ? QByteArray() : projectElement(project) + "\n") +
         "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

}  // namespace fusewright
