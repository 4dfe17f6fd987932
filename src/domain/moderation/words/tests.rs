//! Which patterns match which texts, and how long it may take.

use proptest::prelude::*;

use super::*;
use crate::domain::{busy, text::markdown::shown};

fn list(patterns: &[&str]) -> WordList {
    let patterns: Vec<String> = patterns.iter().map(|&p| p.to_owned()).collect();
    WordList::compile(&patterns).unwrap()
}

/// The marked pieces of the text.
fn marked<'t>(patterns: &[&str], text: &'t str) -> Vec<&'t str> {
    let list = list(patterns);
    let found = list.find(&Folded::of(text));
    found.into_iter().map(|m| &text[m.range]).collect()
}

/// `hits` have what must be marked in brackets; `misses` must be left alone.
fn check(pattern: &str, hits: &[&str], misses: &[&str]) {
    for hit in hits {
        let text = hit.replace(['[', ']'], "");
        let (_, rest) = hit.split_once('[').unwrap();
        let (expect, _) = rest.split_once(']').unwrap();
        assert_eq!(marked(&[pattern], &text), [expect], "{pattern} in {hit}");
    }
    for text in misses {
        let found = marked(&[pattern], text);
        assert_eq!(found, Vec::<&str>::new(), "{pattern} in {text}");
    }
}

#[test]
fn words_match_whole_and_in_any_case() {
    check(
        "ass",
        &[
            "you [ass]!",
            "[ASS]",
            "[ass]-hat",
            "an [ass]'s ears",
            "my_[ass]_is",
        ],
        &[
            "assassin", "class", "classic", "pass", "assess", "Assam", "as s", "as", "asss",
            "a.s.s",
        ],
    );
    check(
        "cunt",
        &["[Cunt]."],
        &["Scunthorpe", "s c u n t h o r p e", "cunts"],
    );
    check("4chan", &["on [4chan] today"], &["achan", "chan 4"]);
    check("1488", &["#[1488]"], &["14 88", "1,488", "i488", "21488"]);
    check("lol", &["[lol]"], &["101", "10l0", "lo l"]);
}

#[test]
fn stars_stand_for_letters_within_a_word() {
    check(
        "casino*",
        &[
            "all [casinos] here",
            "[casino]",
            "[casino]-royale",
            "[Casino2000]!",
        ],
        &["mycasino", "cas ino", "casin"],
    );
    check(
        "*coin",
        &["buy [bitcoin] now", "[coin]"],
        &["coins", "bit-coins"],
    );
    check("*pharm*", &["[epharmacy]", "[pharm]"], &["far m"]);
    check(
        "f*ck",
        &[
            "[fuck]",
            "[FUUUCK] off",
            "[f*ck]",
            "f**k, [f***ck]",
            "[fck]",
            "[firetruck] too",
            "[f u c k]",
        ],
        &["f it, ck", "fuckup", "half-cock"],
    );
    check(
        "b*t*h",
        &["[bitch]", "[bth]", "[batch]"],
        &["bit h", "bhtt", "but, oh"],
    );
    check("*an*an*", &["[banana]"], &["an an", "ana"]);
    check("**vi***agra**", &["[xviabcagray]"], &["vi agra"]);
}

#[test]
fn phrases_match_over_what_stands_between_their_words() {
    check(
        "buy now",
        &[
            "[Buy NOW]!",
            "[buy,\n\n  now]",
            "[buy_now]",
            "[buy \u{200B}now]",
        ],
        &[
            "buynow",
            "buy it now",
            "buys now",
            "buy nowadays",
            "now buy",
        ],
    );
    check(
        "  *cheap  pill*  ",
        &["[dirtcheap pills]"],
        &["cheap red pills"],
    );
    check(
        "buy * pills",
        &["[buy red pills]", "[buy v1@gra pills]"],
        &["buy pills", "buy the red pills"],
    );
    check("* don't *", &["[Don’t]."], &["dont"]);
    check(
        "che*p pi*s",
        &["[cheap pills]", "[chep pis]"],
        &["cheap red pills", "che p pills"],
    );
}

