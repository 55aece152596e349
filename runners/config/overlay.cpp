#include "runners/config/overlay.hpp"

#include "runners/config/suggestion.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <tuple>

namespace piste {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view base_name = "base";

std::vector<std::string> names_in(fs::path const& folder)
{
    std::vector<std::string> names;
    std::error_code none;
    for (auto const& entry : fs::directory_iterator(folder, none)) {
        if (entry.path().extension() == ".toml") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

OverlayReader::OverlayReader(Node const* held, fs::path beside, std::vector<Problem>& problems)
    : held_(held), beside_(std::move(beside)), problems_(problems)
{
}

std::optional<fs::path> OverlayReader::file_of(std::string const& name, Location const& where)
{
    auto const folder = beside_.parent_path();
    std::vector<fs::path> const folders{folder / ".." / "interventions", folder / "interventions", fs::path("configs") / "interventions"};
    std::vector<std::string> known;
    std::error_code none;
    for (auto const& each : folders) {
        auto const file = (each / (name + ".toml")).lexically_normal();
        if (fs::is_regular_file(file, none)) {
            return file;
        }
        auto const names = names_in(each);
        known.insert(known.end(), names.begin(), names.end());
    }
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());  // one folder may be reached in two ways
    auto const guess = did_you_mean(name, known);
    auto text = "there is no intervention '" + name + "'" + guess;
    if (guess.empty()) {
        text += known.empty() ? "; they are looked for in " + folders.front().lexically_normal().string()
                              : "; known are " + listed(known) + " (piste list interventions)";
    }
    problems_.push_back(problem_at(where, text));
    return std::nullopt;
}

std::optional<std::size_t> OverlayReader::intervention_named(std::string const& name, Location const& where)
{
    auto const known = std::find_if(interventions.begin(), interventions.end(),
                                    [&](Intervention const& each) { return each.name == name; });
    if (known != interventions.end()) {
        return static_cast<std::size_t>(known - interventions.begin());
    }
    auto const* const held = held_ != nullptr && held_->is(NodeKind::table) ? held_->find(name) : nullptr;
    if (held != nullptr) {
        interventions.push_back(intervention_in(*held, name, nullptr, problems_));
    } else if (auto const file = file_of(name, where)) {
        try {
            interventions.push_back(read_intervention(*file));
        } catch (ConfigurationError const& error) {
            problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
            return std::nullopt;
        }
    } else {
        return std::nullopt;
    }
    interventions.back().name = name;
    return interventions.size() - 1;
}

void OverlayReader::add_text(std::string const& text, Location const& where, std::vector<Use>& uses)
{
    for (auto const& part : split(text, '+')) {
        auto const pieces = split(part, ':');
        if (part == base_name) {
            continue;
        }
        double intensity = 0.0;
        if (pieces.size() == 2) {
            auto const* const end = pieces[1].data() + pieces[1].size();
            auto const [stop, error] = std::from_chars(pieces[1].data(), end, intensity);
            if (error != std::errc() || stop != end || !(intensity >= 0.0 && intensity <= 1.0)) {
                auto const several = pieces[1].find(',') != std::string::npos ? "; several between commas are for a lever that stands alone in `interventions`" : "";
                problems_.push_back(problem_at(where, "'" + part + "': the intensity '" + pieces[1] + "' must be a number from 0 to 1" + several));
                continue;
            }
        }
        if (pieces.size() > 2 || pieces.front().empty()) {
            problems_.push_back(problem_at(where, "'" + text + "' is not an intervention: write NAME, NAME:INTENSITY, or several with + between"));
            continue;
        }
        if (auto const found = intervention_named(pieces.front(), where)) {
            auto const& intervention = interventions[*found];
            uses.push_back({*found, pieces.size() == 2 ? intensity : intervention.intensity, intervention.onset, intervention.end, where});
        }
    }
}

void OverlayReader::add_table(Node const& table, std::vector<Use>& uses)
{
    KeyReader keys(table, "[experiment.interventions]", problems_);
    auto const name = keys.text("use");
    auto const intensity = keys.optional_number("intensity", 0.0, 1.0);
    auto const onset = keys.optional_date("onset");
    auto const end = keys.optional_date("end");
    keys.finish();
    auto const found = name.empty() ? std::nullopt : intervention_named(name, table.where);
    if (found) {
        auto const& intervention = interventions[*found];
        uses.push_back({*found, intensity.value_or(intervention.intensity), onset.empty() ? intervention.onset : onset,
                        end.empty() ? intervention.end : end, table.where});
    }
}

void OverlayReader::add(Node const& item)
{
    auto const colon = item.is(NodeKind::text) ? item.text.find(':') : std::string::npos;
    if (colon != std::string::npos && item.text.find('+') == std::string::npos && item.text.find(',', colon) != std::string::npos) {
        for (auto const& intensity : split(item.text.substr(colon + 1), ',')) {
            add_one(text_node(item.text.substr(0, colon + 1) + intensity, item.where));
        }
    } else {
        add_one(item);
    }
}

void OverlayReader::add_one(Node const& item)
{
    Overlay overlay;
    auto const problems_before = problems_.size();
    auto const add_part = [&](Node const& part) {
        if (part.is(NodeKind::text)) {
            add_text(part.text, part.where, overlay.uses);
        } else if (part.is(NodeKind::table)) {
            add_table(part, overlay.uses);
        } else {
            problems_.push_back(problem_at(part.where, "an item of interventions is the name of one in quotes, { use = \"NAME\", intensity = "
                                                       "0.5 }, or a list of these"));
        }
    };
    if (item.is(NodeKind::list)) {
        std::for_each(item.items.begin(), item.items.end(), add_part);
    } else {
        add_part(item);
    }
    if (problems_.size() == problems_before) {   // else it would pass for another
        overlays.push_back(std::move(overlay));
        places_.push_back(item.where);
    }
}

void OverlayReader::add_versus(Node const& item)
{
    auto const before = overlays.size();
    add_one(item);
    if (overlays.size() == before) {
        return;   // a problem has been noted
    }
    if (overlays.back().uses.empty()) {
        problems_.push_back(problem_at(item.where, "'" + item.text + "' is what an intervention is compared with; name an intervention"));
        overlays.pop_back();
        places_.pop_back();
        return;
    }
    versus = before;
}

void OverlayReader::name_overlay(Overlay& overlay) const
{
    auto const key = [&](Use const& use) {
        return std::tuple(interventions[use.intervention].name, use.onset, use.end, use.intensity);
    };
    std::sort(overlay.uses.begin(), overlay.uses.end(), [&](Use const& a, Use const& b) { return key(a) < key(b); });
    for (auto const& use : overlay.uses) {
        auto const& intervention = interventions[use.intervention];
        overlay.name += (overlay.name.empty() ? "" : "+") + intervention.name;
        overlay.name += use.intensity == intervention.intensity ? "" : ":" + readable(use.intensity);
        overlay.name += use.onset == intervention.onset ? "" : "@" + use.onset;
        overlay.name += use.end == intervention.end ? "" : "~" + use.end;
        overlay.values += intervention.name + " intensity " + toml_real(use.intensity) + " from " + use.onset + " until " + use.end +
                          "\n" + values_of(intervention);
    }
    overlay.name = overlay.name.empty() ? base_name : overlay.name;
}

void OverlayReader::finish()
{
    std::vector<std::size_t> order(interventions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return interventions[a].name < interventions[b].name; });
    std::vector<std::size_t> position(order.size());
    std::vector<Intervention> sorted;
    for (auto const from : order) {
        position[from] = sorted.size();
        sorted.push_back(std::move(interventions[from]));
    }
    interventions = std::move(sorted);
    std::map<std::string, std::size_t> names;
    for (std::size_t i = 0; i < overlays.size(); ++i) {
        for (auto& use : overlays[i].uses) {
            use.intervention = position[use.intervention];
        }
        name_overlay(overlays[i]);
        auto const [other, is_new] = names.emplace(overlays[i].name, i);
        if (!is_new && versus == i) {
            versus = other->second;
            overlays.erase(overlays.begin() + static_cast<std::ptrdiff_t>(i));
            places_.erase(places_.begin() + static_cast<std::ptrdiff_t>(i));
            --i;
        } else if (!is_new) {
            problems_.push_back(problem_at(places_[i], "interventions: '" + overlays[i].name + "' stands twice; remove one"));
        }
    }
    bool const needs_base = overlays.empty() || (versus && !names.contains(std::string(base_name)));
    if (needs_base) {
        overlays.push_back({std::string(base_name), {}, ""});
    }
}

std::string toml_of(std::vector<Overlay> const& overlays, std::vector<Intervention> const& interventions)
{
    std::vector<std::string> items;
    for (auto const& overlay : overlays) {
        std::vector<std::string> uses;
        for (auto const& use : overlay.uses) {
            uses.push_back("{ use = " + toml_string(interventions[use.intervention].name) + ", intensity = " + toml_real(use.intensity) +
                           (use.onset.empty() ? "" : ", onset = " + toml_string(use.onset)) +
                           (use.end.empty() ? "" : ", end = " + toml_string(use.end)) + " }");
        }
        items.push_back(uses.empty() ? toml_string(base_name) : toml_list(uses));
    }
    return "interventions = " + toml_list(items) + "\n";
}

}  // namespace piste
