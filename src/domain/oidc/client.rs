//! The library's requests, sent through `outbound`: its rules on addresses, time and size hold.
use crate::outbound::{Answer, Fault, Message, Outbound};
use futures_util::future::BoxFuture;
use openidconnect::{
    AdditionalProviderMetadata, AsyncHttpClient, HttpRequest, HttpResponse, ProviderMetadata,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
        CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
        CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
    },
    http::{Method, Response, StatusCode, header},
};
use serde::{Deserialize, Serialize};

/// What a provider says of itself.
pub(super) type Metadata = ProviderMetadata<
    Extra,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Extra {
    /// RFC 9207: it names itself when it sends people back.
    pub(super) authorization_response_iss_parameter_supported: Option<bool>,
}

impl AdditionalProviderMetadata for Extra {}

/// A client for the library. There are no redirects.
pub(super) struct Client<'a>(pub(super) &'a Outbound);

impl<'c> AsyncHttpClient<'c> for Client<'_> {
    type Error = Fault;
    type Future = BoxFuture<'c, Result<HttpResponse, Fault>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(call(self.0, request))
    }
}

async fn call(outbound: &Outbound, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let target = outbound.target(&request.uri().to_string());
    let target = target.map_err(Fault::Refused)?;
    let (head, body) = request.into_parts();
    let mut headers = head.headers;
    let form = headers.remove(header::CONTENT_TYPE).is_some();
    let headers = headers
        .into_iter()
        .filter_map(|(name, value)| name.map(|name| (name, value)))
        .collect();
    let answer = if head.method == Method::GET {
        outbound.get_with(&target, headers).await?
    } else {
        let message = Message {
            content_type: if form { FORM } else { "application/json" },
            headers,
            body: body.into(),
        };
        outbound.post(&target, message).await?
    };
    response(answer)
}

const FORM: &str = "application/x-www-form-urlencoded";

fn response(answer: Answer) -> Result<HttpResponse, Fault> {
    let mut response = Response::new(answer.body.to_vec());
    *response.status_mut() = StatusCode::from_u16(answer.status).map_err(|_| Fault::Broken)?;
    *response.headers_mut() = answer.headers;
    Ok(response)
}
