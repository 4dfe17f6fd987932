//! Hostile documents, and the honest ones that must pass.
use super::*;
use async_graphql::{Value, parser::types::OperationType};
use std::fmt::Write as _;

const SDL: &str = "
    type Query { page(first: Int, tags: [Tag!]): Query name: String }
    type Mutation { signIn(name: String!): Boolean signUp: Boolean post: Boolean }
    enum Tag { A B }
";

fn gate() -> Gate {
    Gate::new(|| SDL.to_owned(), CREDENTIAL_MUTATIONS)
}

fn admit(source: &str) -> Result<OperationType, Refusal> {
    gate().admit(&mut Request::new(source))
}

#[track_caller]
fn assert_refused(source: &str, code: &str) {
    let excerpt: String = source.chars().take(60).collect();
    let refusal = admit(source).expect_err(&excerpt);
    assert_eq!(refusal.code, code, "{excerpt}: {}", refusal.message);
}

/// What tools send, `levels` of `ofType` deep. All but `__schema` stands in fragments.
pub(crate) fn full_introspection(levels: usize) -> String {
    let mut reference = "kind name".to_owned();
    for _ in 0..levels {
        reference = format!("kind name ofType {{ {reference} }}");
    }
    format!(
        "query Full {{
            __schema {{
                description
                queryType {{ name kind }} mutationType {{ name kind }} subscriptionType {{ name kind }}
                types {{ ...OneType }}
                directives {{ name description isRepeatable locations args {{ ...Input }} }}
            }}
        }}
        fragment OneType on __Type {{
            kind name description specifiedByURL isOneOf
            fields(includeDeprecated: true) {{
                name description isDeprecated deprecationReason
                args(includeDeprecated: true) {{ ...Input }}
                type {{ ...Reference }}
            }}
            inputFields(includeDeprecated: true) {{ ...Input }}
            interfaces {{ ...Reference }}
            enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }}
            possibleTypes {{ ...Reference }}
        }}
        fragment Input on __InputValue {{
            name description defaultValue isDeprecated deprecationReason type {{ ...Reference }}
        }}
        fragment Reference on __Type {{ {reference} }}"
    )
}

/// `count` fragments, each spreading the next one twice.
fn doubling_fragments(count: usize) -> String {
    let mut source = "{ ...F0 }".to_owned();
    for index in 0..count {
        let next = index + 1;
        write!(
            source,
            " fragment F{index} on Query {{ ...F{next} ...F{next} }}"
        )
        .unwrap();
    }
    write!(source, " fragment F{count} on Query {{ name }}").unwrap();
    source
}

#[test]
fn a_query_passes_and_leaves_its_document_in_the_request() {
    let mut request = Request::new("query($n: Int = 3) { page(first: $n) { name } }");
    let kind = gate().admit(&mut request);
    assert_eq!(kind, Ok(OperationType::Query));
    request.query = "not parsed again".to_owned();
    assert!(request.parsed_query().is_ok());
}

#[test]
fn the_introspection_query_of_tools_passes() {
    assert_eq!(admit(&full_introspection(9)), Ok(OperationType::Query));
    assert_eq!(
        admit("{ __type(name: \"Query\") { fields { type { fields { name } } } } }"),
        Ok(OperationType::Query)
    );
}

#[test]
fn introspection_that_loops_is_refused() {
    let mut looped = "name".to_owned();
    for _ in 0..3 {
        looped = format!("fields {{ type {{ {looped} }} }}");
    }
    assert_refused(
        &format!("{{ __schema {{ types {{ {looped} }} }} }}"),
        "TOO_COMPLEX",
    );
    assert_refused(
        &format!("{{ __type(name: \"Query\") {{ {looped} }} }}"),
        "TOO_COMPLEX",
    );
    for inner in [
        "possibleTypes { name }",
        "interfaces { name }",
        "inputFields { name }",
    ] {
        let source = format!("{{ __schema {{ types {{ fields {{ type {{ {inner} }} }} }} }} }}");
        assert_refused(&source, "TOO_COMPLEX");
    }
}

#[test]
fn introspection_that_loops_through_fragments_is_refused() {
    assert_refused(
        "{ __schema { types { ...A } } }
         fragment A on __Type { fields { type { ...B } } }
         fragment B on __Type { ... on __Type { possibleTypes { name } } }",
        "TOO_COMPLEX",
    );
}

#[test]
fn introspection_that_widens_is_refused() {
    assert_refused(
        "{ a: __schema { types { name } } b: __schema { types { name } } }",
        "TOO_COMPLEX",
    );
    assert_refused(
        "{ __schema { types { a: fields { name } b: fields { name } } } }",
        "TOO_COMPLEX",
    );
    let wide = format!(
        "{{ __schema {{ types {{ fields {{ args {{ {} }} }} }} }} }}",
        "name ".repeat(200)
    );
    assert_refused(&wide, "TOO_COMPLEX");
}

#[test]
fn two_full_introspections_in_one_request_are_refused() {
    let twice =
        full_introspection(9).replace("types { ...OneType }", "types { ...OneType ...OneType }");
    assert_refused(&twice, "TOO_COMPLEX");
}

#[test]
fn fragments_that_double_are_refused_at_once() {
    assert_refused(&doubling_fragments(19), "TOO_COMPLEX");
    assert_refused(&doubling_fragments(25), "TOO_COMPLEX");
    assert_eq!(admit(&doubling_fragments(8)), Ok(OperationType::Query));
}