#[test]
fn accents_styles_and_what_nobody_sees_make_no_difference() {
    check(
        "viagra",
        &[
            "[Viägrà]",
            "[via\u{336}gra]",
            "[via\u{200B}g\u{AD}ra]\u{2060}",
            "[ｖｉａｇｒａ]",
            "[𝓥𝓲𝓪𝓰𝓻𝓪]™",
            "[ⓥⓘⓐⓖⓡⓐ]",
            "[🅥🅸🅐🅶🅡🅐]",
            "[ᴠɪᴀɢʀᴀ]",
            "[viagra]²",
            "👍[viagra]👍",
        ],
        &["via gra", "niagra"],
    );
    check(
        "Mist\u{AD}stück",
        &["[MISTSTUCK]", "[miststu\u{308}ck]"],
        &["Miststuecke"],
    );
    check(
        "scheiße",
        &["[SCHEISSE]", "[Scheiße]", "[SCHEIẞE]"],
        &["scheise"],
    );
    check("STRASSE", &["[straße]"], &[]);
    check("sıkıntı", &["[SIKINTI]", "[sikinti]"], &[]);
    check("istanbul", &["[İSTANBUL]", "[ISTANBUL]"], &[]);
    check("smørrebrød", &["[SMORREBROD]"], &[]);
    check("œuf", &["[OEUF]"], &[]);
    check("ﬁsh", &["[fish]"], &[]);
    check("ngọc", &["[NGOC]"], &[]);
}

#[test]
fn scripts_keep_their_own_ways() {
    check("λογος", &["[ΛΌΓΟΣ]", "[λόγοσ]"], &["λόγοι"]);
    check("дурак", &["[ДУРАК]!"], &["дураки"]);
    check("ёлка", &["[елка]"], &[]);
    check("мой", &["[Мой]", "[мои\u{306}]"], &["мои"]);
    // Arabic: vowels, hamzas, the stretching line and Persian characters; particles stick.
    check("كلب", &["[كَلْبٌ]", "[كـــلب]", "[کلب]"], &["الكلب"]);
    check("*كلب", &["[الكلب]"], &[]);
    check("أحمق", &["[احمق]"], &[]);
    check("שלום", &["[שָׁלוֹם]!"], &["השלום"]);
    // No spaces between words: anywhere.
    check("赌博", &["网上[赌博]网站", "[赌 博]"], &["赌和博"]);
    check("賭*", &["去[賭]場吧"], &[]);
    check("ばか", &["この[ばか]もの"], &["ばが", "はか"]);
    check("バカ", &["[ﾊﾞｶ]", "それは[バカ]です"], &["ハカ"]);
    check(
        "casino",
        &["オンライン[casino]で"],
        &["オンラインcasinosで"],
    );
    check("online賭博", &["an [online賭博]場"], &["nonline賭博"]);
    check("พนัน", &["เว็บ[พนัน]ออนไลน์"], &[]);
    // Korean has spaces, and particles on its words.
    check("도박", &["온라인 [도박]!"], &["도박은"]);
    check("도박*", &["[도박은]"], &["도배"]);
    check("मूर्ख", &["तुम [मूर्ख] हो"], &["मूर्खता", "मरख"]);
}

#[test]
fn look_alike_letters_and_digits_are_seen_through() {
    check(
        "viagra",
        &[
            "[v1agra]",
            "[v!@gr4]",
            "[VlAGRA]",
            "[V|AGRA]",
            "[vi\u{430}gr\u{430}]",
            "[νιαgrα]",
        ],
        &["v1 agra", "v2agra"],
    );
    check(
        "porn",
        &["[p0rn]", "[P0RN]!", "[pоrn]", "[рorn]", "[por\u{578}]"],
        &["popcorn", "pom", "p0m"],
    );
    check(
        "ass",
        &["[a$$]", "[4ss]", "[@ss]", "[a55]"],
        &["$$$", "455"],
    );
    check("kill", &["[k1ll]", "[ki11]", "[kiII]"], &["skill", "kil"]);
    check("shit", &["[sh!t]", "[5h1t]"], &["sh! t", "shi!"]);
    check("cock", &["you [СОСК]"], &["СОСК и всё", "сосок"]);
    check("sex", &["free [ѕех] here"], &[]);
    // Latin letters in words of other scripts.
    check("сука", &["[cука]", "[cyкa]", "[СУKA]"], &["сук"]);
    check("порно", &["[п0рно]", "[пopнo]"], &["nopo"]);
    check("πόρνο", &["[πoρνo]", "[π0ρνο]"], &[]);
}

