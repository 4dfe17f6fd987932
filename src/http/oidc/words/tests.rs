//! Every language says everything, in words of its own.
use super::{Reasons, Titled, Words, of};
use crate::http::language::LANGUAGES;
use std::collections::BTreeSet;

/// What is said, by name; what is added to the words does not compile until it stands here.
fn all(words: &Words) -> Vec<(&'static str, &'static str)> {
    let Words {
        account,
        password,
        code,
        it_is_mine,
        send_code,
        send_another,
        begin_afresh,
        wrong_password,
        wrong_code,
        too_often,
        seconds,
        minutes,
        link,
        link_it,
        cancel,
        signed_in,
        linked,
        second_step,
        go_on,
        go_back,
        not_signed_in,
        alone,
        why,
    } = words;
    let mut all = vec![
        ("password", *password),
        ("code", *code),
        ("it_is_mine", *it_is_mine),
        ("send_code", *send_code),
        ("send_another", *send_another),
        ("begin_afresh", *begin_afresh),
        ("wrong_password", *wrong_password),
        ("wrong_code", *wrong_code),
        ("too_often", *too_often),
        ("go_on", *go_on),
        ("go_back", *go_back),
        ("seconds", *seconds),
        ("minutes", *minutes),
        ("link_it", *link_it),
        ("cancel", *cancel),
        ("not_signed_in", *not_signed_in),
        ("alone", *alone),
    ];
    all.extend(titled("account", account));
    all.extend(titled("link", link));
    all.extend(titled("signed_in", signed_in));
    all.extend(titled("linked", linked));
    all.extend(titled("second_step", second_step));
    all.extend(reasons(why));
    all
}

fn titled(
    name: &'static str,
    Titled { title, line }: &Titled,
) -> [(&'static str, &'static str); 2] {
    [(name, *title), (name, *line)]
}

fn reasons(why: &Reasons) -> [(&'static str, &'static str); 8] {
    let Reasons {
        not_found,
        stale,
        cancelled,
        away,
        refused,
        taken,
        limited,
        wrong,
    } = why;
    [
        ("not_found", *not_found),
        ("stale", *stale),
        ("cancelled", *cancelled),
        ("away", *away),
        ("refused", *refused),
        ("taken", *taken),
        ("limited", *limited),
        ("wrong", *wrong),
    ]
}

/// Short forms of units are often the same as in English.
const ALIKE: [&str; 2] = ["seconds", "minutes"];

#[test]
fn every_language_says_everything_in_words_of_its_own() {
    let english: BTreeSet<_> = all(of(&LANGUAGES[0])).into_iter().collect();
    for language in &LANGUAGES {
        let (tag, mut here) = (language.tag, BTreeSet::new());
        for (name, words) in all(of(language)) {
            assert!(!words.trim().is_empty(), "{tag} {name}");
            assert!(here.insert(words), "{tag} {name} twice: {words}");
            let is_own = tag == "en" || !english.contains(&(name, words));
            assert!(is_own || ALIKE.contains(&name), "{tag} {name}: {words}");
        }
    }
}

/// The names in braces.
fn names(words: &str) -> BTreeSet<&str> {
    let parts = words.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

#[test]
fn every_language_puts_the_same_names_in() {
    let english = all(of(&LANGUAGES[0]));
    for language in &LANGUAGES {
        for ((name, here), (_, there)) in all(of(language)).into_iter().zip(&english) {
            assert_eq!(names(here), names(there), "{} {name}", language.tag);
        }
    }
    let told: BTreeSet<_> = english.iter().flat_map(|(_, words)| names(words)).collect();
    let known = ["email", "name", "number", "provider", "time"];
    assert_eq!(told, known.into());
}

#[test]
fn how_long_to_wait_is_told_in_seconds_and_then_in_minutes() {
    let (english, japanese) = (of(&LANGUAGES[0]), of(&LANGUAGES[6]));
    for (seconds, told) in [(1, "1 s"), (89, "89 s"), (90, "2 min"), (600, "10 min")] {
        let sentence = format!("Too many tries. Wait {told}, and try again.");
        assert_eq!(english.too_often(seconds), sentence);
    }
    assert!(japanese.too_often(42).contains("42秒"));
}
