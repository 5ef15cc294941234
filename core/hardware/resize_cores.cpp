#include <algorithm>
#include <set>
#include <string>

#include "core/hardware/machine_parts.h"
#include "core/hardware/resize.h"

namespace fusewright {
namespace {

bool hasEnd(const std::vector<CoreId>& ends, CoreId core) {
  return std::ranges::find(ends, core) != ends.end();
}

bool isAlike(const Core& a, const Core& b) {
  return a.array == b.array && a.memories == b.memories && a.dataflow == b.dataflow &&
         a.operatorTypes == b.operatorTypes;
}

/// Renumbers the ends of all links: `moved` gives the new id of a core, or none if it is gone.
template <typename Moved>
void renumberEnds(Accelerator& accelerator, Moved moved) {
  const auto renumber = [&](std::vector<CoreId>& ends) {
    std::vector<CoreId> kept;
    for (CoreId end : ends)
      if (const auto id = moved(end)) kept.push_back(*id);
    ends = std::move(kept);
  };
  for (Link& link : accelerator.links) {
    renumber(link.senders);
    renumber(link.receivers);
  }
}

/// A link of one sender and one receiver beside the off-chip memory is a core's own; every other link is shared.
bool isShared(const Accelerator& accelerator, const Link& link) {
  return link.senders.size() > 1 || link.receivers.size() > 1 || hasEnd(link.senders, accelerator.offChip) ||
         hasEnd(link.receivers, accelerator.offChip);
}

/// The numbered name of a core's own link, "0->1", for the copy's number; another name gets that number appended.
std::string nameOfCopy(const Accelerator& accelerator, const Link& link, const Link& copy) {
  const auto arrow = [](const Link& of) {
    return std::to_string(of.senders[0].value) + "->" + std::to_string(of.receivers[0].value);
  };
  if (link.name == arrow(link))
    return freshName(accelerator.links, std::to_string(copy.senders[0].value) + "->", copy.receivers[0].index());
  return freshName(accelerator.links, link.name + "_", 1);
}

void connectLike(Accelerator& accelerator, CoreId first, CoreId added) {
  std::vector<Link> copies;
  for (Link& link : accelerator.links) {
    if (isShared(accelerator, link)) {
      if (hasEnd(link.senders, first)) link.senders.push_back(added);
      if (hasEnd(link.receivers, first)) link.receivers.push_back(added);
    } else if (link.senders[0] == first || link.receivers[0] == first) {
      Link copy = link;
      std::ranges::replace(copy.senders, first, added);
      std::ranges::replace(copy.receivers, first, added);
      copy.name = nameOfCopy(accelerator, link, copy);
      copies.push_back(std::move(copy));
    }
  }
  accelerator.links.insert(accelerator.links.end(), copies.begin(), copies.end());
}

}  // namespace

void addCoreLike(Accelerator& accelerator, CoreId original) {
  const CoreId added = accelerator.offChip;
  const auto upwards = [&](CoreId core) { return std::optional(core < added ? core : CoreId(core.value + 1)); };
  renumberEnds(accelerator, upwards);
  accelerator.offChip.value += 1;
  Core core = accelerator.core(original);
  const std::string stem = core.name.substr(0, core.name.find_last_not_of("0123456789_ ") + 1);
  core.name = freshName(accelerator.cores, stem + "_", added.index());
  accelerator.cores.insert(accelerator.cores.end() - 1, std::move(core));
  connectLike(accelerator, original, added);
}

void removeCore(Accelerator& accelerator, CoreId removed) {
  const auto downwards = [&](CoreId core) -> std::optional<CoreId> {
    if (core == removed) return std::nullopt;
    return core < removed ? core : CoreId(core.value - 1);
  };
  const auto isNumbered = [](const Link& link) {
    return link.senders.size() == 1 && link.receivers.size() == 1 &&
           link.name == std::to_string(link.senders[0].value) + "->" + std::to_string(link.receivers[0].value);
  };
  std::set<std::size_t> numbered;
  std::erase_if(accelerator.links, [&](const Link& link) {
    return link.senders == std::vector{removed} || link.receivers == std::vector{removed};
  });
  for (std::size_t index = 0; index < accelerator.links.size(); ++index)
    if (isNumbered(accelerator.links[index])) numbered.insert(index);
  renumberEnds(accelerator, downwards);
  for (std::size_t index : numbered) {
    Link& link = accelerator.links[index];
    link.name = std::to_string(link.senders[0].value) + "->" + std::to_string(link.receivers[0].value);
  }
  accelerator.cores.erase(accelerator.cores.begin() + removed.value);
  accelerator.offChip.value -= 1;
}

std::vector<CoreId> coresLikeFirst(const Accelerator& accelerator) {
  std::vector<CoreId> cores;
  for (std::size_t index = 0; index < accelerator.offChip.index(); ++index)
    if (isAlike(accelerator.cores.front(), accelerator.cores[index])) cores.emplace_back(index);
  return cores;
}

Accelerator withCores(Accelerator accelerator, int count) {
  std::vector<CoreId> alike = coresLikeFirst(accelerator);
  for (int present = static_cast<int>(alike.size()); present < count; ++present) addCoreLike(accelerator, CoreId(0));
  for (; static_cast<int>(alike.size()) > std::max(count, 1); alike.pop_back()) removeCore(accelerator, alike.back());
  return accelerator;
}

}  // namespace fusewright
