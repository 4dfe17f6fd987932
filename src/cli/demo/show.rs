//! What is said on the invented show. People, places and texts are made up.
use crate::model::ReportReason;

/// An episode of the show, the oldest first.
pub(super) struct Episode {
    pub key: &'static str,
    pub title: &'static str,
    /// Days before the demo was first run.
    pub days_ago: i64,
    pub thread: Thread,
    pub comments: &'static [Remark],
}

pub(super) enum Thread {
    Open,
    Held,
    Locked(&'static str),
    Closed,
    /// A long argument, made up by [`remark`] and [`answer`].
    Long,
}

/// What somebody said.
pub(super) struct Remark {
    /// A place in [`LISTENERS`]; the host is [`HOST`].
    pub by: usize,
    /// The place among the episode's remarks of what it answers.
    pub answers: Option<usize>,
    pub hours_later: i64,
    pub text: &'static str,
}

pub(super) const HOST: usize = 0;

/// The host, then those who listen.
pub(super) const LISTENERS: [&str; 12] = [
    "Ines Castellan",
    "Bettina Aurich",
    "Tomasz Wilk",
    "Yusuf Demirel",
    "Nguyễn Thu Hà",
    "Clara Oyelaran",
    "Pádraig Finn",
    "ليلى منصور",
    "Sōta Mizuno",
    "Greta Holm",
    "Old Keeper",
    "marsh_warbler",
];

/// Whom the moderators will hear of; their places follow those of [`LISTENERS`].
pub(super) const NUISANCES: [&str; 2] = ["Lamps4Less", "night_owl_7"];
const LAMPS: usize = LISTENERS.len();
pub(super) const NIGHT_OWL: usize = LISTENERS.len() + 1;

const fn said(by: usize, answers: Option<usize>, hours_later: i64, text: &'static str) -> Remark {
    Remark {
        by,
        answers,
        hours_later,
        text,
    }
}

pub(super) const EPISODES: [Episode; 6] = [
    Episode {
        key: "278",
        title: "278: The Salt Tax and the Silent Bells",
        days_ago: 120,
        thread: Thread::Closed,
        comments: &[
            said(
                1,
                None,
                3,
                "You mention that the bells were taken down *before* the tax was announced. Do we know who gave the order? The parish book you quote seems to say the council, but the date is a week too early for that.",
            ),
            said(
                HOST,
                Some(0),
                9,
                "Good catch, Bettina. The book is dated in the old style, so the \"week too early\" is really four days **after** the vote. I should have said so on air. The order itself is lost; what we have is the carpenter's bill:\n\n> for the lowering of three bells and the keeping of them dry",
            ),
            said(
                2,
                None,
                30,
                "My grandmother's village had a rhyme about the silent bells. I always thought it was about a flood. Thank you for this one!",
            ),
        ],
    },
    Episode {
        key: "279",
        title: "279: Who Burned the Granary? A Listener Court",
        days_ago: 90,
        thread: Thread::Long,
        comments: &[],
    },
    Episode {
        key: "280",
        title: "280: A Ferry, Three Forgers and the Winter Fair",
        days_ago: 60,
        thread: Thread::Open,
        comments: &[
            said(
                3,
                None,
                2,
                "The bit about the ferryman counting passengers by their hats had me laughing on the bus.",
            ),
            said(
                9,
                Some(0),
                4,
                "Same here. Is there a drawing of the hats anywhere?",
            ),
            said(
                HOST,
                Some(1),
                7,
                "There is! Plate 12 in the town museum's guide. It will be in the newsletter on Friday.",
            ),
            said(
                4,
                None,
                12,
                "Two questions:\n\n1. How did the forgers get hold of the *right* paper?\n2. Why did nobody check the watermark until spring?",
            ),
            said(
                6,
                Some(3),
                15,
                "For 2: the inspector was snowed in on the wrong side of the pass. It is in the second half, around 31:40.",
            ),
            said(4, Some(4), 16, "I must have dozed off there. Thank you!"),
            said(
                8,
                None,
                40,
                "Small correction: the fair of that year began on a Tuesday. The baker's ledger has it as `dies martis`.",
            ),
            said(
                HOST,
                Some(6),
                44,
                "You are right, and I have no excuse. Corrected in the notes.",
            ),
            said(
                5,
                None,
                60,
                "First time commenting after years of listening. Please never cut the long digressions.",
            ),
            said(11, Some(8), 61, "Seconded. The digressions *are* the show."),
        ],
    },
    Episode {
        key: "281",
        title: "281: Letters from the Quarantine Island",
        days_ago: 30,
        thread: Thread::Held,
        comments: &[
            said(
                7,
                None,
                5,
                "My family kept two such letters. The handwriting changes half-way, as if somebody else had to finish them.",
            ),
            said(
                10,
                None,
                8,
                "The island is closed to visitors, but the custodian opens the chapel if you ask. Write weeks ahead.",
            ),
            said(
                2,
                Some(1),
                20,
                "Do you have an address? I tried the harbour office and got no answer.",
            ),
            said(
                9,
                None,
                26,
                "Is it true that the doctor burned his own notes? My school book said so, and I never found a source.",
            ),
        ],
    },
    Episode {
        key: "282",
        title: "282: The Bridge that Two Towns Refused to Pay For",
        days_ago: 14,
        thread: Thread::Locked(
            "Town against town again. It opens when the kettle has cooled down.",
        ),
        comments: &[
            said(
                6,
                None,
                1,
                "As somebody from the north bank: we *did* pay. Twice.",
            ),
            said(11, Some(0), 2, "With whose money, though?"),
            said(6, Some(1), 3, "Here we go."),
            said(
                HOST,
                Some(2),
                5,
                "All right, both of you. The ledgers are on the table next week.",
            ),
        ],
    },
    Episode {
        key: "283",
        title: "283: How a Lighthouse Learned to Blink",
        days_ago: 2,
        thread: Thread::Open,
        comments: &[said(
            HOST,
            None,
            1,
            "Which lighthouse would you walk a day to see? The best answer opens the next episode.",
        )],
    },
];

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

const OPENINGS: [&str; 8] = [
    "I still think it was the miller.",
    "Nobody has mentioned the second key.",
    "The night watchman had every reason to lie.",
    "Look at who bought grain in the week *before* the fire.",
    "It was the wind and a careless lamp, and nothing else.",
    "The three witnesses agree too well for my taste.",
    "What about the cousin who left town the same night?",
    "The insurance had run out, so the usual motive falls away.",
];

const REPLIES: [&str; 8] = [
    "That does not fit the times given at the hearing.",
    "He was seen at the inn until midnight, by *four* people.",
    "You are leaving out the dog. It did not bark.",
    "The key was found, just not where the report says.",
    "I read the same page and come to the opposite.",
    "Then who paid for the new roof?",
    "Granted. But that only moves the question a street further.",
    "If that were so, the ledger would show it. It does not.",
];

const REASONS: [&str; 7] = [
    "See the map in the show notes.",
    "It is all in the third letter.",
    "I would bet my bicycle on it.",
    "Somebody should go to the archive and look.",
    "But I am happy to be proved wrong.",
    "The host said as much at 22:15.",
    "Or am I missing a page?",
];

/// A remark at the top of the long argument; each number gives another one.
pub(super) fn remark(number: usize) -> String {
    format!("{} {}", OPENINGS[number % 8], REASONS[number % 7])
}

/// An answer in the long argument.
pub(super) fn answer(number: usize) -> String {
    format!(
        "{} {}",
        REPLIES[(number * 5 + number / 8) % 8],
        REASONS[(number * 3) % 7]
    )
}
