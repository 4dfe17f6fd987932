//! The committed schema is the code's, and says what everything is; what our pages ask fits it.
use crate::support::TestApp;
use async_graphql::{
    Positioned,
    parser::{parse_query, types::VariableDefinition},
};
use rejoinder::{graphql::schema, http::graphql::DOCUMENTS};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

#[test]
fn the_committed_schema_is_current() {
    let committed = std::fs::read_to_string("schema.graphql").unwrap();
    let printed = schema().sdl();
    assert_eq!(
        committed.trim_end(),
        printed.trim_end(),
        "run script/schema"
    );
}

/// Every definition, field, argument and enum value of the SDL stands below a description.
#[test]
fn everything_has_a_description() {
    let sdl = schema().sdl();
    let mut described = false;
    let mut in_text = false;
    let mut bare = Vec::new();
    for line in sdl.lines().map(str::trim) {
        if line.starts_with("\"\"\"") {
            let is_whole = line.len() > 3 && line.ends_with("\"\"\"");
            in_text = !in_text && !is_whole;
            described = true;
            continue;
        }
        let closes = line.starts_with('}') || line.starts_with(')');
        if in_text || line.is_empty() || closes {
            continue;
        }
        let is_root = ["schema", "query:", "mutation:", "subscription:"]
            .iter()
            .any(|word| line.starts_with(word));
        if !described && !is_root {
            bare.push(line.to_owned());
        }
        described = false;
    }
    assert_eq!(bare, Vec::<String>::new());
}

/// What our own pages ask by hash: whatever was added to a document, it still is not too much.
#[tokio::test]
async fn what_our_pages_ask_is_never_too_much() {
    let app = TestApp::new().await;
    let client = app.anonymous();
    let documents: HashMap<String, String> = serde_json::from_str(DOCUMENTS).unwrap();
    let mut asked = 0;
    for document in documents.values().filter(|text| text.starts_with("query")) {
        let variables = made_up(document);
        let answer = client.run(document, variables).await;
        let code = answer.json["errors"][0]["extensions"]["code"].as_str();
        let seen = ["NOT_FOUND", "UNAUTHENTICATED", "FORBIDDEN"];
        assert!(
            code.is_none_or(|code| seen.contains(&code)),
            "{document}: {}",
            answer.json
        );
        asked += 1;
    }
    assert!(asked > 20, "{asked}");
}

/// Something of its type for each variable that has to have a value.
fn made_up(document: &str) -> Value {
    let parsed = parse_query(document).unwrap();
    let (_, operation) = parsed.operations.iter().next().unwrap();
    let needed = operation.node.variable_definitions.iter();
    let needed = needed.filter(|one| !one.node.var_type.node.nullable);
    let value = |one: &Positioned<VariableDefinition>| {
        let value = match one.node.var_type.node.to_string().as_str() {
            "String!" => json!("x"),
            "ID!" => json!("comment_019b76db92607000948a31d3bb793429"),
            "Int!" => json!(20),
            "Boolean!" => json!(true),
            "[String!]!" | "[ID!]!" | "[LogAction!]!" => json!([]),
            "CommentOrder!" => json!("OLDEST"),
            "QueueKind!" => json!("PENDING"),
            "Role!" => json!("MODERATOR"),
            "MailKind!" => json!("SIGN_IN"),
            "DateTime!" => json!("2026-01-01T00:00:00Z"),
            "LogFilterInput!" | "QueueFilterInput!" | "DryRunInput!" => json!({}),
            other => panic!("say what a {other} is like"),
        };
        (one.node.name.node.to_string(), value)
    };
    needed.map(value).collect::<Map<_, _>>().into()
}
