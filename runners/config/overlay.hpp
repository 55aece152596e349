// Overlays of an experiment: one intervention, several together, or none, each with its dates and intensity.
#pragma once

#include "runners/config/in_force.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace piste {

struct Overlay {
    std::string name;        // "base", "p10-remove-roadblocks", "p01-close-niger:0.5+p05-tighten-algeria"
    std::vector<Use> uses;   // sorted by name; none: the scenario as it stands
    std::string values;      // what of it decides numbers; empty for base
};

// Reads the overlays that an experiment names and the interventions that these use.
class OverlayReader {
public:
    // held: the table [intervention] of a resolved configuration, or none. beside: the file that names interventions, whose folder says
    // where theirs is: `../interventions`, or `interventions` in it; failing these, configs/interventions.
    OverlayReader(Node const* held, std::filesystem::path beside, std::vector<Problem>& problems);

    // An item of the list: "base", "NAME", "NAME:intensity", several of these with + between, { use, intensity, onset, end }, or a list.
    // "NAME:0.25,0.5,1" is an overlay for each of these intensities: a curve over them.
    void add(Node const& item);
    // The text form of add, of what is to be compared with the base: one that is there already serves, and a base is added if none is.
    void add_versus(Node const& item);
    // Sorts interventions by name; call when all has been added.
    void finish();

    std::vector<Intervention> interventions;   // that are used, sorted by name
    std::vector<Overlay> overlays;             // at least one
    std::optional<std::size_t> versus;         // position in overlays of what add_versus added or found

private:
    void add_one(Node const& item);
    void add_text(std::string const& text, Location const& where, std::vector<Use>& uses);
    void add_table(Node const& table, std::vector<Use>& uses);
    std::optional<std::size_t> intervention_named(std::string const& name, Location const& where);
    [[nodiscard]] std::optional<std::filesystem::path> file_of(std::string const& name, Location const& where);
    void name_overlay(Overlay& overlay) const;

    Node const* held_;
    std::filesystem::path beside_;
    std::vector<Problem>& problems_;
    std::vector<Location> places_;             // of the overlays
};

// `interventions = [...]` of the resolved experiment.
[[nodiscard]] std::string toml_of(std::vector<Overlay> const& overlays, std::vector<Intervention> const& interventions);

}  // namespace piste
