#include "tests/reproducibility/world_text.hpp"

#include "model/scenario_fields.hpp"

#include <bit>
#include <istream>
#include <ostream>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace piste::test {

namespace {

// Writes every field that model/scenario_fields.hpp lists, one a line: key, value.
class Writer {
public:
    explicit Writer(std::ostream& out) : out_(out) {}

    template <class Value>
    void line(std::string_view key, Value const& value)
    {
        out_ << key << ' ' << value << '\n';
    }
    void bits(std::string_view key, double value) { line(key, std::bit_cast<std::uint64_t>(value)); }

    template <class Integer>
    void amount(std::string_view key, Integer const& field, std::string_view, std::int64_t, std::int64_t, std::string_view)
    {
        line(key, static_cast<std::int64_t>(field));
    }
    void real(std::string_view key, double& field, std::string_view, double, double, std::string_view) { bits(key, field); }
    void probability(std::string_view key, Probability& field, std::string_view) { bits(key, field.value()); }
    void ratio(std::string_view key, Ratio& field, double, double, std::string_view) { bits(key, field.value()); }
    void shares(std::string_view key, std::vector<double>& field, std::string_view, std::string_view)
    {
        line(key, field.size());
        for (auto const share : field) {
            bits(key, share);
        }
    }
    template <class Enumeration>
    void choice(std::string_view key, Enumeration& field, std::string_view)
    {
        line(key, static_cast<unsigned>(field));
    }
    template <class Enumeration>
    void word(std::string_view key, Enumeration& field, std::string_view meaning)
    {
        choice(key, field, meaning);
    }
    void text(std::string_view key, std::string& field, std::string_view) { line(key, field); }
    template <class Row>
    void reference(std::string_view key, Index<Row>& field, std::string_view, std::string_view)
    {
        line(key, field.value());
    }
    template <class Row>
    void references(std::string_view key, std::vector<Index<Row>>& field, std::string_view, std::string_view)
    {
        line(key, field.size());
        for (auto const& row : field) {
            line(key, row.value());
        }
    }
    template <class Row>
    void table(std::string_view kind, std::vector<Row>& rows, std::string_view)
    {
        line(kind, rows.size());
        for (auto& row : rows) {
            line("name", row.name);
            describe(*this, row);
        }
    }
    template <class Rules>
    void section(std::string_view name, Rules& rules, std::string_view)
    {
        line(name, "section");
        describe(*this, rules);
    }

private:
    std::ostream& out_;
};

// Reads what Writer writes, in the same order.
class Reader {
public:
    explicit Reader(std::istream& in) : in_(in) {}

    [[nodiscard]] bool has_more() { return in_.peek() != std::istream::traits_type::eof(); }

    std::string value_of(std::string_view key)
    {
        std::string line;
        std::getline(in_, line);
        auto const space = line.find(' ');
        if (!in_ || space == std::string::npos || std::string_view(line).substr(0, space) != key) {
            throw std::runtime_error("the text of a world has '" + line + "' where '" + std::string(key) +
                                     "' should be: it was written by another build of the model");
        }
        return line.substr(space + 1);
    }
    std::int64_t integer(std::string_view key) { return std::stoll(value_of(key)); }
    std::size_t size(std::string_view key) { return std::stoull(value_of(key)); }
    double bits(std::string_view key) { return std::bit_cast<double>(std::uint64_t{std::stoull(value_of(key))}); }

    template <class Integer>
    void amount(std::string_view key, Integer& field, std::string_view, std::int64_t, std::int64_t, std::string_view)
    {
        field = narrow<Integer>(integer(key));
    }
    void real(std::string_view key, double& field, std::string_view, double, double, std::string_view) { field = bits(key); }
    void probability(std::string_view key, Probability& field, std::string_view) { field = Probability(bits(key)); }
    void ratio(std::string_view key, Ratio& field, double, double, std::string_view) { field = Ratio(bits(key)); }
    void shares(std::string_view key, std::vector<double>& field, std::string_view, std::string_view)
    {
        field.resize(size(key));
        for (auto& share : field) {
            share = bits(key);
        }
    }
    template <class Enumeration>
    void choice(std::string_view key, Enumeration& field, std::string_view)
    {
        field = static_cast<Enumeration>(size(key));
    }
    template <class Enumeration>
    void word(std::string_view key, Enumeration& field, std::string_view meaning)
    {
        choice(key, field, meaning);
    }
    void text(std::string_view key, std::string& field, std::string_view) { field = value_of(key); }
    template <class Row>
    void reference(std::string_view key, Index<Row>& field, std::string_view, std::string_view)
    {
        field = Index<Row>(size(key));
    }
    template <class Row>
    void references(std::string_view key, std::vector<Index<Row>>& field, std::string_view, std::string_view)
    {
        field.resize(size(key));
        for (auto& row : field) {
            row = Index<Row>(size(key));
        }
    }
    template <class Row>
    void table(std::string_view kind, std::vector<Row>& rows, std::string_view)
    {
        rows.resize(size(kind));
        for (auto& row : rows) {
            row.name = value_of("name");
            row.id = entity_id(std::string(kind) + "/" + row.name);
            describe(*this, row);
        }
    }
    template <class Rules>
    void section(std::string_view name, Rules& rules, std::string_view)
    {
        static_cast<void>(value_of(name));
        describe(*this, rules);
    }

private:
    std::istream& in_;
};

}  // namespace

void write_world(std::ostream& out, World const& world)
{
    Writer writer(out);
    writer.line("world", world.name);
    writer.line("seed", world.seed);
    writer.line("replicates", world.replicates);
    writer.line("epochs", world.timeline.epochs.size());
    for (auto epoch : world.timeline.epochs) {   // a copy: what is described may also be written to
        writer.line("first_day", epoch.first_day);
        writer.line("scenario", epoch.scenario.name);
        describe_scenario(writer, epoch.scenario);
    }
}

std::optional<World> read_world(std::istream& in)
{
    Reader reader(in);
    if (!reader.has_more()) {
        return std::nullopt;
    }
    World world;
    world.name = reader.value_of("world");
    world.seed = reader.size("seed");
    world.replicates = narrow<std::uint32_t>(reader.integer("replicates"));
    world.timeline.epochs.resize(reader.size("epochs"));
    for (auto& epoch : world.timeline.epochs) {
        epoch.first_day = narrow<Day>(reader.integer("first_day"));
        epoch.scenario.name = reader.value_of("scenario");
        describe_scenario(reader, epoch.scenario);
    }
    return world;
}

}  // namespace piste::test
