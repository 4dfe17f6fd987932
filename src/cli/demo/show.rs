//! What is said on the invented show. People, places and texts are made up.
use super::{PASSWORD, PEOPLE, SITE};
use crate::http::demo;

/// An episode of the show, the oldest first.
pub(super) struct Episode {
    pub key: &'static str,
    pub title: &'static str,
    /// What its page says about it, as HTML.
    pub notes: &'static str,
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

pub(super) const NAME: &str = "The Harbour Lamp";

/// What its web site shows.
pub(super) fn pages() -> demo::Show {
    let page = |episode: &Episode| demo::Episode {
        key: episode.key.to_owned(),
        title: episode.title.to_owned(),
        notes: episode.notes,
    };
    demo::Show {
        site: SITE,
        name: NAME,
        episodes: EPISODES.iter().rev().map(page).collect(),
        people: PEOPLE.map(|(email, _, does)| (email, does)).to_vec(),
        password: PASSWORD,
    }
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
        notes: "<p>Three bells came down one morning, and nobody wrote down why. A week later the salt \
         tax was announced. We follow the carpenter's bill through four archives.</p>\
         <p>Corrected after broadcast: the parish book counts its days in the old style.</p>",
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
        notes: "<p>Two hundred sacks of barley, one key too many, and a dog that did not bark. You have \
         heard the witnesses: this time the listeners are the court. Give your verdict below, and \
         give reasons.</p>",
        days_ago: 90,
        thread: Thread::Long,
        comments: &[],
    },
    Episode {
        key: "280",
        title: "280: A Ferry, Three Forgers and the Winter Fair",
        notes: "<p>How a ferryman's habit of counting hats undid the best forgers of the valley, two \
         days before the fair. Plate 12 of the museum's guide shows the hats.</p>",
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
        notes: "<p>Forty days, one kettle, and a letter box that was smoked before it was emptied. We \
         read from eleven letters that have never been printed. Comments on this episode are read \
         by a moderator first.</p>",
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
        notes: "<p>For ninety years two towns shared a bridge and a quarrel about its bill. With the \
         ledgers of both sides on the table at last.</p>",
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
        notes: "<p>Before it blinked, every lighthouse looked like every other, and ships paid for it. \
         A clockmaker, a mercury bath, and a light that weighed as much as a house.</p>",
        days_ago: 2,
        thread: Thread::Open,
        comments: &[said(
            HOST,
            None,
            1,
            "Which lighthouse would you walk a day to see? Mine is at 4:30, the one with the goat. The best answer opens the next episode.",
        )],
    },
];

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
