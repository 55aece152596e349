// What must hold between the parts of a scenario once each part can be read. A rule that needs a part which could not
// be read is silent: that part has its own problem already.
#pragma once

#include "model/scenario.hpp"
#include "runners/config/parameter.hpp"

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace piste {

class RuleContext {
public:
    RuleContext(Scenario const& read, std::vector<Parameter> const& parameters, Location const& top,
                std::vector<Problem>& problems);

    Scenario const& scenario;
    std::vector<Parameter> const& parameters;

    // Whether the field was read and legal.
    [[nodiscard]] bool valid(std::string_view kind, std::string_view row, std::string_view key) const;
    // Whether it is so in all rows of the table.
    [[nodiscard]] bool all_valid(std::string_view kind, std::string_view key) const;
    // Notes a problem at a field (or, if it has none such, at the beginning of the document), as "[table] text".
    void note(std::string_view kind, std::string_view row, std::string_view key, std::string const& text,
              Severity severity = Severity::error) const;

private:
    [[nodiscard]] Parameter const* find(std::string_view kind, std::string_view row, std::string_view key) const;

    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, Parameter const*> fields_;
    Location const& top_;
    std::vector<Problem>& problems_;
};

// Rules that know no parameter by its name: low before high, shares over a table, names and their addresses.
void check_general_rules(RuleContext const& context);
// Those of them that concern values alone.
void check_value_rules(RuleContext const& context);
// Roads, ways, hubs and crossings.
void check_network_rules(RuleContext const& context);
// Armed groups, the stretches they contest, their footholds.
void check_north_rules(RuleContext const& context);
// Who leaves, who serves them, the calendar, shares of one sum.
void check_people_rules(RuleContext const& context);

}  // namespace piste
