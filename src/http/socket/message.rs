//! What goes over such a connection, as the protocol has it.
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};

/// Codes by which a connection is closed, as the protocol has them.
pub(super) mod code {
    pub(in crate::http) const GOING_AWAY: u16 = 1001;
    pub(in crate::http) const TOO_LARGE: u16 = 1009;
    pub(in crate::http) const TRY_AGAIN: u16 = 1013;
    pub(in crate::http) const BAD_MESSAGE: u16 = 4400;
    pub(in crate::http) const UNAUTHORIZED: u16 = 4401;
    pub(in crate::http) const FORBIDDEN: u16 = 4403;
    pub(in crate::http) const BAD_PROTOCOL: u16 = 4406;
    pub(in crate::http) const INIT_TIMEOUT: u16 = 4408;
    pub(in crate::http) const TAKEN: u16 = 4409;
    pub(in crate::http) const TOO_MANY_INITS: u16 = 4429;
}

#[derive(Deserialize)]
pub(super) struct FromClient<'a> {
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    #[serde(default)]
    pub(super) id: String,
    #[serde(borrow, default)]
    pub(super) payload: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    ConnectionInit,
    Subscribe,
    Complete,
    Ping,
    Pong,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ToClient<'a> {
    ConnectionAck,
    Next {
        id: &'a str,
        payload: &'a RawValue,
    },
    Error {
        id: &'a str,
        payload: &'a [Value],
    },
    Complete {
        id: &'a str,
    },
    Pong {
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<&'a RawValue>,
    },
}

/// Why a connection is over.
pub(super) struct Close(pub(super) u16, pub(super) &'static str);
