#pragma once

#include <vector>

#include <QString>

namespace fusewright {

/// A part of a line of YAML that has a colour of its own: `length` characters from `start`.
struct YamlPart {
  enum class Kind { Key, Text, Number, Word, Reference, Comment };

  int start = 0;
  int length = 0;
  Kind kind = Kind::Key;

  friend bool operator==(const YamlPart&, const YamlPart&) = default;
};

/// The parts of one line, in order: keys, quoted texts, numbers, the words true, false and null, anchors and aliases,
/// the comment. Lines are read each for itself, so the further lines of a text over several stay plain.
[[nodiscard]] std::vector<YamlPart> yamlParts(const QString& line);

}  // namespace fusewright
