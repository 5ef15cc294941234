// Whatever is typed to choose rows of a table is a filter that can be asked about any row, or refused with an Error
// that says where and what to type; what is refused once is refused again, and so is each answer about a row.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "widgets/common/row_filter.h"

using namespace fusewright;

namespace {

/// Numbers in the odd columns.
class FuzzedRow : public FilterRow {
 public:
  [[nodiscard]] std::optional<double> number(std::size_t column) const override {
    return column % 2 == 1 ? std::optional(12.5) : std::nullopt;
  }
  [[nodiscard]] std::string text(std::size_t column) const override { return column == 0 ? "conv" : "12.5"; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::vector<std::string> headings{"Layer", "Duration", "", "Start before", "\xCE\x94 start", "bits[b]"};
  const auto filter = parseRowFilter(text, headings);
  const auto again = parseRowFilter(text, headings);
  if (filter.has_value() != again.has_value()) std::abort();
  if (!filter) {
    const Error& error = filter.error();
    if (error.what.empty() || error.where.empty() || error.remedy.empty() || !(error == again.error())) std::abort();
    return 0;
  }
  if (filter->accepts(FuzzedRow()) != again->accepts(FuzzedRow())) std::abort();
  return 0;
}
