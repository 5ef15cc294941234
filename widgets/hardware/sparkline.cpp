#include "widgets/hardware/sparkline.h"

#include <algorithm>
#include <cmath>

#include "widgets/common/format.h"
#include "widgets/common/quantity_text.h"

namespace fusewright {

SparklinePicture layOutSparkline(const ParameterProfile& profile, const QRectF& box) {
  const std::vector<ProfileSample> samples = aroundThePoint(profile);
  SparklinePicture picture;
  if (samples.size() < 2) return picture;
  const auto latency = [](const ProfileSample& sample) { return sample.latency->value; };
  const auto [least, most] = std::ranges::minmax_element(samples, {}, latency);
  const double low = latency(*least);
  const double span = latency(*most) - low;
  const bool logarithmic = samples.front().value > 0;
  const auto scaled = [&](double value) { return logarithmic ? std::log(value) : value; };
  const double from = scaled(samples.front().value);
  const double width = std::max(scaled(samples.back().value) - from, 1e-12);
  for (const ProfileSample& sample : samples) {
    const double height = matters(profile) ? (latency(sample) - low) / span : 0.5;
    const QPointF at(box.left() + (scaled(sample.value) - from) / width * box.width(),
                     box.bottom() - height * box.height());
    picture.line.push_back(at);
    if (sample.value == profile.value) picture.marker = at;
  }
  return picture;
}

QString sparklineText(const ParameterProfile& profile, const QString& unit) {
  const std::vector<ProfileSample> samples = aroundThePoint(profile);
  if (samples.size() < 2) return {};
  const QString suffix = unit.isEmpty() ? QString() : QLatin1Char(' ') + shownUnit(unit);
  const auto value = [&](const ProfileSample& sample) { return shortNumber(sample.value) + suffix; };
  if (!matters(profile))
    return Sparkline::tr("Makes no difference to latency from %1 to %2")
        .arg(value(samples.front()), value(samples.back()));
  return Sparkline::tr("Latency %1 at %2, %3 at %4")
      .arg(formatCycles(*samples.front().latency).brief, value(samples.front()),
           formatCycles(*samples.back().latency).brief, value(samples.back()));
}

Sparkline::Sparkline(QWidget* parent) : QWidget(parent) {
  setFixedWidth(fontMetrics().averageCharWidth() * 6);
  setMinimumHeight(fontMetrics().height());
}

void Sparkline::setProfile(std::optional<ParameterProfile> profile, const QString& unit) {
  profile_ = std::move(profile);
  const QString text = profile_ ? sparklineText(*profile_, unit) : tr("Sensitivity is found out while nothing changes");
  setToolTip(text);
  setAccessibleName(tr("Sensitivity"));
  setAccessibleDescription(text);
  update();
}

void Sparkline::paintEvent(QPaintEvent*) {
  if (!profile_) return;
  const Theme theme = themeOf(palette());
  const SparklinePicture picture = layOutSparkline(*profile_, QRectF(rect()).adjusted(3, 4, -3, -4));
  if (picture.line.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(matters(*profile_) ? theme.accent : theme.mutedText, 1.3));
  painter.drawPolyline(picture.line.data(), static_cast<int>(picture.line.size()));
  if (!picture.marker) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.selection);
  painter.drawEllipse(*picture.marker, 2.2, 2.2);
}

}  // namespace fusewright
