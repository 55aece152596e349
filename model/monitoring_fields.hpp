// What each number of a monitoring point is (model/scenario_fields.hpp).
#pragma once

#include "model/scenario.hpp"

namespace piste {

template <class V>
void describe(V& v, MonitoringPoint& point)
{
    v.text("label", point.label, "name for people");
    v.reference("place", point.place, "place", "where observers stand");
    v.word("direction", point.direction, "whom they count: those who arrive, leave on the way, or set out for home from here");
    v.amount("begins", point.first_day, "days", -36500, 36500, "first day of operation, since day 0");
    v.amount("ends", point.end_day, "days", -36500, 36500, "first day after it, since day 0");
    v.amount("opens", point.opens_minute, "minutes", 0, 1440, "minute of the day from which they count");
    v.amount("closes", point.closes_minute, "minutes", 0, 1440, "minute of the day until which they count");
    v.probability("missed", point.missed, "that who passes while they count is not counted");
}

}  // namespace piste
