#include "tests/test_program.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <fmt/core.h>

#ifdef QT_WIDGETS_LIB
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

namespace fusewright::tests {

namespace {

/// The test slots of this program, by the names of their files without the ending.
std::map<std::string, RunSlots, std::less<>>& program() {
  static std::map<std::string, RunSlots, std::less<>> files;
  return files;
}

/// The answer to a call without a name, or with one that is of no file here.
int listFiles(const char* self) {
  fmt::print(stderr, "usage: {} FILE [OPTION..], with one of\n", self);
  for (const auto& [name, run] : program()) fmt::print(stderr, "  {}\n", name);
  return 2;
}

}  // namespace

bool addToProgram(std::string_view path, RunSlots run) {
  return program().emplace(std::filesystem::path(path).stem().string(), std::move(run)).second;
}

}  // namespace fusewright::tests

int main(int argc, char** argv) {
  using namespace fusewright::tests;
  const auto found = argc > 1 ? program().find(std::string_view(argv[1])) : program().end();
  if (found == program().end()) return listFiles(argv[0]);
  Application application(argc, argv);
  Application::setAttribute(Qt::AA_Use96Dpi, true);
  Application::setApplicationName(
      QString::fromStdString(found->first));  // files of their own, wherever names come from it
  std::vector<char*> options(argv, argv + argc);
  options.erase(options.begin() + 1);
  return found->second(static_cast<int>(options.size()), options.data());
}
