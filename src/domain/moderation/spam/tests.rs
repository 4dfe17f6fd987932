//! The score as a whole, on invented comments.
//!
//! `samples/spam.txt` and `honest.txt` are everyday ones; `unseen_*` were written at the same
//! time and no prior was chosen or changed for them; `delicate.txt` are honest ones about what
//! spam is about.

use std::collections::{BTreeSet, HashMap};

use super::*;

const THRESHOLD: u8 = 80;

/// What a site has learned.
#[derive(Default)]
struct Site {
    counts: HashMap<String, Counts>,
    totals: Counts,
}

impl Site {
    fn that_learned(spam: &[Sample], ham: &[Sample]) -> Self {
        let mut site = Self::default();
        for sample in spam {
            site.learn(sample, Lesson::Spam);
        }
        for sample in ham {
            site.learn(sample, Lesson::Ham);
        }
        site
    }

    fn learn(&mut self, sample: &Sample, lesson: Lesson) {
        self.apply(delta(None, Some((&sample.tokens(), lesson))));
    }

    fn apply(&mut self, delta: Delta) {
        let add = |to: &mut Counts, by: Counts| {
            to.spam += by.spam;
            to.ham += by.ham;
        };
        add(&mut self.totals, delta.totals);
        for (token, counts) in delta.tokens {
            add(self.counts.entry(token).or_default(), counts);
        }
    }

    fn score(&self, sample: &Sample) -> Score {
        let counts = |token: &str| self.counts.get(token).copied().unwrap_or_default();
        score(&sample.tokens(), counts, self.totals)
    }

    /// The comments that would be held, each with its explanation.
    fn held(&self, samples: &[Sample]) -> Vec<String> {
        let scores = samples.iter().map(|sample| (sample, self.score(sample)));
        let held = scores.filter(|(_, score)| score.percent >= THRESHOLD);
        held.map(|(sample, score)| format!("{}: {}", sample.name, encode(&score)))
            .collect()
    }
}

struct Sample {
    name: String,
    body: String,
}

impl Sample {
    fn tokens(&self) -> BTreeSet<String> {
        tokens(&Text {
            body_markdown: &self.body,
            display_name: &self.name,
        })
    }
}

/// Comments that each begin with `=== name`.
fn samples(text: &str) -> Vec<Sample> {
    let read = |sample: &str| {
        let (name, body) = sample.split_once('\n').unwrap();
        Sample {
            name: name.to_owned(),
            body: body.trim().to_owned(),
        }
    };
    text.split("=== ").skip(1).map(read).collect()
}

fn bodies<const N: usize>(bodies: [&str; N]) -> Vec<Sample> {
    let sample = |body: &str| Sample {
        name: "Ana".to_owned(),
        body: body.to_owned(),
    };
    bodies.map(sample).into()
}

fn spam() -> Vec<Sample> {
    samples(include_str!("samples/spam.txt"))
}

fn honest() -> Vec<Sample> {
    samples(include_str!("samples/honest.txt"))
}

fn unseen_spam() -> Vec<Sample> {
    samples(include_str!("samples/unseen_spam.txt"))
}

fn unseen_honest() -> Vec<Sample> {
    samples(include_str!("samples/unseen_honest.txt"))
}

fn delicate() -> Vec<Sample> {
    samples(include_str!("samples/delicate.txt"))
}

const NOBODY: [String; 0] = [];

#[test]
fn the_shipped_priors_hold_most_spam_and_no_everyday_comment() {
    let fresh = Site::default();
    let held = |samples: &[Sample]| fresh.held(samples).len() * 100 / samples.len();
    assert!(held(&spam()) >= 90);
    assert!(held(&unseen_spam()) >= 80);
    assert_eq!(fresh.held(&honest()), NOBODY);
    assert_eq!(fresh.held(&unseen_honest()), NOBODY);
}

/// Who tells of a swindle sounds like one: a few are held, and a moderator releases them.
#[test]
fn few_honest_comments_about_spam_are_held() {
    let held = Site::default().held(&delicate());
    assert!(held.len() <= 2, "{held:#?}");
    let site = Site::that_learned(&spam(), &honest());
    let held = site.held(&delicate());
    assert!(held.len() <= 2, "{held:#?}");
}

#[test]
fn a_site_that_decided_a_hundred_comments_holds_more_spam_and_no_more_else() {
    let site = Site::that_learned(&spam(), &honest());
    assert!(site.held(&spam()).len() >= 50);
    assert!(site.held(&unseen_spam()).len() >= 19);
    assert_eq!(site.held(&honest()), NOBODY);
    assert_eq!(site.held(&unseen_honest()), NOBODY);
}

#[test]
fn a_site_that_decided_only_spam_or_only_honest_comments_does_not_go_astray() {
    for site in [
        Site::that_learned(&spam(), &[]),
        Site::that_learned(&quellperle(), &[]),
        Site::that_learned(&[], &honest()),
    ] {
        assert_eq!(site.held(&honest()), NOBODY);
        assert_eq!(site.held(&unseen_honest()), NOBODY);
        assert!(site.held(&unseen_spam()).len() >= 14);
    }
}

#[test]
fn no_language_and_no_single_link_is_spam_by_itself() {
    let ordinary = bodies([
        "أسكن قرب المحطة القديمة وأتذكر صوت القطار كل صباح",
        "Я живу рядом со старым вокзалом и помню, как там пахло углём",
        "我就住在老火车站旁边,每天早上都能听到汽笛",
        "Ich wohne neben dem alten Bahnhof und höre noch heute die Züge.",
        "Vivo al lado de la estación vieja y todavía oigo los trenes.",
        "Old pictures of the station: https://station.example/1931",
        "https://station.example/1931",
        "Alte Bilder vom Bahnhof: https://bahnhof.example/1931",
        "Старые снимки вокзала: https://station.example/1931",
        "صور قديمة للمحطة https://station.example/1931",
        "火车站的老照片 https://station.example/1931",
    ]);
    assert_eq!(Site::default().held(&ordinary), NOBODY);
    // Nor where all spam so far came in one language and all else in another.
    let german = Site::that_learned(&quellperle(), &bodies(["A remark in English."; 30]));
    assert_eq!(german.held(&ordinary), NOBODY);
}

