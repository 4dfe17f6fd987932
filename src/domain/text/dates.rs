//! Days and moments as people write them, in the languages that the service speaks.
use chrono::{DateTime, Datelike, Utc};

/// How a language writes a day.
struct Style {
    /// `{d}`, `{m}`, `{y}` are day, month and year; a month is a name where there are names.
    day: &'static str,
    months: Option<[&'static str; 12]>,
    /// Between a day and a time.
    at: &'static str,
}

/// `5 December 2026`. Another language than the eight has its days in English.
pub fn day(language: &str, moment: DateTime<Utc>) -> String {
    let style = style(language);
    let month = match style.months {
        Some(names) => names[moment.month0() as usize].to_owned(),
        None => moment.month().to_string(),
    };
    style
        .day
        .replace("{d}", &moment.day().to_string())
        .replace("{m}", &month)
        .replace("{y}", &moment.year().to_string())
}

/// `5 December 2026, 14:03 UTC`: of whom it is told, we know no other clock.
pub fn moment(language: &str, moment: DateTime<Utc>) -> String {
    let (day, at) = (day(language, moment), style(language).at);
    format!("{day}{at}{} UTC", moment.format("%H:%M"))
}

fn style(language: &str) -> &'static Style {
    match language {
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "es" => &SPANISH,
        "pt" => &PORTUGUESE,
        "vi" => &VIETNAMESE,
        "ja" => &JAPANESE,
        "ar" => &ARABIC,
        _ => &ENGLISH,
    }
}

const ENGLISH: Style = Style {
    day: "{d} {m} {y}",
    months: Some([
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]),
    at: ", ",
};

const GERMAN: Style = Style {
    day: "{d}. {m} {y}",
    months: Some([
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ]),
    at: ", ",
};

const FRENCH: Style = Style {
    day: "{d} {m} {y}",
    months: Some([
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]),
    at: ", ",
};

const SPANISH: Style = Style {
    day: "{d} de {m} de {y}",
    months: Some([
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ]),
    at: ", ",
};

const PORTUGUESE: Style = Style {
    day: "{d} de {m} de {y}",
    months: Some([
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ]),
    at: ", ",
};

const VIETNAMESE: Style = Style {
    day: "{d} tháng {m}, {y}",
    months: None,
    at: ", ",
};

const JAPANESE: Style = Style {
    day: "{y}年{m}月{d}日",
    months: None,
    at: " ",
};

const ARABIC: Style = Style {
    day: "{d} {m} {y}",
    months: Some([
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ]),
    at: "، ",
};

#[cfg(test)]
mod tests {
    use super::{day, moment};
    use chrono::{TimeZone, Utc};

    #[test]
    fn a_day_is_written_as_its_language_does() {
        let at = Utc.with_ymd_and_hms(2026, 12, 5, 14, 3, 59).unwrap();
        for (language, written) in [
            ("en", "5 December 2026"),
            ("de", "5. Dezember 2026"),
            ("fr", "5 décembre 2026"),
            ("es", "5 de diciembre de 2026"),
            ("pt", "5 de dezembro de 2026"),
            ("vi", "5 tháng 12, 2026"),
            ("ja", "2026年12月5日"),
            ("ar", "5 ديسمبر 2026"),
            ("tlh", "5 December 2026"),
        ] {
            assert_eq!(day(language, at), written);
        }
        assert_eq!(moment("de", at), "5. Dezember 2026, 14:03 UTC");
        assert_eq!(moment("ja", at), "2026年12月5日 14:03 UTC");
    }

    #[test]
    fn every_month_has_its_own_name() {
        let months = (1..=12).map(|month| {
            let at = Utc.with_ymd_and_hms(2026, month, 1, 0, 0, 0).unwrap();
            (day("fr", at), day("ar", at))
        });
        let names: std::collections::HashSet<_> = months.collect();
        assert_eq!(names.len(), 12);
    }
}
