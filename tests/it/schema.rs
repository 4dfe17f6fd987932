//! The committed schema is the code's, and says what everything is.
use rejoinder::graphql::schema;

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
        let is_root = ["schema", "query:", "mutation:"]
            .iter()
            .any(|word| line.starts_with(word));
        if !described && !is_root {
            bare.push(line.to_owned());
        }
        described = false;
    }
    assert_eq!(bare, Vec::<String>::new());
}
