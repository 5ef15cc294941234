#include "widgets/hardware/yaml_parts.h"

#include <QRegularExpression>

namespace fusewright {
namespace {

using PartKind = YamlPart::Kind;

bool isBlank(const QString& line, int place) {
  return place >= line.size() || line[place].isSpace();
}

/// One past the quote that closes the one at `start`, or the end of the line.
int quoteEnd(const QString& line, int start) {
  const QChar quote = line[start];
  for (int place = start + 1; place < line.size(); ++place) {
    if (quote == QLatin1Char('"') && line[place] == QLatin1Char('\\'))
      ++place;
    else if (line[place] == quote)
      return place + 1;
  }
  return static_cast<int>(line.size());
}

/// One past a text without quotes: it ends before ": ", " #" and what cuts lists in brackets.
int plainEnd(const QString& line, int start) {
  int place = start;
  while (place < line.size()) {
    const QChar letter = line[place];
    if (QStringLiteral(",[]{}").contains(letter)) break;
    if (letter == QLatin1Char(':') && isBlank(line, place + 1)) break;
    if (letter == QLatin1Char('#') && place > start && line[place - 1].isSpace()) break;
    ++place;
  }
  while (place > start && line[place - 1].isSpace()) --place;
  return place;
}

bool isKeyUpTo(const QString& line, int end) {
  while (end < line.size() && line[end].isSpace()) ++end;
  return end < line.size() && line[end] == QLatin1Char(':') && isBlank(line, end + 1);
}

/// What a text without quotes is, besides a key; plain: nothing.
void addPlain(std::vector<YamlPart>& parts, const QString& line, int start, int end) {
  static const QRegularExpression kNumber(QStringLiteral("^[-+]?(\\d[\\d_]*\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?$"));
  static const QRegularExpression kWord(QStringLiteral("^(true|false|null|yes|no|~)$"),
                                        QRegularExpression::CaseInsensitiveOption);
  const QString text = line.mid(start, end - start);
  if (isKeyUpTo(line, end)) {
    parts.push_back({start, end - start, PartKind::Key});
  } else if (text.startsWith(QLatin1Char('&')) || text.startsWith(QLatin1Char('*'))) {
    parts.push_back({start, end - start, PartKind::Reference});
  } else if (kNumber.match(text).hasMatch()) {
    parts.push_back({start, end - start, PartKind::Number});
  } else if (kWord.match(text).hasMatch()) {
    parts.push_back({start, end - start, PartKind::Word});
  }
}

}  // namespace

std::vector<YamlPart> yamlParts(const QString& line) {
  std::vector<YamlPart> parts;
  const int size = static_cast<int>(line.size());
  for (int place = 0; place < size;) {
    const QChar letter = line[place];
    const bool atStart = place == 0 || line[place - 1].isSpace();
    if (letter == QLatin1Char('#') && atStart) {
      parts.push_back({place, size - place, PartKind::Comment});
      break;
    }
    if (letter == QLatin1Char('"') || letter == QLatin1Char('\'')) {
      const int end = quoteEnd(line, place);
      parts.push_back({place, end - place, isKeyUpTo(line, end) ? PartKind::Key : PartKind::Text});
      place = end;
    } else if (letter.isSpace() || QStringLiteral(",[]{}:").contains(letter) ||
               (QStringLiteral("-?").contains(letter) && isBlank(line, place + 1))) {
      ++place;
    } else {
      const int end = std::max(plainEnd(line, place), place + 1);
      addPlain(parts, line, place, end);
      place = end;
    }
  }
  return parts;
}

}  // namespace fusewright
