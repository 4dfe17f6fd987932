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
            in_text = !in_text && !(line.len() > 3 && line.ends_with("\"\"\""));
            described = true;
            continue;
        }
        if in_text || line.is_empty() || ["}", ")"].iter().any(|end| line.starts_with(end)) {
            continue;
        }
        if !described
            && !line.starts_with("schema")
            && !line.starts_with("query:")
            && !line.starts_with("mutation:")
        {
            bare.push(line.to_owned());
        }
        described = false;
    }
    assert_eq!(bare, Vec::<String>::new());
}
