//! What has been said on the invented show lately, and what its moderators had to do with it.
use super::show::LISTENERS;
use crate::model::ReportReason;

/// Whom the moderators will hear of; their places follow those of [`LISTENERS`].
pub(super) const NUISANCES: [&str; 2] = ["Lamps4Less", "night_owl_7"];
const LAMPS: usize = LISTENERS.len();
pub(super) const NIGHT_OWL: usize = LISTENERS.len() + 1;

/// Something said in the moment in which the demo is first run, and judged by its rules.
pub(super) struct Lately {
    pub by: usize,
    /// The place in [`LATELY`] of what it answers.
    pub answers: Option<usize>,
    pub text: &'static str,
}

const fn lately(by: usize, answers: Option<usize>, text: &'static str) -> Lately {
    Lately { by, answers, text }
}

/// The episode on which [`LATELY`] is said.
pub(super) const LATELY_ON: &str = "283";
pub(super) const PINNED: usize = 0;
pub(super) const LOCKED: usize = 2;
pub(super) const REPORTED: usize = 4;

pub(super) const LATELY: [Lately; 13] = [
    lately(
        8,
        None,
        "The one on Cape Vesper. You cross the flats on foot and have to be back before the sea is.",
    ),
    lately(
        6,
        None,
        "Skerry Rock, and not for the lamp: for the fog bell, which rings when nobody pulls it.",
    ),
    lately(
        9,
        Some(1),
        "It rings because the north bank never paid for a new rope.",
    ),
    lately(6, Some(2), "Not again. We paid. Twice."),
    lately(
        11,
        Some(3),
        "You people could not find your own purse with a lighthouse on top of it.",
    ),
    lately(
        5,
        None,
        "Three that can be walked to: https://lights.example/vesper, https://lights.example/skerry and https://lights.example/nine-stairs",
    ),
    lately(
        3,
        None,
        "Has anybody a voucher for the lamp museum to spare? My daughter counts the days.",
    ),
    lately(
        10,
        None,
        "I lit that lamp for thirty years, and nobody asked me.",
    ),
    lately(
        10,
        None,
        "I lit that lamp for thirty years, and nobody asked me!",
    ),
    lately(
        NIGHT_OWL,
        None,
        "Lighthouses are for people who cannot read a map.",
    ),
    lately(LAMPS, None, "A lovely episode, I will visit again."),
    lately(
        LAMPS,
        None,
        "Luxury replica lamps, best price, 80% off and free worldwide shipping! Order now: https://lamps4less.example",
    ),
    lately(
        LAMPS,
        None,
        "Do not miss it: a voucher for every lamp, only today, https://lamps4less.example/voucher",
    ),
];

/// Of the comment at [`REPORTED`]: by whom, why, in which words.
pub(super) const REPORTS: [(usize, ReportReason, Option<&str>); 2] = [
    (9, ReportReason::Abuse, None),
    (
        5,
        ReportReason::Other,
        Some("Insults everybody who lives on the north bank."),
    ),
];

pub(super) const BRANCH_REASON: &str = "The two banks have a thread of their own, under 282.";
pub(super) const SUSPECT_WORDS: [&str; 2] = ["voucher*", "promo code"];
pub(super) const RULES_REASON: &str = "The lamp sellers have found us.";
pub(super) const WATCHED_REASON: &str = "You are welcome here, name-calling is not.";
pub(super) const NOTE: &str = "Writes after midnight, apologises in the morning.";
