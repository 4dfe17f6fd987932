//! What remains of a name when everything is taken away that a hurried reader does not see.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::domain::text::characters;

/// Two names with one skeleton look alike. Folds case, accents, look-alike letters of other
/// scripts (UTS 39), full-width and mathematical letters, digits and signs used as letters, and
/// drops spaces, punctuation and invisible characters. Not for showing: `Maria` → `rnarla`.
///
/// `i`, `l` and `1` are one letter here, since capital `I` and small `l` are one glyph in most
/// fonts; so `Ian` and `Lan` look alike too. It is a key for comparing with few names (the
/// moderators of a site), too coarse to tell all commenters apart. May be stored: bump a version
/// beside it whenever the tables of `unicode-security` change.
pub fn skeleton(name: &str) -> String {
    let folded = letters(&prototypes(&letters(&latin_capitals(name))));
    let letters: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    if !letters.is_empty() {
        return letters;
    }
    // Nothing but signs, such as ★★★ or an emoji: these are the name.
    folded.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a reader may take one name for the other, in whatever case either is written: the
/// Greek capital Ν passes for N, its small ν for v.
pub fn resembles(a: &str, b: &str) -> bool {
    skeleton(a) == skeleton(b) || skeleton(&a.to_lowercase()) == skeleton(&b.to_lowercase())
}

/// Compatibility letters made plain, and foreign capitals that are drawn like a Latin one made
/// Latin, before all are lowered: capital Η looks like H, small η does not look like h.
fn latin_capitals(name: &str) -> String {
    let swapped = |c: char| {
        let mut twin = [0; 4];
        let mut prototype = unicode_security::skeleton(c.encode_utf8(&mut twin)).fuse();
        match (c.is_uppercase(), prototype.next(), prototype.next()) {
            (true, Some(latin), None) if latin.is_ascii_alphanumeric() => latin,
            _ => c,
        }
    };
    name.nfkc().nfd().map(swapped).collect()
}

/// In lower case, without marks, look-alikes as Latin letters.
fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase).nfd() {
        match letter(c) {
            _ if is_combining_mark(c) || characters::is_invisible(c) => {}
            "" => out.push(c),
            latin => out.push_str(latin),
        }
    }
    out
}

fn prototypes(text: &str) -> String {
    unicode_security::skeleton(text).collect()
}

