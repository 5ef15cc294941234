#pragma once

#include <string>

#include <QTest>

/// Lets QCOMPARE print the two texts that differ.
namespace QTest {
template <>
inline char* toString(const std::string& text) {
  return qstrdup(text.c_str());
}
}  // namespace QTest
