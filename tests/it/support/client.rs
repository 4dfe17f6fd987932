//! Clients that speak GraphQL to the router.
use super::events::Events;
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
    response::Response,
};
use rejoinder::{
    domain::sessions::Tokens,
    model::{Member, MemberId},
};
use serde_json::{Value, json};
use tower::ServiceExt;

#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) router: Router,
    pub(crate) access: Option<String>,
    pub(crate) refresh: Option<String>,
    pub(crate) origin: Option<String>,
    /// The page around our own that sends the request.
    pub(crate) around: Option<String>,
    pub(crate) cookie: Option<String>,
    pub(crate) member: Option<Member>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) json: Value,
    /// The body as it came.
    pub(crate) text: String,
    pub(crate) retry_after: Option<String>,
}

impl Client {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            access: None,
            refresh: None,
            origin: None,
            around: None,
            cookie: None,
            member: None,
        }
    }

    pub(crate) fn with(self, tokens: Tokens, member: Member) -> Self {
        Self {
            access: Some(tokens.access),
            refresh: Some(tokens.refresh.to_string()),
            member: Some(member),
            ..self
        }
    }

    /// The same person on another page.
    pub(crate) fn at_page(&self, origin: &str) -> Self {
        Self {
            origin: Some(origin.to_owned()),
            ..self.clone()
        }
    }

    /// The same person in the service's own frame, in a page of this origin.
    pub(crate) fn in_frame(&self, own: &str, around: &str) -> Self {
        Self {
            around: Some(around.to_owned()),
            ..self.at_page(own)
        }
    }

    /// The same browser, which sends this cookie.
    pub(crate) fn with_cookie(&self, cookie: &str) -> Self {
        Self {
            cookie: Some(cookie.to_owned()),
            ..self.clone()
        }
    }

    /// The same person, asking another node.
    pub(crate) fn on(&self, router: Router) -> Self {
        Self {
            router,
            ..self.clone()
        }
    }

    pub(crate) fn member_id(&self) -> MemberId {
        self.member.as_ref().unwrap().id
    }

    pub(crate) async fn run(&self, query: &str, variables: Value) -> Answer {
        let accept = "application/graphql-response+json";
        Answer::read(self.response(accept, query, variables).await).await
    }

    /// Subscribes: an answer that goes on.
    pub(crate) async fn listen(&self, query: &str, variables: Value) -> Events {
        let response = self.response("text/event-stream", query, variables).await;
        if response.status() != StatusCode::OK {
            let answer = Answer::read(response).await;
            panic!("no stream: {:#}", answer.json);
        }
        Events::of(response)
    }

    /// The answer to somebody who asks for a stream and gets none.
    pub(crate) async fn listen_in_vain(&self, query: &str, variables: Value) -> Answer {
        let response = self.response("text/event-stream", query, variables).await;
        let kind = &response.headers()[header::CONTENT_TYPE];
        if kind != "text/event-stream" {
            return Answer::read(response).await;
        }
        let (status, mut events) = (response.status(), Events::of(response));
        let json = events.next().await.expect("why");
        assert_eq!(events.next().await, None);
        Answer {
            status,
            text: json.to_string(),
            json,
            retry_after: None,
        }
    }

    async fn response(&self, accept: &str, query: &str, variables: Value) -> Response {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let mut request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, accept);
        if let Some(access) = &self.access {
            request = request.header(header::AUTHORIZATION, format!("Bearer {access}"));
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(origin) = &self.origin {
            request = request.header(header::ORIGIN, origin);
        }
        if let Some(around) = &self.around {
            request = request.header("x-rejoinder-for-origin", around);
        }
        let request = request.body(Body::from(body)).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// For mutations: `input` is the one variable.
    pub(crate) async fn send(&self, mutation: &str, input: Value) -> Answer {
        self.run(mutation, json!({ "input": input })).await
    }
}

impl Answer {
    async fn read(response: Response) -> Self {
        let status = response.status();
        let retry_after = response.headers().get(header::RETRY_AFTER);
        let retry_after = retry_after.map(|value| value.to_str().unwrap().to_owned());
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap();
        Self {
            status,
            json: serde_json::from_slice(&bytes).unwrap(),
            text: String::from_utf8(bytes.to_vec()).unwrap(),
            retry_after,
        }
    }

    /// Under `data`, by a JSON pointer such as `/viewer/email`; there must be no error.
    pub(crate) fn at(&self, pointer: &str) -> &Value {
        assert!(self.json.get("errors").is_none(), "{:#}", self.json);
        let found = self.json.pointer(&format!("/data{pointer}"));
        found.unwrap_or_else(|| panic!("no {pointer} in {:#}", self.json))
    }

    pub(crate) fn text(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap().to_owned()
    }

    pub(crate) fn number(&self, pointer: &str) -> i64 {
        self.at(pointer).as_i64().unwrap()
    }

    pub(crate) fn code(&self) -> &str {
        self.error("code")
    }

    pub(crate) fn reason(&self) -> &str {
        self.error("reason")
    }

    pub(crate) fn error(&self, extension: &str) -> &str {
        let found = self
            .json
            .pointer(&format!("/errors/0/extensions/{extension}"));
        found
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("no {extension} in {:#}", self.json))
    }
}
