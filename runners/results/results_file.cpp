#include "runners/results/results_file.hpp"

#include "runners/results/checksum.hpp"
#include "runners/results/runs_in_place.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace piste {

using hdf5::ElementType;

namespace {

std::span<std::byte const> bytes_of(std::string const& text)
{
    return std::as_bytes(std::span(text));
}

std::int32_t integer_of(std::size_t position)
{
    return narrow<std::int32_t>(static_cast<std::int64_t>(position));
}

bool is_split(Variable variable)
{
    return variable == Variable::tallies || variable == Variable::daily;
}

std::vector<std::string> dimensions_of(VariableInfo const& info)
{
    std::vector<std::string> names{"run"};
    for (std::size_t i = 0; i < info.rank; ++i) {
        names.emplace_back(axis_name(info.axes.at(i)));
    }
    return names;
}

}  // namespace

ResultsFile::ResultsFile(std::filesystem::path const& path, ExperimentRecord const& record, Scenario const& scenario,
                         ResultLayout const& layout, hdf5::Storage storage, PartsIndex const* in_place)
    : record_(&record), layout_(&layout), file_(path, storage), in_place_(in_place)
{
    write_file_attributes(file_.file(), record, layout);
    write_coordinates(file_, record, scenario, layout);
    create_run_table();
    if (in_place == nullptr) {
        create_variables();
    } else {
        file_.file().set_integer(in_place_attribute, static_cast<std::int64_t>(in_place->shards.size()), ElementType::int32);
    }
}

void ResultsFile::create_variables()
{
    for (std::size_t i = 0; i < variable_count; ++i) {
        auto const variable = static_cast<Variable>(i);
        auto const& info = variable_infos.at(i);
        if (layout_->of(variable).count > 0) {
            variables_.emplace_back(
                file_,
                RowVariableShape{std::string(info.name), dimensions_of(info),
                                 info.is_int32 ? ElementType::int32 : ElementType::int64, is_split(variable), true,
                                 record_->compress},
                VariableText{info.unit, info.meaning});
            written_.push_back(variable);
        }
    }
}

void ResultsFile::create_run_table()
{
    auto const add = [&](std::string name, std::vector<std::string> dimensions, ElementType type, VariableText text) {
        run_table_.emplace_back(
            file_, RowVariableShape{std::move(name), std::move(dimensions), type, false, false, record_->compress}, text);
    };
    add("run_scenario", {"run"}, ElementType::int32, {"", "index of its scenario along the dimension scenario"});
    add("run_intervention", {"run"}, ElementType::int32, {"", "index of its interventions along the dimension intervention"});
    add("run_point", {"run"}, ElementType::int32, {"", "index of its parameter point along the dimension point"});
    add("run_replicate", {"run"}, ElementType::int32, {"", "number of the replicate, from 0"});
    add("run_status", {"run"}, ElementType::int32,
        {"", "0: done; 1: its books do not balance; 2: a number left its range; 3: a rule of the model was broken"});
    add("run_digest", {"run", "digest_length"}, ElementType::character, {"", "XXH3-128 of the whole outcome"});
    add("run_section_digest", {"run", "section", "section_digest_length"}, ElementType::character,
        {"", "XXH3-64 of each section of the outcome"});
}

void ResultsFile::append(RecordView const& record)
{
    auto const position = record_->position(runs_);
    if (record.identity() != record_->identity(runs_)) {
        throw std::logic_error("a run's record stands at another run's place in the merge");
    }
    std::array<std::int32_t, 5> const numbers{integer_of(position.scenario), integer_of(position.intervention),
                                              integer_of(position.point), integer_of(position.replicate),
                                              static_cast<std::int32_t>(record.status())};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        run_table_.at(i).append(std::as_bytes(std::span(numbers)).subspan(i * 4, 4));
    }
    run_table_.at(5).append(bytes_of(record.digest().hexadecimal()));
    if (record.status() == RunStatus::done) {
        std::string sections;
        for (std::size_t i = 0; i < layout_->section_names.size(); ++i) {
            sections += hexadecimal(record.section_digest(i));
        }
        run_table_.at(6).append(bytes_of(sections));
        for (std::size_t i = 0; i < variables_.size(); ++i) {
            variables_[i].append(record.values(written_[i]));
        }
    } else {
        run_table_.at(6).append_empty();
        for (auto& variable : variables_) {
            variable.append_empty();
        }
        failures_.push_back({narrow<std::int32_t>(runs_), record.failure_text()});
    }
    ++runs_;
}

void ResultsFile::write_failures()
{
    if (failures_.empty()) {
        return;
    }
    std::vector<std::int32_t> runs;
    std::vector<std::string> texts;
    for (auto const& failure : failures_) {
        runs.push_back(failure.run);
        texts.push_back(failure.text);
    }
    file_.add_dimension("failure", failures_.size());
    file_.add_dimension("failure_length", longest_failure_text);
    file_.add_integers("failure_run", "failure", runs, {"", "the run that failed"});
    file_.add_texts("failure_text", {"failure", "failure_length"}, texts, {"", "why"});
}

void ResultsFile::describe_failures(std::vector<Failure> failures)
{
    failures_ = std::move(failures);
    write_failures();
}

void ResultsFile::show_variables_in_place()
{
    std::vector<bool> left_out(static_cast<std::size_t>(runs_), false);
    for (auto const& failure : failures_) {
        left_out.at(static_cast<std::size_t>(failure.run)) = true;
    }
    RecordFormat const format(*layout_);
    RunsInPlace const runs(file_, format, *in_place_, left_out);
    for (std::size_t i = 0; i < variable_count; ++i) {
        auto const variable = static_cast<Variable>(i);
        if (layout_->of(variable).count > 0) {
            runs.add_variable(file_, variable, dimensions_of(variable_infos.at(i)));
        }
    }
}

void ResultsFile::finish()
{
    if (runs_ != record_->run_count()) {
        throw std::logic_error("a results file was to be finished before all runs were in it");
    }
    for (auto& variable : run_table_) {
        variable.finish();
    }
    for (auto& variable : variables_) {
        variable.finish();
    }
    if (in_place_ != nullptr) {
        show_variables_in_place();
    }
    write_failures();
    file_.close();
}

bool comes_from_runs(std::string_view variable)
{
    constexpr std::array<std::string_view, 7> run_table{"run_scenario", "run_intervention", "run_point",         "run_replicate",
                                                        "run_status",   "run_digest",       "run_section_digest"};
    return std::ranges::find(run_table, variable) != run_table.end() ||
           std::ranges::find(variable_infos, variable, &VariableInfo::name) != variable_infos.end();
}

}  // namespace piste
