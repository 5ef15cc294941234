#include "widgets/gantt/lane.h"

#include <algorithm>
#include <map>
#include <numeric>

#include <rapidcheck.h>
#include <QtTest>

#include "tests/test_program.h"
#include "widgets/gantt/gantt_layout.h"
#include "widgets/gantt/tile_search.h"

namespace fusewright::lane_test {

namespace {

/// Items with random gaps, lengths and colours; some of length 0.5, as fractional cycles occur.
std::vector<LaneItem> anyItems() {
  const auto steps = *rc::gen::container<std::vector<std::tuple<int, int, int>>>(
      rc::gen::tuple(rc::gen::inRange(0, 40), rc::gen::inRange(1, 60), rc::gen::inRange(0, 5)));
  std::vector<LaneItem> items;
  double time = 0;
  for (const auto& [gap, halves, colour] : steps) {
    time += gap;
    items.push_back({.start = time,
                     .end = time + halves / 2.0,
                     .id = static_cast<std::int32_t>(items.size()),
                     .colour = static_cast<std::uint16_t>(colour)});
    time = items.back().end;
  }
  return items;
}

double bruteBusy(const std::vector<LaneItem>& items, double from, double to) {
  double busy = 0;
  for (const LaneItem& item : items) busy += std::max(0.0, std::min(item.end, to) - std::max(item.start, from));
  return busy;
}

TimeAxis anyAxis() {
  const double from = *rc::gen::inRange(0, 500);
  const double length = *rc::gen::inRange(1, 4000);
  return {.from = from, .to = from + length, .left = 0, .length = 64};
}

}  // namespace

class LaneViews : public QObject {
  Q_OBJECT

 private slots:
  void busyCyclesAreTheExactIntersectionWithTheItems() {
    QVERIFY(rc::check([] {
      const auto items = anyItems();
      const Lane lane = makeLane(items);
      const double from = *rc::gen::inRange(0, 1000);
      const double to = from + *rc::gen::inRange(0, 1000);
      RC_ASSERT(std::abs(busyCycles(lane, from, to) - bruteBusy(items, from, to)) < 1e-9);
    }));
  }

  void everyPixelShowsExactlyHowBusyItIs() {
    QVERIFY(rc::check([] {
      const auto items = anyItems();
      const Lane lane = makeLane(items);
      const TimeAxis axis = anyAxis();
      const int columns = *rc::gen::inRange(1, 300);
      const auto strip = stripOf(lane, axis, columns);
      const double step = (axis.to - axis.from) / columns;
      for (int column = 0; column < columns; ++column) {
        const double from = axis.from + step * column;
        const double expected = bruteBusy(items, from, from + step) / step;
        RC_ASSERT(std::abs(strip[static_cast<std::size_t>(column)].busy - expected) < 1.0 / 255);
      }
    }));
  }

  void aBusyPixelHasTheColourOfAnItemNearIt() {
    QVERIFY(rc::check([] {
      const auto items = anyItems();
      const Lane lane = makeLane(items);
      const TimeAxis axis = anyAxis();
      const int columns = 50;
      const auto strip = stripOf(lane, axis, columns);
      const double step = (axis.to - axis.from) / columns;
      for (int column = 0; column < columns; ++column) {
        if (strip[static_cast<std::size_t>(column)].busy <= 0) continue;
        // The pyramid's bins are at most one step wide but need not begin where the pixel does.
        const double from = axis.from + step * (column - 1);
        const bool near = std::ranges::any_of(items, [&](const LaneItem& item) {
          return item.colour == strip[static_cast<std::size_t>(column)].colour && item.end > from &&
                 item.start < from + 3 * step;
        });
        RC_ASSERT(near);
      }
    }));
  }

  void anIdlePixelHasTheKeyOfAGapNearIt() {
    QVERIFY(rc::check([] {
      auto items = anyItems();
      for (LaneItem& item : items) item.gap = static_cast<std::uint8_t>(1 + item.colour);
      const Lane lane = makeLane(items, 9);
      const TimeAxis axis = anyAxis();
      const int columns = 50;
      const auto strip = stripOf(lane, axis, columns);
      const double step = (axis.to - axis.from) / columns;
      for (int column = 0; column < columns; ++column) {
        const StripColumn& shown = strip[static_cast<std::size_t>(column)];
        if (shown.busy >= 1) continue;
        const double from = axis.from + step * (column - 1);
        bool near = shown.gap == 9 && (items.empty() || from + 3 * step > items.back().end);
        double free = 0;
        for (const LaneItem& item : items) {
          near = near || (item.gap == shown.gap && item.start > from && free < from + 3 * step);
          free = item.end;
        }
        RC_ASSERT(near);
      }
    }));
  }

  void aGapKnowsWhereItBeginsAndEndsAndWhatForItWas() {
    const Lane lane =
        makeLane({{.start = 10, .end = 20, .id = 0, .gap = 3}, {.start = 25, .end = 30, .id = 1, .gap = 4}}, 7);
    QCOMPARE(gapAt(lane, 5)->key, std::uint8_t{3});
    QVERIFY(!gapAt(lane, 10));
    QCOMPARE(gapAt(lane, 20)->from, 20.0);
    QCOMPARE(gapAt(lane, 24)->to, std::optional(25.0));
    QCOMPARE(gapAt(lane, 35)->key, std::uint8_t{7});
    QVERIFY(!gapAt(lane, 35)->to);
  }

