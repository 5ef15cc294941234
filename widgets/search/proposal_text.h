#pragma once

#include <QPainter>
#include <QString>

#include "core/explore/search/search.h"
#include "widgets/common/table_text.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// One number of two plans side by side.
struct PlanNumber {
  QString name;
  QString present;
  QString proposed;
  QString change;  ///< "-12.3 %"; empty where there is none
  bool isBetter = false;
};

/// Latency, energy, their product, peak memory, traffic, utilisation and gap of the present plan and of the one found.
[[nodiscard]] std::vector<PlanNumber> planNumbers(const SearchResult& result);

/// Whether a search found another plan than the present one.
[[nodiscard]] bool isProposal(const SearchResult& result);

/// What a search found, in words: the headline, the comparison, the reasons, how it ended.
[[nodiscard]] QString proposalHtml(const SearchResult& result, const Theme& theme);

/// The comparison, then the plans that were tried.
[[nodiscard]] TextTable proposalTable(const SearchResult& result);

/// "412 plans, best 661 kcycles, 3.2 % above the lower bound".
[[nodiscard]] QString searchProgressText(const SearchState& state);

/// The words of proposalHtml() inside `area`.
void renderProposal(QPainter& painter, const QRectF& area, const SearchResult& result, const DrawStyle& style);

}  // namespace fusewright
