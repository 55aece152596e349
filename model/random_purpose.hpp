// What each random number is for. A number, once used, is never given to another purpose: it is part of the address.
#pragma once

#include <cstdint>

namespace piste {

enum class Purpose : std::uint16_t {
    candidate_count = 1,      // subject origin, object day: how many think of leaving
    candidate = 2,            // subject person: wish, whether it is still a reason, place and firm of one candidate who chose Mali
    endowment = 3,            // subject person: purse, family's means, whether the family can send, rights known
    departure = 4,            // subject person: papers of their own, through ticket, bus to Niger, passeur
    roadblock = 5,            // subject person, object four neighbours on a road: a word at each
    gate = 6,                 // subject person, object gate: taken off, tax, arrest, days in the cell
    papers_choice = 7,        // subject person, object Bamako: one perturbation per alternative, and the price
    ghetto_stay = 8,          // subject person, object hub: wage, forced labour, sexual violence, violence
    family_answer = 9,        // subject person, object hub: when the family's money comes
    way_on = 10,              // subject person, object hub: perturbations of work on, settle, go home, be stuck
    vehicle_supply = 11,      // subject kind of vehicle, object day: how many arrive from the goods trade
    vehicle = 12,             // subject kind of vehicle, object day, occasion ordinal: minute of arrival, room
    itinerary_choice = 13,    // subject vehicle, object itinerary: one perturbation per alternative
    protection = 14,          // subject vehicle, object holder: whether protection is bought, and whether it holds
    ambush = 15,              // subject link, object day: whether bandits wait, when, for how long
    robbery = 16,             // subject vehicle, object link plus minute of its coming, occasion seat: robbed, injured, killed
    droit_de_passage = 17,    // subject person, object post of an armed group: outcome for who cannot pay
    border = 18,              // subject person, object 0, occasion meeting at any border: held, days held, refused
    ransom = 19,              // subject person, object 0, occasion meeting: family pays, abandoned, dies, harm
    northern_harm = 20,       // subject person, object 0, occasion trip: violence by those who carry them
    passport_return = 21,     // subject person, object place of arrival: lost or sent back, when
    release = 22,             // subject person, object gate: whether a passeur pays, bribe
    stay = 23,                // subject person, object place: days between two buses
    bed = 24,                 // subject person, object hub: conflict of chairmen over a guest
    turned_back = 25,         // subject person, object 0, occasion meeting: tries again, days until then
    roadblock_dispute = 26,   // subject person, object post: outcome for who cannot pay
    corridor_choice = 27,     // subject the first of four candidates: a word for each, its last ten bits for what the candidate has heard
    post_trial = 30,          // subject post, holder or main hub, object week: which of two weeks is the dearer one
    clash = 40,               // subject contested stretch, object first day of the week: whether, who, who wins
    pact = 41,                // subject 0, object first day of the week: made, broken, a convoy seized, between whom
    strike = 42,              // subject 0, object first day of the week: whether, on the wrong target, on whom
    manning = 43,             // subject post of an armed group, object first day of the week: whether it is manned
    armed_trial = 44,         // subject vehicle, object 0: which of two prices armed posts try with which of those aboard
    passeur_choice = 50,      // subject person, object hub or passeur: whether fares are compared; one perturbation per passeur
    passeur_arrest = 51,      // subject passeur, object day: whether he is arrested this week, until when the place is free
    ring_arrest = 52,         // subject Bamako, object day: whether the document network is broken up, for how long
    round_up = 53,            // subject passeur, object hub: order in which they are taken, until when the place is free
    roles = 54,               // subject passeur, object those who held his place before: his other roles, and which he has of them; subject ghetto: whose it is
    chairman_arrest = 55,     // subject ghetto, object day: whether its chairman is arrested this week, until when it is shut
    extortion = 56,           // subject passeur, object day: whether he holds clients for ransom from this week on
    tale = 60,                // subject person, object 1, or 0 at the end of the journey: whether it is told
    tale_of_a_week = 61,      // subject nationality, object first day of the week: distortion of harm and of cost
    monitoring = 62,          // subject person, object monitoring point plus day: whether observers miss who passes
};

}  // namespace piste