/// Words that only look like another one to whoever folds too much.
#[test]
fn ordinary_words_stay_what_they_are() {
    for (pattern, text) in [
        ("bot", "Вот и всё"),
        ("bot", "Вот!"),
        ("pot", "Рот"),
        ("cop", "это сор, а не сыр"),
        ("het", "НЕТ"),
        ("loo", "100 people"),
        ("bs", "B5"),
        ("es", "E5 was better"),
        ("ail", "All of you"),
        ("lll", "Henry III"),
        ("ill", "I'll"),
        ("hell", "he'll"),
        ("clit", "c-lit"),
        ("lan", "Ian"),
        ("kiii", "kill"),
        ("modem", "modern"),
        ("va", "να"),
        ("anal", "analysis, banal, canal"),
        ("sos", "$5, 505 and $0$"),
        ("tit", "title, Titan, 717"),
        ("cum", "document, cucumber, circumstances"),
    ] {
        assert_eq!(
            marked(&[pattern], text),
            Vec::<&str>::new(),
            "{pattern} in {text}"
        );
    }
}

#[test]
fn letters_one_by_one_make_a_word() {
    check(
        "viagra",
        &[
            "[v i a g r a]",
            "buy [V.I.A.G.R.A] now",
            "I want a [v-i-a-g-r-a]",
            "[v  i  a  g  r  a] I need",
            "[v 1 a g r а]",
            "[v\u{2800}i\u{2800}a\u{2800}g\u{2800}r\u{2800}a]",
        ],
        &["v i a", "v i a g r", "v....i....a....g....r....a"],
    );
    check("*coin", &["[b i t c o i n]"], &[]);
    check("ass", &[], &["a s s", "U.S.A., A.S.S.N."]);
    check("a b c d", &["[a b c d]"], &["abcd"]);
}

#[test]
fn markup_hides_nothing() {
    let list = list(&["viagra", "casino"]);
    for markdown in [
        "vi**ag**ra",
        "vi<!-- -->[agra](https://a.example)"
            .replace("<!-- -->", "")
            .as_str(),
        "v&#105;agra",
        "> - `viagra`",
        "via&shy;gra",
        "![viagra](https://a.example/x.png)",
    ] {
        let shown = shown(markdown);
        let found = list.find(&Folded::of(&shown.text));
        assert_eq!(found.len(), 1, "{markdown}");
        assert_eq!(found[0].pattern, "viagra");
    }
    let link = shown("[here](https://best-casino.example/)");
    assert_eq!(list.find(&Folded::of(&link.text)), []);
    assert_eq!(list.find(&Folded::of(&link.links[0].href)).len(), 1);
}

#[test]
fn all_places_are_told_in_order_and_not_too_many() {
    let list = list(&["red", "red car", "RED", "c*r"]);
    let text = "red car, red";
    let found: Vec<_> = list
        .find(&Folded::of(text))
        .into_iter()
        .map(|m| (m.pattern, m.range))
        .collect();
    assert_eq!(
        found,
        [
            ("red car", 0..7),
            ("red", 0..3),
            ("c*r", 4..7),
            ("red", 9..12)
        ]
    );
    let many = "red ".repeat(100);
    assert_eq!(list.find(&Folded::of(&many)).len(), MAX_PLACES);
    assert_eq!(WordList::compile(&[]).unwrap().find(&Folded::of(text)), []);
}

