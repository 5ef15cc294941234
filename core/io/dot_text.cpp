#include "core/io/dot_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace fusewright {
namespace {

constexpr double kUnitsPerInch = 96;
constexpr double kFarthest = 1e9;  ///< units; nothing that can be drawn lies farther out

/// Words of one line, one after the other.
class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) {}

  std::string_view next() {
    const std::size_t start = std::min(rest_.find_first_not_of(" \t\r"), rest_.size());
    const std::size_t end = std::min(rest_.find_first_of(" \t\r", start), rest_.size());
    const std::string_view word = rest_.substr(start, end - start);
    rest_.remove_prefix(end);
    return word;
  }

  std::optional<double> nextNumber() {
    const std::string_view word = next();
    double number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool whole = error == std::errc() && end == word.data() + word.size() && std::isfinite(number);
    return whole && std::abs(number) * kUnitsPerInch <= kFarthest ? std::optional(number) : std::nullopt;
  }

  /// A whole number less than `limit`.
  std::optional<std::size_t> nextIndex(std::size_t limit) {
    const std::string_view word = next();
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool whole = error == std::errc() && end == word.data() + word.size();
    return whole && number < limit ? std::optional(number) : std::nullopt;
  }

 private:
  std::string_view rest_;
};

/// Fills a layout line by line.
class PlainReader {
 public:
  explicit PlainReader(const LayoutProblem& problem) : problem_(problem) {
    layout_.centres.resize(problem.boxes.size());
    layout_.curves.resize(problem.edges.size());
    known_.resize(problem.boxes.size(), false);
    for (std::size_t edge = 0; edge < problem.edges.size(); ++edge)
      edgeOf_[keyOf(problem.edges[edge].from, problem.edges[edge].to)] = edge;
  }

  /// Whether the line could be taken.
  bool take(std::string_view line) {
    Words words(line);
    const std::string_view kind = words.next();
    if (kind == "graph") return takeGraph(words);
    if (kind == "node") return takeNode(words);
    if (kind == "edge") return takeEdge(words);
    return kind.empty() || kind == "stop";
  }

  [[nodiscard]] bool isWhole() const {
    return hasGraph_ && std::ranges::all_of(known_, [](bool known) { return known; }) &&
           std::ranges::none_of(layout_.curves, &std::vector<Point>::empty);
  }

  GraphLayout finish() { return std::move(layout_); }

 private:
  [[nodiscard]] std::uint64_t keyOf(std::size_t from, std::size_t to) const {
    return static_cast<std::uint64_t>(from) * problem_.boxes.size() + to;
  }

  [[nodiscard]] Point placed(double x, double y) const {
    return {x * kUnitsPerInch, layout_.size.height - y * kUnitsPerInch};
  }

  bool takeGraph(Words& words) {
    const auto scale = words.nextNumber();
    const auto width = words.nextNumber();
    const auto height = words.nextNumber();
    if (hasGraph_ || scale != 1.0 || !width || !height || *width < 0 || *height < 0) return false;
    layout_.size = {.width = *width * kUnitsPerInch, .height = *height * kUnitsPerInch};
    return hasGraph_ = true;
  }

  bool takeNode(Words& words) {
    const auto box = words.nextIndex(problem_.boxes.size());
    const auto x = words.nextNumber();
    const auto y = words.nextNumber();
    if (!hasGraph_ || !box || !x || !y || known_[*box]) return false;
    layout_.centres[*box] = placed(*x, *y);
    known_[*box] = true;
    return true;
  }

  bool takeEdge(Words& words) {
    const auto from = words.nextIndex(problem_.boxes.size());
    const auto to = words.nextIndex(problem_.boxes.size());
    // A line has at most as many points as it has letters.
    const auto count = words.nextIndex(std::size_t{1} << 24);
    if (!hasGraph_ || !from || !to || !count || *count < 4 || *count % 3 != 1) return false;
    const auto edge = edgeOf_.find(keyOf(*from, *to));
    if (edge == edgeOf_.end() || !layout_.curves[edge->second].empty()) return false;
    std::vector<Point> curve;
    for (std::size_t point = 0; point < *count; ++point) {
      const auto x = words.nextNumber();
      const auto y = words.nextNumber();
      if (!x || !y) return false;
      curve.push_back(placed(*x, *y));
    }
    layout_.curves[edge->second] = std::move(curve);
    return true;
  }

  const LayoutProblem& problem_;
  std::unordered_map<std::uint64_t, std::size_t> edgeOf_;
  std::vector<bool> known_;
  bool hasGraph_ = false;
  GraphLayout layout_;
};

tl::unexpected<Error> notALayout(std::string what, std::string where) {
  return failure(std::move(what), std::move(where), "use the layout that is built in");
}

}  // namespace

std::string dotText(const LayoutProblem& problem) {
  std::string text;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "digraph {{\ngraph [rankdir={} ranksep={:.4f} nodesep={:.4f}]\n",
                 problem.flow == FlowDirection::Down ? "TB" : "LR", problem.rankGap / kUnitsPerInch,
                 problem.boxGap / kUnitsPerInch);
  text += "node [shape=box fixedsize=true label=\"\"]\nedge [arrowhead=none]\n";
  for (std::size_t box = 0; box < problem.boxes.size(); ++box)
    fmt::format_to(out, "{} [width={:.4f} height={:.4f}]\n", box, problem.boxes[box].width / kUnitsPerInch,
                   problem.boxes[box].height / kUnitsPerInch);
  for (const LayoutEdge& edge : problem.edges) fmt::format_to(out, "{} -> {}\n", edge.from, edge.to);
  text += "}\n";
  return text;
}

Result<GraphLayout> parseDotPlain(std::string_view text, const LayoutProblem& problem) {
  PlainReader reader(problem);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!reader.take(text.substr(0, end)))
      return notALayout("a line of the layout can not be read", fmt::format("dot -Tplain, line {}", number));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!reader.isWhole()) return notALayout("boxes or arrows are missing from the layout", "dot -Tplain");
  return reader.finish();
}

}  // namespace fusewright
