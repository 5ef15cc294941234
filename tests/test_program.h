#pragma once

#include <functional>
#include <string_view>

#include <QTest>

namespace fusewright::tests {

/// Runs a class of test slots with the options of Qt Test; returns the number of slots that failed.
using RunSlots = std::function<int(int argc, char** argv)>;

/// Adds the test slots of the file at `path` to this program. True, so that it can start a constant.
bool addToProgram(std::string_view path, RunSlots run);

}  // namespace fusewright::tests

/// Puts a class of test slots into the program of its folder, which runs those of one file: PROGRAM NAME_test
/// [OPTION..]. Stands in a namespace named after the file, for several files are compiled as one.
#define FUSEWRIGHT_TEST(Slots)                                                                           \
  static const bool added##Slots = fusewright::tests::addToProgram(__FILE__, [](int argc, char** argv) { \
    Slots slots_;                                                                                        \
    return QTest::qExec(&slots_, argc, argv);                                                            \
  });
