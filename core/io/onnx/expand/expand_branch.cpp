// If: the branch that is taken stands in its place.

#include <fmt/format.h>

#include "core/io/onnx/expand/expand_node.h"

namespace fusewright {
namespace {

struct Choice {
  Branch branch = Branch::Then;
  Warning warning;
  bool isOpen = false;  ///< the other one might be taken as well
};

Choice chosenBranch(const ExpansionSite& site, const onnx::GraphProto& thenBody, const onnx::GraphProto& elseBody) {
  const auto nameOf = [](Branch branch) { return branch == Branch::Then ? "then" : "else"; };
  Choice choice{.branch = Branch::Then,
                .warning = {.what = {},
                            .where = whereIs(site),
                            .node = site.node.name(),
                            .consequence = {},
                            .severity = Severity::Note},
                .isOpen = true};
  const auto condition = knownScalar(site, site.node.input(0));
  const auto given = site.options.branches.find(site.node.name());
  if (given != site.options.branches.end()) {
    choice.branch = given->second;
    choice.warning.what = fmt::format("the {}-branch is read, as was asked for", nameOf(choice.branch));
    return choice;
  }
  if (condition) {
    choice.branch = *condition != 0 ? Branch::Then : Branch::Else;
    choice.isOpen = false;
    choice.warning.what = fmt::format("its condition is always {}: only the {}-branch is read",
                                      *condition != 0 ? "true" : "false", nameOf(choice.branch));
    return choice;
  }
  choice.warning.severity = Severity::Approximation;
  choice.warning.what = fmt::format(
      "its condition '{}' is not known before the model runs; the then-branch ({} nodes) is read, not the else-branch "
      "({} nodes)",
      site.node.input(0), thenBody.node_size(), elseBody.node_size());
  choice.warning.consequence =
      fmt::format("costs are those of one branch: choose the other with --branch '{}=else'", site.node.name());
  return choice;
}

}  // namespace

Result<std::optional<Expansion>> expandBranch(const ExpansionSite& site) {
  const onnx::GraphProto* thenBody = bodyOf(site.node, "then_branch");
  const onnx::GraphProto* elseBody = bodyOf(site.node, "else_branch");
  if (thenBody == nullptr || elseBody == nullptr || site.node.input_size() != 1)
    return failure("is an If without a condition and two branches", whereIs(site), "export the model again");
  const Choice choice = chosenBranch(site, *thenBody, *elseBody);
  const onnx::GraphProto& body = choice.branch == Branch::Then ? *thenBody : *elseBody;
  const std::vector<std::string> results(site.node.output().begin(), site.node.output().end());
  if (static_cast<std::size_t>(body.output_size()) < results.size())
    return failure(fmt::format("is an If with {} outputs whose branch makes {}", results.size(), body.output_size()),
                   whereIs(site), "export the model again");
  const std::string part = choice.branch == Branch::Then ? "then/" : "else/";
  auto expansion = inlineAt(site, body, {}, results, part, part);
  if (!expansion) return tl::make_unexpected(expansion.error());
  expansion->warnings.push_back(choice.warning);
  if (choice.isOpen)
    expansion->choice = NodeChoice{.node = site.node.name(),
                                   .kind = NodeChoice::Kind::Branch,
                                   .taken = choice.branch == Branch::Else ? 1 : 0,
                                   .what = choice.warning.what};
  return std::optional(*std::move(expansion));
}

}  // namespace fusewright
