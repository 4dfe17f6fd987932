//! Every language says all that there is to say.
use super::{
    super::{
        kinds,
        render::{self, Values},
    },
    Counted, FactorChange, LANGUAGES, nearest,
};
use crate::model::{MailKind, Role};
use chrono::TimeDelta;
use sea_orm::Iterable;
use std::fmt::Write;

#[test]
fn the_language_that_is_asked_for_is_found_whatever_its_region() {
    for (asked, found) in [
        ("en", "en"),
        ("de-AT", "de"),
        ("pt_BR", "pt"),
        ("AR", "ar"),
        (" ja-JP-u-ca-japanese ", "ja"),
        ("", "en"),
        ("zh-Hant", "en"),
        ("EN-us", "en"),
        ("\u{0}", "en"),
    ] {
        assert_eq!(nearest(asked).tag, found, "{asked}");
    }
}

#[test]
fn a_duration_is_told_in_the_largest_unit_that_fits() {
    let english = nearest("en");
    for (minutes, said) in [
        (0, "1 minute"),
        (15, "15 minutes"),
        (60, "1 hour"),
        (90, "90 minutes"),
        (24 * 60, "24 hours"),
        (48 * 60, "2 days"),
    ] {
        assert_eq!(english.duration(TimeDelta::minutes(minutes)), said);
    }
}

#[test]
fn arabic_counts_in_its_own_way() {
    let arabic = nearest("ar");
    for (minutes, said) in [
        (1, "دقيقة واحدة"),
        (2, "دقيقتين"),
        (10, "10 دقائق"),
        (15, "15 دقيقة"),
        (60, "ساعة واحدة"),
        (24 * 60, "24 ساعة"),
    ] {
        assert_eq!(arabic.duration(TimeDelta::minutes(minutes)), said);
    }
}

#[test]
fn five_forms_follow_the_number() {
    let counted = Counted::Five(["one", "two", "few #", "many #", "hundreds #"]);
    for (number, said) in [
        (1, "one"),
        (2, "two"),
        (3, "few 3"),
        (10, "few 10"),
        (11, "many 11"),
        (99, "many 99"),
        (100, "hundreds 100"),
        (103, "few 103"),
    ] {
        assert_eq!(counted.say(number), said);
    }
}

#[test]
fn tags_are_there_once() {
    let mut tags: Vec<_> = LANGUAGES.iter().map(|language| language.tag).collect();
    tags.sort_unstable();
    tags.dedup();
    assert_eq!(tags.len(), LANGUAGES.len());
}

/// To be read by somebody who speaks the language, when a sentence changes.
#[test]
fn all_mails_in_all_languages() {
    for language in LANGUAGES {
        let mut all = String::new();
        for kind in MailKind::iter() {
            let good_for = language.duration(TimeDelta::hours(24));
            let values = Values {
                site: "The Harbour Lamp",
                link: kinds::has_link(kind)
                    .then_some("https://comments.example/here?token=rjm_sample"),
                code: kinds::has_code(kind).then_some("012345"),
                good_for: kinds::has_good_for(kind).then_some(good_for.as_str()),
                more: kinds::more(kind).map(|more| (more.name, more.sample)),
                day: kinds::has_day(kind).then_some("5.12.2026"),
            };
            let mail = render::shipped(language, kind, &values).unwrap();
            let word = kinds::word(kind);
            writeln!(all, "=== {word}\n{}\n\n{}\n", mail.subject, mail.text).unwrap();
            if kind == MailKind::ConfirmSignUp {
                writeln!(all, "{}\n", mail.html).unwrap();
            }
        }
        for change in FactorChange::iter() {
            writeln!(all, "{}", language.change(change)).unwrap();
        }
        for role in [Role::Moderator, Role::Admin] {
            writeln!(all, "{}", language.role(role)).unwrap();
        }
        insta::assert_snapshot!(language.tag, all);
    }
}
