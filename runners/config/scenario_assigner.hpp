// Writes changed values into a scenario that has been read: the fields are visited in the order in which they were read, so that a
// parameter's position says which field it is.
#pragma once

#include "model/scenario_fields.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace piste {

// A new value of a parameter, known to be legal.
struct Assignment {
    std::size_t parameter = 0;   // position among the parameters of the scenario
    double number = 0.0;
    std::size_t word = 0;        // position among the words, where it takes one
    friend bool operator==(Assignment const&, Assignment const&) = default;
};

class ScenarioAssigner {
public:
    // assignments: sorted by parameter.
    explicit ScenarioAssigner(std::span<Assignment const> assignments) : left_(assignments) {}

    template <class Integer>
    void amount(std::string_view, Integer& field, std::string_view, std::int64_t, std::int64_t, std::string_view)
    {
        take([&](Assignment const& value) { field = narrow<Integer>(floor_to_integer(value.number)); });
    }
    void real(std::string_view, double& field, std::string_view, double, double, std::string_view)
    {
        take([&](Assignment const& value) { field = value.number; });
    }
    void probability(std::string_view, Probability& field, std::string_view)
    {
        take([&](Assignment const& value) { field = Probability(value.number); });
    }
    void ratio(std::string_view, Ratio& field, double, double, std::string_view)
    {
        take([&](Assignment const& value) { field = Ratio(value.number); });
    }
    void shares(std::string_view, std::vector<double>&, std::string_view, std::string_view) { ++position_; }
    template <class Enumeration>
    void choice(std::string_view, Enumeration& field, std::string_view)
    {
        take([&](Assignment const& value) { field = static_cast<Enumeration>(value.word); });
    }
    template <class Enumeration>
    void word(std::string_view, Enumeration&, std::string_view)
    {
        ++position_;
    }
    void text(std::string_view, std::string&, std::string_view) { ++position_; }
    template <class Row>
    void reference(std::string_view, Index<Row>& field, std::string_view, std::string_view)
    {
        take([&](Assignment const& value) { field = Index<Row>(value.word); });
    }
    template <class Row>
    void references(std::string_view, std::vector<Index<Row>>&, std::string_view, std::string_view)
    {
        ++position_;
    }
    template <class Row>
    void table(std::string_view, std::vector<Row>& rows, std::string_view)
    {
        for (auto& row : rows) {
            describe(*this, row);
        }
    }
    template <class Rules>
    void section(std::string_view, Rules& rules, std::string_view)
    {
        describe(*this, rules);
    }

private:
    template <class Write>
    void take(Write const& write)
    {
        if (!left_.empty() && left_.front().parameter == position_) {
            write(left_.front());
            left_ = left_.subspan(1);
        }
        ++position_;
    }

    std::span<Assignment const> left_;
    std::size_t position_ = 0;
};

}  // namespace piste