#[test]
fn fragments_that_spread_themselves_are_refused() {
    assert_refused(
        "{ ...F } fragment F on Query { name ...F }",
        "VALIDATION_FAILED",
    );
    assert_refused(
        "{ name } fragment F on Query { ...G ...G } fragment G on Query { ...F ...F }",
        "VALIDATION_FAILED",
    );
}

#[test]
fn a_chain_of_fragments_counts_as_nesting() {
    let mut source = "{ ...F0 }".to_owned();
    for index in 0..35 {
        write!(
            source,
            " fragment F{index} on Query {{ ...F{} }}",
            index + 1
        )
        .unwrap();
    }
    assert_refused(&source, "TOO_COMPLEX");
}

#[test]
fn the_free_field_is_not_free_without_end() {
    let typenames = |count: usize| {
        format!(
            "{{ page {{ ...F }} }} fragment F on Query {{ {} }}",
            "__typename ".repeat(count)
        )
    };
    assert_eq!(admit(&typenames(MAX_TYPENAMES)), Ok(OperationType::Query));
    assert_refused(&typenames(MAX_TYPENAMES + 1), "TOO_COMPLEX");
}

#[test]
fn one_operation_on_credentials_passes() {
    assert_eq!(
        admit("mutation { signIn(name: \"a\") post }"),
        Ok(OperationType::Mutation)
    );
}

#[test]
fn two_operations_on_credentials_are_refused_however_they_are_written() {
    for source in [
        "mutation { signIn(name: \"a\") b: signIn(name: \"b\") }",
        "mutation { signIn(name: \"a\") signUp }",
        "mutation { signUp signUp }",
        "mutation { ...F ... on Mutation { signUp } } fragment F on Mutation { signUp }",
        "mutation { ...F ...F } fragment F on Mutation { signUp }",
    ] {
        assert_refused(source, "TOO_COMPLEX");
    }
}

#[test]
fn ten_mutations_pass_and_eleven_do_not() {
    let posts = |count: usize| {
        let fields = (0..count).fold(String::new(), |fields, index| {
            fields + &format!("p{index}: post ")
        });
        format!("mutation {{ ...F }} fragment F on Mutation {{ {fields} }}")
    };
    assert_eq!(
        admit(&posts(MAX_ROOT_MUTATIONS)),
        Ok(OperationType::Mutation)
    );
    assert_refused(&posts(MAX_ROOT_MUTATIONS + 1), "TOO_COMPLEX");
}

#[test]
fn the_named_operation_decides_what_runs() {
    let gate = gate();
    let named =
        |name: &str| Request::new("query A { name } mutation B { post }").operation_name(name);
    assert_eq!(gate.admit(&mut named("A")), Ok(OperationType::Query));
    assert_eq!(gate.admit(&mut named("B")), Ok(OperationType::Mutation));
    assert_eq!(gate.admit(&mut named("C")).unwrap_err().code, "BAD_REQUEST");
    assert_refused("query A { name } mutation B { post }", "BAD_REQUEST");
    assert_eq!(
        gate.admit(&mut Request::new("{ name }").operation_name("A"))
            .unwrap_err()
            .code,
        "BAD_REQUEST"
    );
}

#[test]
fn a_required_variable_must_have_a_value() {
    let gate = gate();
    let source = "query($n: Int!) { page(first: $n) { name } }";
    let with = |value: Value| {
        let variables = Variables::from_value(async_graphql::value!({ "n": value }));
        gate.admit(&mut Request::new(source).variables(variables))
    };
    assert_refused(source, "VALIDATION_FAILED");
    assert_eq!(with(Value::Null).unwrap_err().code, "VALIDATION_FAILED");
    assert_eq!(with(Value::from(3)), Ok(OperationType::Query));
    assert_eq!(
        admit("query($n: Int! = 3) { page(first: $n) { name } }"),
        Ok(OperationType::Query)
    );
}

#[test]
fn a_list_of_an_unknown_type_takes_no_default_value() {
    assert_refused(
        "query($t: [Nope] = [A]) { page(tags: $t) { name } }",
        "VALIDATION_FAILED",
    );
    assert_refused(
        "query($t: [[Float!]!] = [[1]]) { name }",
        "VALIDATION_FAILED",
    );
    assert_eq!(
        admit("query($t: [Tag!] = [A]) { page(tags: $t) { name } }"),
        Ok(OperationType::Query)
    );
    assert_eq!(
        admit("query($t: [Int] = [1]) { name }"),
        Ok(OperationType::Query)
    );
}

#[test]
fn syntax_errors_say_where_in_one_short_line() {
    let refusal = admit(&format!("{{ name }}\n  }} # {}", "x".repeat(50_000))).unwrap_err();
    assert_eq!(refusal.code, "PARSE_FAILED");
    assert_eq!(
        refusal.message,
        "Syntax error at line 2, column 3: unexpected \"}\""
    );
    assert_eq!(refusal.at, Some(Pos { line: 2, column: 3 }));
    assert_eq!(
        admit("{ name").unwrap_err().message,
        "Syntax error at line 1, column 7: unexpected the end"
    );
    assert_eq!(admit("").unwrap_err().code, "PARSE_FAILED");
}
