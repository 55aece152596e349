// Changes of a scenario that several patterns share. Probabilities stay within 0 and 1.
#pragma once

#include "tests/patterns/pattern.hpp"

#include <string>
#include <vector>

namespace piste::test {

[[nodiscard]] Change nothing();
[[nodiscard]] Change migrants_times(double factor);
[[nodiscard]] Change close_crossing(std::string crossing);
// The probability of an ambush a day on these stretches; on all that are held by armed groups where none is named.
[[nodiscard]] Change ambushes_times(double factor, std::vector<std::string> links = {});
[[nodiscard]] Change stricter_crossing(std::string crossing);   // both refusals halfway to 1
[[nodiscard]] Change vehicles_times(double factor);
[[nodiscard]] Change beds_in_main_hub_times(double factor);
// Few travellers and as few vehicles, and no run-out: what passes between groups hardly depends on them.
[[nodiscard]] Change tenth_of_the_traffic();
// Carriers of what is said of pacts and convoys.
[[nodiscard]] Carrier pacts_that_calm();
[[nodiscard]] Carrier retaliation();
[[nodiscard]] Change all_of(std::vector<Change> changes);
// What is measured in the base world itself, not as a change.
[[nodiscard]] Metric in_base(std::string letter, std::string what, Measure measure, double smallest = 0.05);

}  // namespace piste::test
