//! What a document may ask for, decided before any of it runs.
//!
//! [`Gate::admit`] is the only way in, at once or in its two parts: it scans, parses and measures, and
//! leaves the parsed document in the request. The schema's own limits, given by the constants here, act
//! after it.
mod document;
mod introspection;
#[cfg(test)]
pub(crate) mod tests;

use super::scan::scan;
use async_graphql::{
    Pos, Request, ServerError, Variables,
    parser::{
        Error as ParseError, parse_query, parse_schema,
        types::{
            BaseType, DocumentOperations, ExecutableDocument, OperationDefinition, OperationType,
            Type, TypeSystemDefinition,
        },
    },
};
use document::Measured;
use std::{collections::HashSet, sync::LazyLock};

/// For the schema's `limit_depth`. A page with five levels of replies, through edges, and what the
/// viewer can do with each is 22 deep; the full introspection query 15.
pub const DEPTH: usize = 22;
/// For the schema's `limit_complexity`, in points of about 40 bytes of answer. A field counts one; let
/// rendered text count five, and a connection its items. A page of 50 comments with all that a page
/// draws of one, 28 points, and three such replies each is 7,800.
pub const COMPLEXITY: usize = 9_000;
/// For the schema's `limit_directives`: on one field.
pub const DIRECTIVES: usize = 4;
/// How deep selections nest once fragments are written out. For the schema's `limit_recursive_depth`.
pub const RECURSIVE_DEPTH: usize = 32;
/// Selections of a document once every fragment is written out where it is spread.
pub const MAX_SELECTIONS: usize = 2_000;
/// How many of those may be `__typename`, which the schema's complexity counts as nothing.
pub const MAX_TYPENAMES: usize = 100;
/// Writes of one request.
pub const MAX_ROOT_MUTATIONS: usize = 10;
/// Mutations that try a secret: at most one a request, so that a limiter that counts requests counts
/// tries.
pub const CREDENTIAL_MUTATIONS: &[&str] = &[
    "signIn",
    "signUp",
    "refreshSession",
    "signInWithSiteToken",
    "beginLink",
    "confirmSignUp",
    "requestSignInMail",
    "signInWithMail",
    "requestPasswordReset",
    "resetPassword",
    "changePassword",
    "changeEmail",
    "requestVerification",
    "inviteMember",
    "confirmEmail",
    "confirmEmailByCode",
    "eraseMe",
    "postCommentAsGuest",
    "confirmGuestComment",
    "finishSignIn",
    "beginPasskeySignIn",
    "finishPasskeySignIn",
    "beginTotp",
    "confirmTotp",
    "removeTotp",
    "newRecoveryCodes",
    "beginPasskey",
    "addPasskey",
    "removePasskey",
];

/// Why a request does not run. Nothing of it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A value of `ErrorCode`.
    pub code: &'static str,
    pub message: String,
    pub at: Option<Pos>,
}

impl Refusal {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            at: None,
        }
    }

    fn too_complex(message: impl Into<String>) -> Self {
        Self::new("TOO_COMPLEX", message)
    }

    fn invalid(message: impl Into<String>) -> Self {
        Self::new("VALIDATION_FAILED", message)
    }

    fn at(self, at: Pos) -> Self {
        Self {
            at: Some(at),
            ..self
        }
    }
}

impl From<Refusal> for ServerError {
    fn from(refusal: Refusal) -> Self {
        let mut error = Self::new(refusal.message, refusal.at);
        error
            .extensions
            .get_or_insert_default()
            .set("code", refusal.code);
        error
    }
}

/// A document that is small enough for whoever asks for it.
#[derive(Clone)]
pub struct Known(ExecutableDocument);

impl Known {
    /// What its operation is called, where it holds one.
    pub fn name(&self) -> Option<&str> {
        let mut operations = self.0.operations.iter();
        match (operations.next()?, operations.next()) {
            ((name, _), None) => name.map(async_graphql::Name::as_str),
            _ => None,
        }
    }
}

/// Decides which requests reach a schema.
pub struct Gate {
    credentials: &'static [&'static str],
    /// Types of which a list may have a default value; of others async-graphql 7.2 panics. Few requests
    /// want to know, and finding them out takes longer than all else that the start has to do.
    types: LazyLock<HashSet<String>, Box<dyn FnOnce() -> HashSet<String> + Send>>,
}

