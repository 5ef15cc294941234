#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace fusewright {

struct ReportHeading {
  int level = 1;
  std::string text;
};

struct ReportParagraph {
  std::string text;
};

struct ReportTable {
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;  ///< each as long as `headings`
};

/// A picture, as paths relative to the report.
struct ReportImage {
  std::string file;    ///< to show
  std::string vector;  ///< the same to enlarge and print
  std::string title;
};

/// A link to a file beside the report.
struct ReportLink {
  std::string text;
  std::string file;
};

using ReportBlock = std::variant<ReportHeading, ReportParagraph, ReportTable, ReportImage, ReportLink>;

/// A report as parts in order, before it becomes Markdown or HTML.
struct ReportDocument {
  std::string title;
  std::vector<ReportBlock> blocks;
};

/// The document in Markdown (GitHub's tables).
[[nodiscard]] std::string markdownOf(const ReportDocument& document);

/// The document as one HTML page with its style inside, fit for print.
[[nodiscard]] std::string htmlOf(const ReportDocument& document);

}  // namespace fusewright
