#include "core/io/onnx/einsum_equation.h"

#include <algorithm>
#include <cctype>

#include "core/base/interval.h"

namespace fusewright {
namespace {

constexpr std::string_view kEllipsis = "...";

bool isLetter(char label) {
  return std::isalpha(static_cast<unsigned char>(label)) != 0;
}

std::vector<std::string_view> splitAtCommas(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t comma = text.find(','); comma != std::string_view::npos; comma = text.find(',')) {
    parts.push_back(text.substr(0, comma));
    text.remove_prefix(comma + 1);
  }
  parts.push_back(text);
  return parts;
}

/// Labels of one term with its ellipsis written out as `hidden` axes, the last of which is '0' + mostHidden - 1.
std::optional<std::string> writeOut(std::string_view term, std::size_t hidden, std::size_t mostHidden) {
  std::string labels;
  const std::size_t ellipsis = term.find(kEllipsis);
  for (std::size_t at = 0; at < term.size(); ++at) {
    if (at == ellipsis) {
      for (std::size_t axis = mostHidden - hidden; axis < mostHidden; ++axis)
        labels.push_back(static_cast<char>('0' + axis));
      at += kEllipsis.size() - 1;
    } else if (isLetter(term[at])) {
      labels.push_back(term[at]);
    } else {
      return std::nullopt;
    }
  }
  return labels;
}

std::string implicitOutput(const std::vector<std::string>& inputs, std::size_t mostHidden) {
  std::string all;
  for (const std::string& input : inputs) all += input;
  std::string output;
  for (std::size_t axis = 0; axis < mostHidden; ++axis) output.push_back(static_cast<char>('0' + axis));
  std::string once;
  for (char label : all)
    if (isLetter(label) && std::ranges::count(all, label) == 1) once.push_back(label);
  std::ranges::sort(once);
  return output + once;
}

/// Axes hidden behind the ellipsis of `term` in a tensor of `rank` axes; none if the term does not fit.
std::optional<std::size_t> hiddenAxes(std::string_view term, std::size_t rank) {
  const std::size_t letters = static_cast<std::size_t>(std::ranges::count_if(term, isLetter));
  if (term.find(kEllipsis) == std::string_view::npos)
    return letters == rank ? std::optional<std::size_t>(0) : std::nullopt;
  return letters <= rank ? std::optional(rank - letters) : std::nullopt;
}

}  // namespace

std::string EinsumEquation::labels() const {
  std::string labels;
  for (const std::string& input : inputs)
    for (char label : input)
      if (labels.find(label) == std::string::npos) labels.push_back(label);
  return labels;
}

std::optional<EinsumEquation> parseEinsum(std::string_view text, std::span<const std::size_t> ranks) {
  std::string equation;
  std::ranges::copy_if(text, std::back_inserter(equation), [](char letter) { return letter != ' '; });
  const std::size_t arrow = equation.find("->");
  const auto terms = splitAtCommas(std::string_view(equation).substr(0, arrow));
  if (terms.size() != ranks.size()) return std::nullopt;
  std::vector<std::size_t> hidden;
  for (std::size_t term = 0; term < terms.size(); ++term) {
    const auto axes = hiddenAxes(terms[term], ranks[term]);
    if (!axes || ranks[term] > kMaxRank) return std::nullopt;
    hidden.push_back(*axes);
  }
  const std::size_t mostHidden = std::ranges::max(hidden);
  if (mostHidden > 10) return std::nullopt;  // labels '0' to '9'
  EinsumEquation parsed;
  for (std::size_t term = 0; term < terms.size(); ++term) {
    const auto labels = writeOut(terms[term], hidden[term], mostHidden);
    if (!labels) return std::nullopt;
    parsed.inputs.push_back(*labels);
  }
  if (arrow == std::string::npos) {
    parsed.output = implicitOutput(parsed.inputs, mostHidden);
    return parsed;
  }
  const auto output = writeOut(std::string_view(equation).substr(arrow + 2), mostHidden, mostHidden);
  if (!output) return std::nullopt;
  const std::string labels = parsed.labels();
  for (char label : *output)
    if (labels.find(label) == std::string::npos || std::ranges::count(*output, label) != 1) return std::nullopt;
  parsed.output = *output;
  return parsed;
}

std::string loopName(const EinsumEquation& equation, char label) {
  const std::string labels = equation.labels();
  const auto occurs = [&](char other) { return labels.find(other) != std::string::npos; };
  if (!isLetter(label)) return label == '0' && !occurs('b') && !occurs('B') ? "B" : std::string("E") + label;
  const char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(label)));
  const char lower = static_cast<char>(std::tolower(static_cast<unsigned char>(label)));
  return std::string(1, occurs(upper) && occurs(lower) ? label : upper);
}

std::optional<std::int64_t> labelSize(const EinsumEquation& equation, char label,
                                      std::span<const std::vector<std::int64_t>> shapes) {
  std::int64_t size = 1;
  for (std::size_t input = 0; input < shapes.size(); ++input)
    for (std::size_t axis = 0; axis < shapes[input].size(); ++axis) {
      if (equation.inputs[input][axis] != label || shapes[input][axis] == 1) continue;
      if (size != 1 && size != shapes[input][axis]) return std::nullopt;
      size = shapes[input][axis];
    }
  return size;
}

}  // namespace fusewright
