//! The rules of the house, as tests: which layer may name which, how long a file may be, and that
//! each says what it is.
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A layer, and what else of the crate it may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("spans", &[]),
    ("outbound", &["spans"]),
    ("mailer", &["spans"]),
    ("metrics", &[]),
    ("storage", &["metrics", "model", "spans"]),
    (
        "domain",
        &[
            "storage", "metrics", "model", "outbound", "mailer", "spans", "app", "env",
        ],
    ),
    ("graphql", &["domain", "model", "app"]),
    (
        "http",
        &["graphql", "domain", "metrics", "model", "spans", "app"],
    ),
];

/// What the crate consists of besides its layers.
const OTHERS: &[&str] = &["app", "cli", "config", "env", "telemetry"];

#[test]
fn layers_point_one_way() {
    let mut wrong = Vec::new();
    for (layer, allowed) in LAYERS {
        for file in rust_files(&Path::new("src").join(layer)) {
            for named in named_modules(&fs::read_to_string(&file).unwrap()) {
                let known = OTHERS.contains(&named.as_str())
                    || LAYERS.iter().any(|(other, _)| *other == named);
                if known && named != *layer && !allowed.contains(&named.as_str()) {
                    wrong.push(format!("{} names {named}", file.display()));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Only storage knows tables; `model` hands on the ids and enums that they share.
#[test]
fn only_storage_and_model_name_tables() {
    let mut wrong = Vec::new();
    for layer in ["domain", "graphql", "http", "cli"] {
        for file in rust_files(&Path::new("src").join(layer)) {
            let text = fs::read_to_string(&file).unwrap();
            if text.starts_with("entity::")
                || text.contains("use entity::")
                || text.contains(" entity::")
            {
                wrong.push(file.display().to_string());
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_layer_test_sees_every_form_of_import() {
    let named = |text: &str| {
        named_modules(text)
            .into_iter()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(named("use crate::http::router;"), "http");
    assert_eq!(
        named("use crate::{\n    app::App,\n    domain::{Error, policy},\n};"),
        "app domain"
    );
    assert_eq!(named("let x = crate::storage::db::connect();"), "storage");
    assert_eq!(named("use crate::{env, model as m};"), "env model");
    assert_eq!(named("use super::model;"), "");
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for folder in ["src", "entity/src", "migration/src", "tests/it"] {
        for file in rust_files(Path::new(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            // Tables of cases may be as long as there are cases.
            let is_tests = file.to_string_lossy().ends_with("tests.rs");
            if !is_tests && text.lines().count() > 400 {
                wrong.push(format!("{} is longer than 400 lines", file.display()));
            }
            if !text.starts_with("//!") {
                wrong.push(format!("{} does not begin with //!", file.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The first words after each `crate::`, lists taken apart.
fn named_modules(text: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for rest in text.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => named.insert(word(rest)),
            Some(list) => {
                for item in top_level_items(list) {
                    named.insert(word(item.trim_start()));
                }
                true
            }
        };
    }
    named.remove("");
    named
}

/// The items of a list that its closing brace ends.
fn top_level_items(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut items) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(&list[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
