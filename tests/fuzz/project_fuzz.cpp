// Whatever a project file or a figure holds, its reader gives a value or an Error that says where, and a project that
// can be read is written and read back equal.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/io/project_json.h"
#include "core/io/provenance.h"

using namespace fusewright;

namespace {

void demand(const char* what, const Error& error) {
  if (!error.what.empty() && !error.where.empty() && !error.remedy.empty()) return;
  std::fprintf(stderr, "%s: an error without %s\n", what, message(error).c_str());
  std::abort();
}

void tryProject(const std::string& text) {
  const auto project = parseProject(text, "/folder/input.fusewright");
  if (!project) return demand("project", project.error());
  const std::string written = projectText(*project, "/folder/input.fusewright");
  const auto again = parseProject(written, "/folder/input.fusewright");
  if (!again || projectText(*again, "/folder/input.fusewright") != written) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  tryProject(text);
  if (const auto embedded = embeddedProject(text, "input.svg")) {
    tryProject(*embedded);
  } else {
    demand("figure", embedded.error());
  }
  return 0;
}
