#include "tests/patterns/pattern.hpp"

namespace piste::test {

std::vector<Pattern> const& all_patterns()
{
    static std::vector<Pattern> const patterns = [] {
        std::vector<Pattern> all;
        for (auto const& some : {displacement_patterns(), network_patterns(), hub_patterns(), extraction_patterns(), risk_patterns(),
                                 conflict_patterns(), policy_patterns(), history_patterns()}) {
            all.insert(all.end(), some.begin(), some.end());
        }
        return all;
    }();
    return patterns;
}

char const* name_of(PatternClass kind)
{
    switch (kind) {
    case PatternClass::E: return "E, emergent";
    case PatternClass::H: return "H, history";
    case PatternClass::S: return "S, small";
    case PatternClass::V: return "V, true by construction";
    }
    return "";
}

}  // namespace piste::test
