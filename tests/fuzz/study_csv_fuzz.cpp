// Whatever a table of the study holds, reading it gives a value or an Error that says where, and what can be read is
// written and read back equal. The input is the tables one after the other, each after a line with "#" and its name.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/io/study_csv.h"

using namespace fusewright;

namespace {

void demand(const char* what, const Error& error) {
  if (!error.what.empty() && !error.where.empty() && !error.remedy.empty()) return;
  std::fprintf(stderr, "%s: an error without %s\n", what, message(error).c_str());
  std::abort();
}

/// A table that is written reads back equal, its title and name aside.
void demandRoundTrip(const StudyTable& table) {
  const auto again = parseStudyTable(studyTableText(table), table.name + ".csv");
  if (!again || again->rows != table.rows) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::vector<StudyTable> tables;
  while (rest.starts_with('#')) {
    const std::size_t line = std::min(rest.find('\n'), rest.size());
    const std::string name(rest.substr(1, line - 1));
    rest.remove_prefix(std::min(line + 1, rest.size()));
    const std::size_t end = std::min(rest.find("\n#"), rest.size());
    auto table = parseStudyTable(rest.substr(0, end), name + ".csv");
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (table) {
      demandRoundTrip(*table);
      table->name = name;
      tables.push_back(*std::move(table));
    } else {
      demand("table", table.error());
    }
  }
  const auto study = studyOfTables(tables);
  if (!study) {
    demand("study", study.error());
  } else if (const auto again = studyOfTables(studyTables(*study)); !again || !(*again == *study)) {
    std::abort();
  }
  return 0;
}