impl Gate {
    /// A gate for the schema that `sdl` prints. `credentials` are the root fields of which a request
    /// may use one, once; usually [`CREDENTIAL_MUTATIONS`].
    pub fn new(
        sdl: impl FnOnce() -> String + Send + 'static,
        credentials: &'static [&'static str],
    ) -> Self {
        Self {
            credentials,
            types: LazyLock::new(Box::new(|| known_types(&sdl()))),
        }
    }

    /// Parses and measures the request's document and says what kind of operation will run.
    ///
    /// `PARSE_FAILED`, `TOO_COMPLEX`, `VALIDATION_FAILED` or `BAD_REQUEST` where it must not.
    pub fn admit(&self, request: &mut Request) -> Result<OperationType, Refusal> {
        let known = self.read(&request.query)?;
        Self::admit_known(known, request)
    }

    /// Parses and measures a document, whoever will ask for it with whatever variables.
    pub fn read(&self, source: &str) -> Result<Known, Refusal> {
        scan(source).map_err(|refusal| Refusal::new(refusal.code(), refusal.to_string()))?;
        let document = parse_query(source).map_err(|error| unparsable(source, &error))?;
        let measured = Measured::new(&document)?;
        for (_, operation) in document.operations.iter() {
            self.check_default_values(&operation.node)?;
            self.check_root_fields(&measured, &operation.node)?;
            introspection::check(&measured, &operation.node)?;
        }
        Ok(Known(document))
    }

    /// What [`Gate::admit`] does, for a document that has been read: only what hangs on the request
    /// is left to ask.
    pub fn admit_known(document: Known, request: &mut Request) -> Result<OperationType, Refusal> {
        let Known(document) = document;
        let operation = select(&document, request.operation_name.as_deref())?;
        check_required_variables(operation, &request.variables)?;
        let kind = operation.ty;
        request.set_parsed_query(document);
        Ok(kind)
    }

    fn check_root_fields(
        &self,
        document: &Measured<'_>,
        operation: &OperationDefinition,
    ) -> Result<(), Refusal> {
        let mut fields = 0;
        let mut credentials = 0;
        document.for_each_root_field(&operation.selection_set.node, &mut |field| {
            fields += 1;
            credentials += usize::from(self.credentials.contains(&field.name.node.as_str()));
        });
        if credentials > 1 {
            return Err(Refusal::too_complex(
                "a request may hold one operation on credentials",
            ));
        }
        if operation.ty == OperationType::Subscription && fields > 1 {
            return Err(Refusal::invalid("a subscription holds one field"));
        }
        if operation.ty == OperationType::Mutation && fields > MAX_ROOT_MUTATIONS {
            let message = format!("a request may hold {MAX_ROOT_MUTATIONS} mutations");
            return Err(Refusal::too_complex(message));
        }
        Ok(())
    }

    fn check_default_values(&self, operation: &OperationDefinition) -> Result<(), Refusal> {
        let lists = operation
            .variable_definitions
            .iter()
            .filter(|definition| definition.node.default_value.is_some())
            .filter(|definition| matches!(definition.node.var_type.node.base, BaseType::List(_)));
        for definition in lists {
            let name = innermost(&definition.node.var_type.node);
            if !self.types.contains(name) {
                return Err(Refusal::invalid(format!("Unknown type \"{name}\"")).at(definition.pos));
            }
        }
        Ok(())
    }
}

fn innermost(of: &Type) -> &str {
    let mut of = of;
    loop {
        match &of.base {
            BaseType::Named(name) => return name.as_str(),
            BaseType::List(inner) => of = inner,
        }
    }
}

fn known_types(sdl: &str) -> HashSet<String> {
    let document = parse_schema(sdl).inspect_err(|error| {
        tracing::error!(%error, "the schema cannot be read back: lists take no default values");
    });
    let declared = document
        .map(|document| document.definitions)
        .unwrap_or_default();
    let declared = declared
        .into_iter()
        .filter_map(|definition| match definition {
            TypeSystemDefinition::Type(definition) => Some(definition.node.name.node.to_string()),
            _ => None,
        });
    let built_in = ["Boolean", "Float", "ID", "Int", "String"]
        .into_iter()
        .filter(|name| {
            ["", "["]
                .iter()
                .any(|list| sdl.contains(&format!(": {list}{name}")))
        })
        .map(str::to_owned);
    declared.chain(built_in).collect()
}

fn select<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a OperationDefinition, Refusal> {
    let found = match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Some(operation),
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
        (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => {
            operations.values().next()
        }
        (DocumentOperations::Multiple(_), None) => {
            let message = "the document holds several operations: name one in operationName";
            return Err(Refusal::new("BAD_REQUEST", message));
        }
        (DocumentOperations::Single(_), Some(_)) => None,
    };
    let Some(operation) = found else {
        let message = format!(
            "the document holds no operation \"{}\"",
            name.unwrap_or_default()
        );
        return Err(Refusal::new("BAD_REQUEST", message));
    };
    Ok(&operation.node)
}

/// The schema looks at variables only where they are used, when half of the request may have run.
fn check_required_variables(
    operation: &OperationDefinition,
    variables: &Variables,
) -> Result<(), Refusal> {
    for definition in &operation.variable_definitions {
        let required = !definition.node.var_type.node.nullable;
        let given = match variables.get(&definition.node.name.node) {
            Some(async_graphql::Value::Null) => false,
            Some(_) => true,
            None => definition.node.default_value.is_some(),
        };
        if required && !given {
            let (name, expected) = (&definition.node.name.node, &definition.node.var_type.node);
            let message = format!("Variable \"${name}\" of type \"{expected}\" must have a value");
            return Err(Refusal::invalid(message).at(definition.pos));
        }
    }
    Ok(())
}

/// Says what is wrong and where, in a line: the parser's own text quotes the whole source.
fn unparsable(source: &str, error: &ParseError) -> Refusal {
    let at = error.positions().next();
    match (error, at) {
        (ParseError::RecursionLimitExceeded, _) => Refusal::too_complex("selections nest too deep"),
        (ParseError::Syntax { .. }, Some(at)) => {
            let met = source
                .split('\n')
                .nth(at.line.saturating_sub(1))
                .and_then(|line| line.chars().nth(at.column.saturating_sub(1)));
            let met = met.map_or("the end".to_owned(), |met| {
                format!("\"{}\"", met.escape_default())
            });
            let message = format!(
                "Syntax error at line {}, column {}: unexpected {met}",
                at.line, at.column
            );
            Refusal::new("PARSE_FAILED", message).at(at)
        }
        (error, at) => Refusal {
            at,
            ..Refusal::new("PARSE_FAILED", error.to_string())
        },
    }
}
