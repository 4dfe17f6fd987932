//! What a mail looks like on the wire, and what cannot get into its head.
use super::{Letter, Mailbox, Mailer, Settings, Way};
use chrono::{TimeZone, Utc};
use proptest::prelude::*;
use uuid::Uuid;

fn letter() -> Letter {
    Letter {
        id: Uuid::from_u128(7),
        written_at: Utc.with_ymd_and_hms(2026, 1, 1, 12, 30, 0).unwrap(),
        kind: "sign_in".to_owned(),
        sender: "The Harbour Lamp".to_owned(),
        recipient: "ana@example.org".to_owned(),
        language: "en".to_owned(),
        subject: "Sign in".to_owned(),
        text: "Hello".to_owned(),
        html: "<p>Hello</p>".to_owned(),
    }
}

fn wire(letter: &Letter, from: &str) -> String {
    let from: Mailbox = from.parse().unwrap();
    let message = letter.message(&from, "comments.example").unwrap();
    String::from_utf8(message.formatted()).unwrap()
}

/// The head's lines, folded ones joined.
fn head(wire: &str) -> Vec<String> {
    let (head, _) = wire.split_once("\r\n\r\n").unwrap();
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    unfolded.split("\r\n").map(str::to_owned).collect()
}

fn names(wire: &str) -> Vec<String> {
    let name = |line: &String| line.split(':').next().unwrap().to_owned();
    head(wire).iter().map(name).collect()
}

const NAMES: [&str; 9] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
];

#[test]
fn a_mail_says_who_when_and_that_a_machine_wrote_it() {
    let wire = wire(&letter(), "comments@comments.example");
    assert_eq!(
        head(&wire),
        [
            "From: \"The Harbour Lamp\" <comments@comments.example>",
            "To: ana@example.org",
            "Subject: Sign in",
            "Date: Thu, 01 Jan 2026 12:30:00 +0000",
            "Message-ID: <00000000-0000-0000-0000-000000000007@comments.example>",
            "Auto-Submitted: auto-generated",
            "Content-Language: en",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative; boundary=\"=_00000000000000000000000000000007\"",
        ]
    );
    assert_eq!(wire.matches("Hello").count(), 2);
}

#[test]
fn the_operators_name_stands_before_the_sites() {
    let wire = wire(&letter(), "Comments <comments@comments.example>");
    assert_eq!(head(&wire)[0], "From: Comments <comments@comments.example>");
}

#[test]
fn a_mail_that_leaves_twice_is_the_same_to_the_byte() {
    let from = "comments@comments.example";
    assert_eq!(wire(&letter(), from), wire(&letter(), from));
}

#[test]
fn nothing_gets_into_the_head_by_a_name_or_a_subject() {
    for evil in [
        "A\r\nBcc: eve@example.net",
        "A\nBcc: eve@example.net",
        "A\rBcc: eve@example.net",
        "A\u{2028}Bcc: eve@example.net",
        "A\0B",
        "A\u{85}Bcc: eve@example.net",
        "\u{202e}elpmaxe@eve\u{202c}",
        "\u{2067}A\u{2069}",
        "\" <eve@example.net>, \"",
        "=?utf-8?q?=0D=0ABcc:_eve@example.net?=",
        "Ünïcode \r\n Bcc: eve@example.net",
        &"long ".repeat(400),
        &"長".repeat(400),
    ] {
        let letter = Letter {
            sender: evil.to_owned(),
            subject: evil.to_owned(),
            language: evil.to_owned(),
            ..letter()
        };
        let wire = wire(&letter, "comments@comments.example");
        assert_eq!(names(&wire), NAMES, "{evil:?}");
        assert!(wire.is_ascii(), "{evil:?}");
        let lines = wire.split("\r\n");
        assert!(lines.clone().all(|line| line.len() <= 998), "{evil:?}");
        assert!(!wire.replace("\r\n", "").contains(['\r', '\n']), "{evil:?}");
        let from = head(&wire)[0].clone();
        assert!(from.ends_with("<comments@comments.example>"), "{from}");
        // An encoded word holds no line break and no mark that turns the direction.
        for line in head(&wire) {
            let decoded = decode(&line);
            assert!(
                !decoded.contains(['\r', '\n', '\u{202e}', '\u{2067}']),
                "{decoded}"
            );
        }
    }
}

/// Base64 words of a line, decoded.
fn decode(line: &str) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let words = line.split("=?utf-8?b?").skip(1);
    words
        .map(|word| {
            let bytes = STANDARD.decode(word.split("?=").next().unwrap()).unwrap();
            String::from_utf8(bytes).unwrap()
        })
        .collect()
}

proptest! {
    #[test]
    fn no_text_at_all_adds_a_header(text in "\\PC*|[\\r\\n\\t :<>\"@a-z=?]*") {
        let letter = Letter { sender: text.clone(), subject: text, ..letter() };
        let wire = wire(&letter, "comments@comments.example");
        prop_assert_eq!(names(&wire), NAMES);
    }
}

#[tokio::test]
async fn a_mail_becomes_one_file_that_only_its_owner_may_read() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        from: "comments@comments.example".parse().unwrap(),
        way: Way::Folder(folder.path().join("mails")),
    };
    let mailer = Mailer::new(settings, "comments.example").unwrap();
    mailer.send(&letter()).await.unwrap();
    mailer.send(&letter()).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(folder.path().join("mails"))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let [file] = files.as_slice() else {
        panic!("{files:?}");
    };
    assert_eq!(
        file.file_name(),
        "20260101T123000Z-sign_in-00000000000000000000000000000007.eml"
    );
    let text = std::fs::read_to_string(file.path()).unwrap();
    assert_eq!(text, wire(&letter(), "comments@comments.example"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