/// The Latin letter that `c` passes for in running text, where UTS 39 keeps them apart; empty
/// where it passes for none.
fn letter(c: char) -> &'static str {
    match c {
        '0' | 'σ' | 'ө' | 'θ' | 'ѳ' | '°' | '○' | '●' | '◯' | 'ᴏ' => "o",
        '1' | 'i' | '|' | '!' | '¡' | 'ι' | 'ɪ' | 'ı' | 'ſ' | 'ӏ' | '丨' | 'ʟ' | '£' => {
            "l"
        }
        '3' | '€' | 'ε' | 'ɛ' | 'є' | 'ᴇ' | 'з' | 'ɜ' | 'э' | 'ǝ' | 'ə' | 'ꞓ' => "e",
        '4' | '@' | 'α' | 'ɑ' | 'ᴀ' | 'λ' | 'ʌ' | 'д' => "a",
        '5' | '$' | '§' | 'ꜱ' => "s",
        '7' | 'τ' | 'т' | 'ᴛ' | '+' | '†' => "t",
        '8' | 'ß' | 'β' | 'в' | 'ʙ' | 'ь' | 'ƅ' => "b",
        '9' | 'ɢ' => "g",
        'н' | 'ʜ' | 'ɥ' => "h",
        'м' | 'ᴍ' | 'ʍ' | 'm' | '₥' => "rn",
        'w' | 'ѡ' | 'ω' | 'ᴡ' | 'ш' => "vv",
        'и' | 'η' | 'п' | 'ɴ' | 'ᴎ' => "n",
        'к' | 'κ' | 'ᴋ' | 'ĸ' => "k",
        'г' | 'ʀ' | 'я' | 'ᴙ' | 'ɾ' => "r",
        'ᴄ' | '¢' | '©' | 'ϲ' => "c",
        'ρ' | 'ᴘ' => "p",
        'υ' | 'μ' | 'ц' | 'ᴜ' => "u",
        'χ' | '×' => "x",
        'γ' | 'ʏ' | 'ч' => "y",
        'ν' | 'ᴠ' => "v",
        'ꜰ' => "f",
        'ᴅ' => "d",
        'ᴊ' => "j",
        'ᴢ' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_of_a_moderator_resemble_her() {
        for name in [
            "maria chen",
            "MARIA CHEN",
            "mArIa cHeN",
            "MariaChen",
            "Maria  Chen",
            "Maria.Chen",
            "Maria_Chen",
            "Maria-Chen",
            "Maria Chen.",
            "·Maria Chen·",
            "\"Maria Chen\"",
            "(Maria Chen)",
            "Maria\u{A0}Chen",
            "М\u{430}ria Chen",
            "Маrіа Сhеn",
            "Mаriа Chеn",
            "мaria chen",
            "Maria Сhen",
            "Маria Cнen",
            "Μaria Chen",
            "Mαria Chen",
            "Mariα Chεn",
            "Maria Chεη",
            "ΜΑRΙΑ CΗΕΝ",
            "Ｍａｒｉａ Ｃｈｅｎ",
            "𝐌𝐚𝐫𝐢𝐚 𝐂𝐡𝐞𝐧",
            "𝓜𝓪𝓻𝓲𝓪 𝓒𝓱𝓮𝓷",
            "Ⓜaria Chen",
            "ᴍᴀʀɪᴀ ᴄʜᴇɴ",
            "Ma\u{200B}ria Chen",
            "Maria\u{200D} Chen",
            "Maria\u{2060}Chen",
            "\u{FEFF}Maria Chen",
            "Maria\u{AD} Chen",
            "Maria Chen\u{202E}",
            "Maria\u{3164}Chen",
            "M\u{E0061}aria Chen",
            "María Chen",
            "Mária Chén",
            "Màrïã Çhëñ",
            "Maria Chen\u{336}",
            "Mari\u{307}a Chen",
            "Mạria Chen",
            "Mar1a Chen",
            "MarIa Chen",
            "Marla Chen",
            "Mar|a Chen",
            "Mar!a Chen",
            "M4ria Ch3n",
            "M@ria Chen",
            "rnaria Chen",
            "Maria ©hen",
            "Marıa Chen",
            "MARİA CHEN",
        ] {
            assert!(resembles(name, "Maria Chen"), "{name}: {}", skeleton(name));
        }
    }

    #[test]
    fn look_alikes_of_the_host_resemble_the_host() {
        for name in [
            "host",
            "HOST",
            "H0st",
            "h0ST",
            "Ho5t",
            "Hos7",
            "H o s t",
            "H.o.s.t",
            "Hоst",
            "Ноst",
            "Ηost",
            "Hοst",
            "Ｈｏｓｔ",
            "Hóst",
            "Hőst",
            "Høst",
            "ʜᴏsᴛ",
            "Hosт",
            "Hoѕt",
            "Ho\u{200B}st",
            "H\u{34F}ost",
            "Ⓗⓞⓢⓣ",
            "𝕳𝖔𝖘𝖙",
            "Ho$t",
            "*Host*",
            "★ Host ★",
            "Host!.",
            "нost",
            "Hσst",
            "Ӊost",
        ] {
            // The exclamation mark passes for a letter, so it is not mere punctuation.
            let expect = if name == "Host!." { "Hostl" } else { "Host" };
            assert!(resembles(name, expect), "{name}: {}", skeleton(name));
        }
    }

    #[test]
    fn other_people_do_not_resemble_her_and_other_scripts_fold_case() {
        for name in [
            "Mario Chen",
            "Maria Chan",
            "Maria",
            "Chen Maria",
            "Marian Chen",
            "Ana",
            "Maria Cohen",
            "李",
            "Мария",
            "Host",
            "",
            "★",
            "👩",
            "Maria Chen 2",
        ] {
            assert!(!resembles(name, "Maria Chen"), "{name}: {}", skeleton(name));
        }
        for (name, other_case) in [
            ("Глеб Юрьев", "ГЛЕБ ЮРЬЕВ"),
            ("Νίκος", "νίκος"),
            ("Λουκάς", "ΛΟΥΚΑΣ"),
        ] {
            assert!(resembles(name, other_case), "{name}");
        }
        assert!(!resembles("Анна", "Иван"));
        assert!(!resembles("Anna", "Ana"));
        assert!(!resembles("李", "王"));
        assert!(!resembles("★★★", "☆"));
        assert!(!resembles("👩", "👨"));
        assert!(resembles("★★★", "★ ★ ★"));
    }
}
