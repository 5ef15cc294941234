#include "core/explore/search/group_links.h"

#include <map>

namespace fusewright {

std::vector<LinkShare> linkShares(const Accelerator& accelerator, std::span<const CoreId> from,
                                  std::span<const CoreId> to) {
  std::map<LinkId, double> routesOver;
  double pairs = 0;
  for (const CoreId sender : from)
    for (const CoreId receiver : to) {
      if (sender == receiver) continue;
      ++pairs;
      if (const auto links = route(accelerator, sender, receiver))
        for (const LinkId link : *links) ++routesOver[link];
    }
  std::vector<LinkShare> shares;
  for (const auto& [link, routes] : routesOver)
    shares.push_back({link, routes / pairs / static_cast<double>(accelerator.link(link).bandwidth.value)});
  return shares;
}

}  // namespace fusewright