  void thePyramidFindsTheColourThatFillsALongStretch() {
    // 4,000 items of 8 cycles in colour 1, each followed by one of 2 in colour 2: 80 % of any pixel is colour 1.
    std::vector<LaneItem> items;
    for (int index = 0; index < 4000; ++index) {
      items.push_back({.start = index * 10.0, .end = index * 10.0 + 8, .id = 2 * index, .colour = 1});
      items.push_back({.start = index * 10.0 + 8, .end = index * 10.0 + 10, .id = 2 * index + 1, .colour = 2});
    }
    const auto strip = stripOf(makeLane(items), {.from = 0, .to = 40000, .left = 0, .length = 10}, 10);
    for (const StripColumn& column : strip) {
      QCOMPARE(column.colour, std::uint16_t{1});
      QCOMPARE(column.busy, 1.0F);
    }
  }

  void theItemAtACycleIsTheOneThatRunsThen() {
    QVERIFY(rc::check([] {
      const auto items = anyItems();
      const Lane lane = makeLane(items);
      const double cycle = *rc::gen::inRange(0, 2000) / 2.0;
      const auto found = itemAt(lane, cycle);
      const auto expected = std::ranges::find_if(
          items, [cycle](const LaneItem& item) { return item.start <= cycle && cycle < item.end; });
      RC_ASSERT(found.has_value() == (expected != items.end()));
      if (found) RC_ASSERT(*found == static_cast<std::size_t>(expected - items.begin()));
    }));
  }

  void separatedItemsDoNotOverlapAndNoneIsLost() {
    QVERIFY(rc::check([] {
      auto starts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 200));
      std::ranges::sort(starts);
      std::vector<LaneItem> items;
      for (const int start : starts)
        items.push_back({.start = double(start), .end = start + 1.0 + start % 17, .id = 0, .colour = 0});
      std::size_t kept = 0;
      for (const auto& lane : separated(items)) {
        kept += lane.size();
        for (std::size_t index = 1; index < lane.size(); ++index) RC_ASSERT(lane[index - 1].end <= lane[index].start);
      }
      RC_ASSERT(kept == items.size());
    }));
  }

  void theFewestLanesAreUsed() {
    // Three items at once at cycle 5, never four.
    const std::vector<LaneItem> items{{0, 10, 0, 0}, {1, 6, 1, 0}, {5, 8, 2, 0}, {6, 9, 3, 0}};
    QCOMPARE(separated(items).size(), std::size_t{3});
  }

  void barsAreAllVisibleItemsOfThatWidthCutToTheAxis() {
    QVERIFY(rc::check([] {
      const auto items = anyItems();
      const Lane lane = makeLane(items);
      const TimeAxis axis = anyAxis();
      const auto bars = barsOf(lane, axis, 3);
      std::size_t expected = 0;
      for (const LaneItem& item : items) {
        const bool wide = (item.end - item.start) / axis.cyclesPerPixel() >= 3;
        if (wide && item.end > axis.from && item.start < axis.to) ++expected;
      }
      RC_ASSERT(bars.size() == expected);
      for (const Bar& bar : bars)
        RC_ASSERT(bar.left >= axis.left && bar.right <= axis.left + axis.length + 1e-9 && bar.left <= bar.right);
    }));
  }

  void aBoxIsNeverNarrowerThanAskedFor() {
    const RowBox row{.top = 0, .height = 30, .laneTops = {0}, .laneHeight = 30};
    const TimeAxis axis{.from = 0, .to = 1e6, .left = 100, .length = 1000};
    // One cycle is a thousandth of a pixel here.
    QCOMPARE(boxOf(row, 0, 500000, 500001, axis, 3).width(), 3.0);
  }

  void noSpanCoversWhatWasNotFound() {
    // Hits of 1 cycle at 100 and 900 on an axis of 10 cycles a pixel: two marks of 3 pixels, 80 apart.
    std::vector<LaneItem> items;
    for (int index = 0; index <= 1000; ++index)
      items.push_back({.start = double(index), .end = index + 1.0, .id = index, .colour = 0});
    const auto spans = hitSpans({100, 900}, makeLane(items), {.from = 0, .to = 1000, .left = 0, .length = 100}, 3);
    QCOMPARE(spans.size(), std::size_t{2});
    for (const HitSpan& span : spans) QVERIFY(span.right - span.left < 3.01);
    // All of them are one stretch from the first pixel to the last.
    std::vector<std::uint32_t> all(1001);
    std::iota(all.begin(), all.end(), 0U);
    const auto whole = hitSpans(all, makeLane(items), {.from = 0, .to = 1001, .left = 0, .length = 100}, 3);
    QCOMPARE(whole.size(), std::size_t{1});
    QCOMPARE(whole[0].left, 0.0);
    QCOMPARE(whole[0].right, 100.0);
  }

  void aLaneOfAMillionItemsIsDrawnFromTheScreensPixels() {
    std::vector<LaneItem> items;
    for (int index = 0; index < 1000000; ++index) {
      items.push_back({.start = index * 10.0,
                       .end = index * 10.0 + 5,
                       .id = index,
                       .colour = static_cast<std::uint16_t>(index % 3)});
    }
    const Lane lane = makeLane(std::move(items));
    const auto strip = stripOf(lane, {.from = 0, .to = 1e7, .left = 0, .length = 1000}, 1000);
    // Every second half of 10 cycles is idle: each pixel of 10,000 cycles is half busy.
    for (const StripColumn& column : strip) QCOMPARE(column.busy, 0.5F);
    // Levels halve: 1/4 of the items in the finest bins, at most 1,024 in the coarsest.
    QVERIFY(lane.levels.back().bins.size() <= 1024);
    QVERIFY(lane.levels.size() < 20);
  }
};

FUSEWRIGHT_TEST(LaneViews)

}  // namespace fusewright::lane_test

#include "lane_test.moc"
