//! Reading a request's parameters, from a JSON body or from the URL.
use super::{Limits, media, response::Fault};
use crate::graphql::scan::{ScanRefusal, scan_json};
use async_graphql::{Extensions, Request, Value, Variables};
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Deserialize;
use serde_json::{Value as Json, error::Category};

/// What is to run: a document by its text, which is in the request then, or by its id.
pub(super) struct Asked {
    pub(super) document_id: Option<String>,
    pub(super) request: Request,
}

/// The parameters, of any type still: a wrong one is refused by its name.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Parameters {
    query: Json,
    #[serde(rename = "documentId")]
    document_id: Json,
    #[serde(rename = "operationName")]
    operation_name: Json,
    variables: Json,
    extensions: Json,
}

/// Reads a POST.
pub(super) async fn from_body(parts: &Parts, body: Body, limits: &Limits) -> Result<Asked, Fault> {
    if !media::is_json(&parts.headers) {
        return Err(Fault::unsupported(
            "send one Content-Type: application/json, in UTF-8",
        ));
    }
    if is_encoded(&parts.headers) {
        return Err(Fault::unsupported("send the body without Content-Encoding"));
    }
    let body = read(&parts.headers, body, limits).await?;
    parse(&body)?.into_asked()
}

/// Reads a GET or HEAD.
pub(super) fn from_url(parts: &Parts, limits: &Limits) -> Result<Asked, Fault> {
    let query = parts.uri.query().unwrap_or("");
    if query.len() > limits.query_bytes {
        let message = format!(
            "the URL's query is longer than {} bytes",
            limits.query_bytes
        );
        return Err(Fault::too_large(StatusCode::URI_TOO_LONG, message));
    }
    let mut parameters = Parameters::default();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let parameter = match name.as_ref() {
            "query" => &mut parameters.query,
            "documentId" => &mut parameters.document_id,
            "operationName" => &mut parameters.operation_name,
            "variables" => &mut parameters.variables,
            "extensions" => &mut parameters.extensions,
            _ => continue,
        };
        if !parameter.is_null() {
            return Err(Fault::bad_request(format!(
                "the parameter {name} is given twice"
            )));
        }
        *parameter = match name.as_ref() {
            "variables" | "extensions" => embedded(&name, &value)?,
            _ => Json::String(value.into_owned()),
        };
    }
    parameters.into_asked()
}

/// Reads a message of a connection that holds many.
pub(super) fn from_message(message: &[u8]) -> Result<Asked, Fault> {
    parse(message)?.into_asked()
}

fn is_encoded(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .any(|encoding| encoding != "identity")
}

async fn read(headers: &HeaderMap, body: Body, limits: &Limits) -> Result<Bytes, Fault> {
    let too_large = || {
        let message = format!("the body is longer than {} bytes", limits.body_bytes);
        Fault::too_large(StatusCode::PAYLOAD_TOO_LARGE, message)
    };
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > limits.body_bytes as u64) {
        return Err(too_large());
    }
    let reading = Limited::new(body, limits.body_bytes).collect();
    match tokio::time::timeout(limits.body_time, reading).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(Fault::bad_request("the body broke off")),
        Err(_) => Err(Fault::too_slow()),
    }
}

fn parse(body: &[u8]) -> Result<Parameters, Fault> {
    match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => return Err(Fault::bad_request("the body is empty")),
        Some(b'[') => {
            return Err(Fault::bad_request(
                "batches are not taken: send one request at a time",
            ));
        }
        _ => {}
    }
    bounded(body)?;
    serde_json::from_slice(body).map_err(|error| match error.classify() {
        Category::Data => {
            Fault::bad_request("the body must be an object that names each parameter once")
        }
        _ => not_json("the body", &error),
    })
}

/// A parameter of the URL that is JSON itself.
fn embedded(name: &str, value: &str) -> Result<Json, Fault> {
    if value.is_empty() {
        return Ok(Json::Null);
    }
    bounded(value.as_bytes())?;
    serde_json::from_str(value).map_err(|error| not_json(&format!("the parameter {name}"), &error))
}

fn bounded(json: &[u8]) -> Result<(), Fault> {
    scan_json(json).map_err(unbounded)
}

fn unbounded(refusal: ScanRefusal) -> Fault {
    Fault::malformed(refusal.code(), refusal.to_string())
}

fn not_json(what: &str, error: &serde_json::Error) -> Fault {
    let message = format!(
        "{what} is not valid JSON at line {}, column {}",
        error.line(),
        error.column()
    );
    Fault::bad_request(message)
}

impl Parameters {
    fn into_asked(self) -> Result<Asked, Fault> {
        let (query, document_id) = match (self.query, self.document_id) {
            (Json::String(query), Json::Null) => (query, None),
            (Json::Null, Json::String(id)) => (String::new(), Some(id)),
            // graphql-ws always sends one: empty, it counts as none.
            (Json::String(query), Json::String(id)) if query.is_empty() => (query, Some(id)),
            (Json::String(_), Json::String(_)) => {
                return Err(Fault::bad_request(
                    "send either \"query\" or \"documentId\", not both",
                ));
            }
            (Json::Null | Json::String(_), id) if !id.is_null() => {
                return Err(Fault::bad_request("\"documentId\" must be a string"));
            }
            (Json::Null, Json::Null) => {
                return Err(Fault::bad_request(
                    "send a document as \"query\", or its hash as \"documentId\"",
                ));
            }
            _ => return Err(Fault::bad_request("\"query\" must be a string")),
        };
        let mut request = Request::new(query);
        request.operation_name = match self.operation_name {
            Json::Null => None,
            Json::String(name) if name.contains('\0') => return Err(unbounded(ScanRefusal::Nul)),
            Json::String(name) => Some(name).filter(|name| !name.is_empty()),
            _ => return Err(Fault::bad_request("\"operationName\" must be a string")),
        };
        let mut variables = Variables::default();
        for (name, value) in object("variables", self.variables)? {
            variables.insert(async_graphql::Name::new(name), value);
        }
        request.variables = variables;
        request.extensions = Extensions(object("extensions", self.extensions)?.collect());
        Ok(Asked {
            document_id,
            request,
        })
    }
}

fn object(parameter: &str, value: Json) -> Result<impl Iterator<Item = (String, Value)>, Fault> {
    let not_an_object = || Fault::bad_request(format!("\"{parameter}\" must be an object"));
    let object = match value {
        Json::Null => serde_json::Map::new(),
        Json::Object(object) => object,
        _ => return Err(not_an_object()),
    };
    let values: Result<Vec<_>, _> = object
        .into_iter()
        .map(|(name, value)| Value::from_json(value).map(|value| (name, value)))
        .collect();
    values.map(Vec::into_iter).map_err(|_| not_an_object())
}