#[test]
fn a_kind_of_spam_that_is_new_to_the_priors_is_learned_from_thirty_decisions() {
    let fresh = Site::default();
    assert_eq!(quellperle().len(), 30);
    assert_eq!(fresh.held(&quellperle()), NOBODY);
    assert_eq!(fresh.held(&quellperle_further()), NOBODY);

    let site = Site::that_learned(&quellperle(), &honest());

    assert_eq!(site.held(&quellperle_further()).len(), 3);
    assert_eq!(site.held(&honest()), NOBODY);
    assert_eq!(site.held(&unseen_honest()), NOBODY);
}

#[test]
fn words_that_a_site_approves_no_longer_hold() {
    let further = bodies(["Roulette was the only game at our casino with a jackpot and a bonus."]);
    let talk = bodies([
        "The casino in our town had roulette and a small jackpot.",
        "A bonus chapter about the casino and its jackpot, please.",
        "My uncle played roulette for the jackpot, never for the bonus.",
        "Casino, roulette, jackpot, bonus: you explained every word.",
    ]);
    let mut site = Site::that_learned(&spam(), &[]);
    assert_eq!(site.held(&further).len(), 1);

    for sample in talk.iter().cycle().take(20) {
        site.learn(sample, Lesson::Ham);
    }

    assert_eq!(site.held(&further), NOBODY);
}

#[test]
fn what_is_unlearned_is_as_if_never_learned() {
    let (all, odd) = (honest(), &spam()[0]);
    let untouched = Site::that_learned(&spam(), &all);
    let mut site = Site::that_learned(&spam(), &all);
    site.learn(odd, Lesson::Ham);
    assert_ne!(site.score(odd), untouched.score(odd));

    site.apply(delta(Some((&odd.tokens(), Lesson::Ham)), None));

    assert_eq!(site.totals, untouched.totals);
    for sample in [unseen_spam(), unseen_honest()]
        .iter()
        .flatten()
        .chain([odd])
    {
        assert_eq!(site.score(sample), untouched.score(sample));
    }
}

/// Of several comments one, as long as few write them.
fn joined(samples: &[Sample]) -> String {
    let bodies: Vec<&str> = samples.iter().map(|sample| sample.body.as_str()).collect();
    bodies.join("\n\n").replace("https://", "")
}

#[test]
fn a_long_honest_comment_is_not_held_for_the_words_it_has_by_chance() {
    let long: Vec<Sample> = honest()
        .chunks(10)
        .map(|samples| Sample {
            name: "Ana".to_owned(),
            body: joined(samples),
        })
        .collect();
    let learned = Site::that_learned(&spam(), &honest());
    for site in [Site::default(), learned] {
        assert_eq!(site.held(&long), NOBODY);
    }
}

#[test]
fn spam_is_mostly_held_when_much_honest_talk_follows() {
    let talk = joined(&unseen_honest()[..12]);
    let hidden = |sample: Sample| Sample {
        body: format!("{}\n\n{talk}", sample.body),
        name: sample.name,
    };
    let hidden: Vec<Sample> = spam().into_iter().map(hidden).collect();
    let learned = Site::that_learned(&spam(), &honest());
    assert!(Site::default().held(&hidden).len() >= 26);
    assert!(learned.held(&hidden).len() >= 47);
}

#[test]
fn a_score_is_kept_and_read_again() {
    for sample in [spam(), honest(), delicate()].iter().flatten() {
        let score = Site::default().score(sample);
        assert_eq!(decode(&encode(&score)), Some(score));
    }
}

/// Praise of a product that no prior knows, in a language with few priors.
fn quellperle() -> Vec<Sample> {
    let openings = [
        "Seit ich die Quellperle im Krug habe, schmeckt mein Wasser wie im Gebirge.",
        "Kennt ihr schon die Quellperle?",
        "Meine Nachbarin schwört auf die Quellperle.",
        "Die Quellperle hat meinen Morgen verändert.",
        "Nie wieder ohne Quellperle!",
        "Ich war skeptisch, aber die Quellperle hält, was sie verspricht.",
    ];
    let claims = [
        "Sie belebt das Leitungswasser und entkalkt den Körper.",
        "Die Schwingung der Steine ordnet das Wasser neu.",
        "Müdigkeit und Kopfweh sind seitdem verschwunden.",
        "Drei Perlen im Krug genügen für ein ganzes Jahr.",
        "Das belebte Wasser tut sogar meinen Pflanzen gut.",
    ];
    let both = |opening: &str| claims.map(|claim| format!("{opening} {claim}"));
    let texts = openings.into_iter().flat_map(both);
    let sample = |body| Sample {
        name: "Ana".to_owned(),
        body,
    };
    texts.map(sample).collect()
}

fn quellperle_further() -> Vec<Sample> {
    bodies([
        "Probiert doch einmal die Quellperle, damit wird jedes Leitungswasser belebt und weich.",
        "Bei uns steht die Quellperle im Krug auf dem Tisch, seitdem ist mein Kopfweh weg.",
        "Belebtes Wasser aus dem Krug, dank der Quellperle, auch für Pflanzen und Katzen.",
    ])
}