#[test]
fn faults_name_the_line_and_what_to_do() {
    let long = "a".repeat(101);
    let swelling = "ﷺ".repeat(100);
    for (pattern, expect) in [
        (
            "*",
            "Line 2: write at least 2 letters or digits besides *, or remove the line.",
        ),
        (
            "",
            "Line 2: write at least 2 letters or digits besides *, or remove the line.",
        ),
        (
            "a*",
            "Line 2: write at least 2 letters or digits besides *, or remove the line.",
        ),
        (
            "* * *",
            "Line 2: write at least 2 letters or digits besides *, or remove the line.",
        ),
        (
            "👍👍!?",
            "Line 2: write at least 2 letters or digits besides *, or remove the line.",
        ),
        (
            "\u{301}\u{302}\u{200B}a",
            "Line 2: write at least 2 letters or digits besides *, or remove the line.",
        ),
        (
            &long,
            "Line 2: shorten it, a pattern may have at most 100 characters.",
        ),
        (
            &swelling,
            "Line 2: shorten it, a pattern may have at most 100 characters.",
        ),
        (
            "a*b*c*d*e",
            "Line 2: use at most 3 * between other characters.",
        ),
    ] {
        let faults = WordList::compile(&["fine".to_owned(), pattern.to_owned()]).unwrap_err();
        assert_eq!(faults.len(), 1, "{pattern}");
        assert_eq!(faults[0].sentence(), expect, "{pattern}");
    }
    for fine in ["ab", "a1", "*a*b*c*d*", "賭", "12", &"a".repeat(100)] {
        assert!(WordList::compile(&[fine.to_owned()]).is_ok(), "{fine}");
    }
    let faults = WordList::compile(&["*".into(), "ok".into(), "?".into()]).unwrap_err();
    assert_eq!(faults.iter().map(|f| f.line).collect::<Vec<_>>(), [1, 3]);
    let full: Vec<String> = (0..=MAX_PATTERNS).map(|n| format!("word{n}")).collect();
    assert!(WordList::compile(&full[..MAX_PATTERNS]).is_ok());
    let faults = WordList::compile(&full).unwrap_err();
    assert!(faults[0].sentence().contains("at most 1000 lines"));
}

#[test]
fn what_a_part_needs_is_remembered_while_the_part_goes_on() {
    // Each second part has begun before the first is seen again, within it.
    check("*ab *b", &["[aab bab] xx"], &["aab xx bab"]);
    check("*a *b a a", &["[xa cb a a]"], &["xa cb a", "xa c a a"]);
}

/// What a pattern without guesses must do, said in the slowest way.
fn plainly(pattern: &str, text: &str) -> bool {
    fn fits(pattern: &[u8], word: &[u8]) -> bool {
        match pattern.split_first() {
            None => word.is_empty(),
            Some((b'*', rest)) => (0..=word.len()).any(|skip| fits(rest, &word[skip..])),
            Some((c, rest)) => word.first() == Some(c) && fits(rest, &word[1..]),
        }
    }
    let is_star = |word: &&str| word.bytes().all(|b| b == b'*');
    let pattern: Vec<&str> = pattern.split_whitespace().skip_while(is_star).collect();
    let last = pattern.iter().rposition(|word| !is_star(word)).unwrap();
    let pattern = &pattern[..=last];
    let words: Vec<&str> = text.split([' ', '.']).filter(|w| !w.is_empty()).collect();
    words.windows(pattern.len()).any(|words| {
        let mut pairs = pattern.iter().zip(words);
        pairs.all(|(pattern, word)| fits(pattern.as_bytes(), word.as_bytes()))
    })
}

proptest! {
    #[test]
    fn the_automaton_finds_what_a_plain_search_finds(
        pattern in "[ab*]{1,3}[ab]{2}[ab* ]{0,4}",
        text in "(a|b|ab|ba|aab|bba| |\\.){0,12}xx",
    ) {
        if let Ok(list) = WordList::compile(std::slice::from_ref(&pattern)) {
            let found = !list.find(&Folded::of(&text)).is_empty();
            prop_assert_eq!(found, plainly(&pattern, &text));
        }
    }

    #[test]
    fn any_text_and_pattern_give_places_within_the_text(
        pattern in "\\PC{2,12}|[a1*\u{301} 赌ß]{2,8}",
        text in "\\PC{0,40}|[a1*@$!lI\u{301} 赌ßаﷺ\u{200B}\n]{0,60}",
    ) {
        if let Ok(list) = WordList::compile(&[pattern]) {
            for found in list.find(&Folded::of(&text)) {
                prop_assert!(!found.range.is_empty());
                prop_assert!(text.get(found.range).is_some());
            }
        }
    }
}

