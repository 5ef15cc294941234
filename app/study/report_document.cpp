#include "app/study/report_document.h"

#include <fmt/format.h>

namespace fusewright {
namespace {

/// `text` with some letters written otherwise; `other` gives nothing for those that stay.
template <typename Other>
std::string replaced(std::string_view text, Other other) {
  std::string result;
  for (const char letter : text) {
    const std::string_view instead = other(letter);
    if (instead.empty()) {
      result += letter;
    } else {
      result += instead;
    }
  }
  return result;
}

/// Letters that would end a cell or a line of Markdown, made harmless.
std::string markdownText(std::string_view text) {
  return replaced(text, [](char letter) -> std::string_view {
    if (letter == '|') return "\\|";
    if (letter == '<') return "&lt;";
    return letter == '\n' ? " " : "";
  });
}

std::string htmlText(std::string_view text) {
  return replaced(text, [](char letter) -> std::string_view {
    if (letter == '&') return "&amp;";
    if (letter == '<') return "&lt;";
    if (letter == '>') return "&gt;";
    return letter == '"' ? "&quot;" : "";
  });
}

/// Whether a cell reads as a number, so that it belongs to the right edge.
bool isNumeric(std::string_view cell) {
  return !cell.empty() && cell.find_first_not_of("0123456789+-.,eE %") == std::string_view::npos;
}

/// Whether most of a column is numbers.
bool isNumericColumn(const ReportTable& table, std::size_t column) {
  std::size_t numbers = 0;
  for (const auto& row : table.rows) numbers += isNumeric(row[column]) ? 1 : 0;
  return 2 * numbers > table.rows.size();
}

struct Markdown {
  std::string operator()(const ReportHeading& heading) const {
    return std::string(static_cast<std::size_t>(heading.level), '#') + ' ' + markdownText(heading.text) + "\n\n";
  }
  std::string operator()(const ReportParagraph& paragraph) const { return markdownText(paragraph.text) + "\n\n"; }
  std::string operator()(const ReportTable& table) const {
    std::string text = lineOf(table.headings) + '|';
    for (std::size_t column = 0; column < table.headings.size(); ++column)
      text += isNumericColumn(table, column) ? " ---: |" : " --- |";
    text += '\n';
    for (const auto& row : table.rows) text += lineOf(row);
    return text + '\n';
  }
  std::string operator()(const ReportImage& image) const {
    return fmt::format("[![{}]({})]({})\n\n", markdownText(image.title), image.file, image.vector);
  }
  std::string operator()(const ReportLink& link) const {
    return fmt::format("[{}]({})\n\n", markdownText(link.text), link.file);
  }

 private:
  static std::string lineOf(const std::vector<std::string>& cells) {
    std::string line = "|";
    for (const std::string& cell : cells) line += ' ' + markdownText(cell) + " |";
    return line + '\n';
  }
};

struct Html {
  std::string operator()(const ReportHeading& heading) const {
    return fmt::format("<h{0}>{1}</h{0}>\n", heading.level, htmlText(heading.text));
  }
  std::string operator()(const ReportParagraph& paragraph) const {
    return fmt::format("<p>{}</p>\n", htmlText(paragraph.text));
  }
  std::string operator()(const ReportTable& table) const {
    std::string text = "<table>\n<thead><tr>";
    for (const std::string& heading : table.headings) text += fmt::format("<th>{}</th>", htmlText(heading));
    text += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
      text += "<tr>";
      for (const std::string& cell : row)
        text += fmt::format("<td{}>{}</td>", isNumeric(cell) ? " class=\"number\"" : "", htmlText(cell));
      text += "</tr>\n";
    }
    return text + "</tbody>\n</table>\n";
  }
  std::string operator()(const ReportImage& image) const {
    return fmt::format("<figure><a href=\"{}\"><img src=\"{}\" alt=\"{}\"></a></figure>\n", htmlText(image.vector),
                       htmlText(image.file), htmlText(image.title));
  }
  std::string operator()(const ReportLink& link) const {
    return fmt::format("<p><a href=\"{}\">{}</a></p>\n", htmlText(link.file), htmlText(link.text));
  }
};

constexpr const char* kStyle = R"(body { font-family: sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; margin: 1em 0; font-size: 0.9em; }
th, td { border-bottom: 1px solid #bbb; padding: 0.2em 0.6em; text-align: left; }
th { border-bottom: 2px solid #555; vertical-align: bottom; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
img { max-width: 100%; }
)";

}  // namespace

std::string markdownOf(const ReportDocument& document) {
  std::string text = fmt::format("# {}\n\n", markdownText(document.title));
  for (const ReportBlock& block : document.blocks) text += std::visit(Markdown{}, block);
  return text;
}

std::string htmlOf(const ReportDocument& document) {
  const std::string title = htmlText(document.title);
  std::string text = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
      "charset=\"utf-8\">\n<title>{0}</title>\n<style>\n{1}</style>\n"
      "</head>\n<body>\n<h1>{0}</h1>\n",
      title, kStyle);
  for (const ReportBlock& block : document.blocks) text += std::visit(Html{}, block);
  return text + "</body>\n</html>\n";
}

}  // namespace fusewright
