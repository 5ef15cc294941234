#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QRectF>

#include "core/explore/front/table_front.h"
#include "widgets/front/cloud_image.h"
#include "widgets/front/point_cloud.h"

namespace fusewright {

/// Results of a sweep to look at.
struct SweepResults {
  std::shared_ptr<const SweepTable> table;  ///< metrics and `parameters`
  std::vector<std::string> parameters;      ///< that differ among the designs
  std::vector<std::string> objectives;      ///< that the sweep named
  std::vector<std::string> constraints;     ///< that the sweep named
  QString source;                           ///< file that they come from
};

/// What to find among the designs of a table; answered off the GUI thread.
struct FrontQuestion {
  std::vector<std::string> objectives;
  std::vector<Constraint> constraints;
  std::vector<ColumnRange> ranges;

  friend bool operator==(const FrontQuestion&, const FrontQuestion&) = default;
};

struct FrontAnswer {
  RowMask chosen;
  std::size_t chosenCount = 0;
  TableFront front;
  std::vector<Effect> effects;  ///< of the parameters on the objectives, over the chosen designs
};

struct ContourMap;

/// All that a plot of two columns shows.
struct FrontScene {
  std::shared_ptr<const SweepTable> table;  ///< none: nothing to show
  std::string x;
  std::string y;
  std::shared_ptr<const PointCloud> cloud;
  std::shared_ptr<const std::vector<PointState>> states;
  std::vector<std::size_t> front;      ///< rows, along the x axis
  bool isStaircase = false;            ///< the front is over the two axes, both to be kept low
  std::optional<std::size_t> current;  ///< row of the design in the session
  std::shared_ptr<const CloudShades> shades;
  std::string shadedBy;
  std::shared_ptr<const ContourMap> contours;  ///< none: designs alone
  QRectF window{0, 0, 1, 1};                   ///< places in view
  std::optional<QRectF> brush;                 ///< places
};

}  // namespace fusewright