/// Of a thousand patterns each, made to fit the texts of [`hostile_texts`] badly.
fn hostile_lists() -> Vec<(&'static str, Vec<String>)> {
    let thousand = |make: &dyn Fn(usize) -> String| (0..1_000).map(make).collect();
    let bits = |n: usize| -> String {
        (0..10)
            .map(|bit| if n >> bit & 1 == 0 { 'a' } else { 'b' })
            .collect()
    };
    vec![
        (
            "rows",
            thousand(&|n| format!("*{}*", "a".repeat(2 + n % 96))),
        ),
        (
            "whole rows",
            thousand(&|n| format!("{}{}", "a".repeat(2 + n % 88), bits(n))),
        ),
        (
            "late ends",
            thousand(&|n| format!("*{}{}*", "a".repeat(88), bits(n))),
        ),
        ("shared parts", thousand(&|n| format!("*aa*a*{}*", bits(n)))),
        ("three stars", thousand(&|n| format!("a*a*a*a{}", bits(n)))),
        ("phrases", thousand(&|n| format!("{}b{n}", "a ".repeat(40)))),
        ("gaps", thousand(&|n| format!("a * a * a{}", n % 7))),
        ("many beginnings", thousand(&|n| format!("*{}*a*", bits(n)))),
        (
            "digits",
            thousand(&|n| format!("*a{}*", bits(n).replace('b', "4"))),
        ),
    ]
}

fn hostile_texts(bytes: usize) -> Vec<(&'static str, String)> {
    let units = [
        "a",
        "a ",
        "aa ",
        "a4",
        "@",
        "a@",
        "a@ ",
        "ab",
        "I",
        "aI",
        "l",
        "Al",
        "а",
        "aа",
        "ф",
        "aф ",
        "ﷺ",
        "\u{301}",
        "e\u{301}",
        "\u{200B}",
        "a\u{200B}",
        "赌",
        "赌 ",
        "赌a",
        "*",
        "a*",
        ".",
        "\n",
        "🅰",
        "1",
        "aabababbab",
    ];
    units
        .map(|unit| (unit, unit.repeat(bytes / unit.len())))
        .into()
}

/// The quickest of a few runs.
fn seconds(runs: usize, work: impl Fn()) -> f64 {
    let time = || {
        let start = busy::seconds();
        work();
        busy::seconds() - start
    };
    (0..runs).map(|_| time()).fold(f64::INFINITY, f64::min)
}

/// Linear work takes 4 times as long for 4 times the text, quadratic work 16 times.
#[test]
fn hostile_patterns_in_hostile_texts_take_time_by_length_only() {
    let mut slow = Vec::new();
    for (name, patterns) in hostile_lists() {
        let list = WordList::compile(&patterns).unwrap();
        let look = |text: &str| {
            std::hint::black_box(list.find(&Folded::of(text)));
        };
        for ((unit, short), (_, long)) in hostile_texts(2_500).iter().zip(&hostile_texts(10_000)) {
            let is_fine = |brief: f64, full: f64| full <= 0.02 || full <= 12.0 * brief;
            let (mut brief, mut full) = (seconds(1, || look(short)), seconds(1, || look(long)));
            for _ in 0..5 {
                if is_fine(brief, full) {
                    break;
                }
                (brief, full) = (
                    seconds(3, || look(short)),
                    full.min(seconds(2, || look(long))),
                );
            }
            if !is_fine(brief, full) {
                slow.push(format!(
                    "{name} in {unit:?}: {brief:.4} s, then {full:.4} s"
                ));
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
