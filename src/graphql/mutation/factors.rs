//! Setting up and removing second factors.
use crate::{
    domain::factors::{self, RecoveryCodes},
    graphql::{context::ContextExt, error::ApiError, id::GlobalId, types::Passkey},
    model::PasskeyId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

#[derive(Default)]
pub(super) struct FactorMutations;

/// What the authenticator app is given. Shown once.
#[derive(SimpleObject)]
struct BeginTotpPayload {
    /// In base32, to be typed.
    secret: String,
    /// `otpauth://totp/…`, for an app on the same device.
    uri: String,
    /// The same as a picture in SVG, for an app to photograph.
    qr_code: String,
}

/// A first code.
#[derive(InputObject)]
struct ConfirmTotpInput {
    /// The six digits that the app shows now.
    code: String,
}

/// Codes are asked for from now on.
#[derive(SimpleObject)]
struct ConfirmTotpPayload {
    /// To be kept where the telephone is not: each is good once in place of a second factor. Shown
    /// once; null when there are some already.
    recovery_codes: Option<Vec<String>>,
}

/// The app's codes are worth nothing any more.
#[derive(SimpleObject)]
struct RemoveTotpPayload {
    /// Always true.
    removed: bool,
}

/// Those there were are worth nothing any more.
#[derive(SimpleObject)]
struct NewRecoveryCodesPayload {
    /// Ten. Shown once.
    recovery_codes: Vec<String>,
}

/// What the browser is to be asked.
#[derive(SimpleObject)]
struct BeginPasskeyPayload {
    /// JSON for `PublicKeyCredential.parseCreationOptionsFromJSON`, whose result goes to
    /// `navigator.credentials.create` as `publicKey`.
    options: String,
}

/// The browser's answer.
#[derive(InputObject)]
struct AddPasskeyInput {
    /// The credential as JSON: `JSON.stringify(credential)`, at most 20,000 bytes.
    credential: String,
    /// To know it by: 1 to 60 characters.
    name: String,
}

/// It can be signed in with from now on.
#[derive(SimpleObject)]
struct AddPasskeyPayload {
    /// The new one.
    passkey: Passkey,
    /// To be kept where the device is not: each is good once in place of a second factor. Shown once;
    /// null when there are some already.
    recovery_codes: Option<Vec<String>>,
}

/// Another name.
#[derive(InputObject)]
struct RenamePasskeyInput {
    /// Which one.
    passkey_id: ID,
    /// To know it by: 1 to 60 characters.
    name: String,
}

/// It has another name.
#[derive(SimpleObject)]
struct RenamePasskeyPayload {
    /// As it is now.
    passkey: Passkey,
}

/// A passkey that is gone.
#[derive(InputObject)]
struct RemovePasskeyInput {
    /// Which one.
    passkey_id: ID,
}

/// Nobody signs in with it any more.
#[derive(SimpleObject)]
struct RemovePasskeyPayload {
    /// Which one it was.
    removed_passkey_id: ID,
}

#[Object]
impl FactorMutations {
    /// Makes a secret for an authenticator app; `confirmTotp` within ten minutes makes it count. Like
    /// everything that changes second factors: on the service's own pages, in a session whose owner
    /// has signed in within the last ten minutes with a password or by mail, and with a second factor
    /// once there is one (`SIGN_IN_AGAIN`). A mail tells the owner of every change.
    async fn begin_totp(&self, ctx: &Context<'_>) -> Result<BeginTotpPayload, ApiError> {
        let enrolment = factors::begin_totp(ctx.app(), ctx.actor()).await?;
        Ok(BeginTotpPayload {
            secret: enrolment.secret.to_string(),
            uri: enrolment.uri.to_string(),
            qr_code: enrolment.qr_code.to_string(),
        })
    }

    /// Takes a first code of the app. From then on signing in asks for one, whichever way in it was;
    /// the session that the code was given in counts as signed in with it.
    async fn confirm_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code.")] input: ConfirmTotpInput,
    ) -> Result<ConfirmTotpPayload, ApiError> {
        let codes = factors::confirm_totp(ctx.app(), ctx.actor(), &input.code).await?;
        Ok(ConfirmTotpPayload {
            recovery_codes: codes.as_ref().map(texts),
        })
    }

    /// Takes the authenticator app away. With the last factor go the recovery codes, and all other
    /// sessions end.
    async fn remove_totp(&self, ctx: &Context<'_>) -> Result<RemoveTotpPayload, ApiError> {
        factors::remove_totp(ctx.app(), ctx.actor()).await?;
        Ok(RemoveTotpPayload { removed: true })
    }

    /// Makes ten recovery codes in place of those there were.
    async fn new_recovery_codes(
        &self,
        ctx: &Context<'_>,
    ) -> Result<NewRecoveryCodesPayload, ApiError> {
        let codes = factors::new_recovery_codes(ctx.app(), ctx.actor()).await?;
        Ok(NewRecoveryCodesPayload {
            recovery_codes: texts(&codes),
        })
    }

    /// Asks for a new passkey; `addPasskey` within five minutes takes it.
    async fn begin_passkey(&self, ctx: &Context<'_>) -> Result<BeginPasskeyPayload, ApiError> {
        let options = factors::begin_passkey(ctx.app(), ctx.actor()).await?;
        Ok(BeginPasskeyPayload { options })
    }

    /// Adds a passkey, one of at most twenty.
    async fn add_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer.")] input: AddPasskeyInput,
    ) -> Result<AddPasskeyPayload, ApiError> {
        let new = (input.credential.as_str(), input.name.as_str());
        let added = factors::add(ctx.app(), ctx.actor(), new).await?;
        Ok(AddPasskeyPayload {
            passkey: Passkey(added.passkey),
            recovery_codes: added.recovery_codes.as_ref().map(texts),
        })
    }

    /// Gives a passkey another name.
    async fn rename_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and how.")] input: RenamePasskeyInput,
    ) -> Result<RenamePasskeyPayload, ApiError> {
        let id = PasskeyId::parse(&input.passkey_id)?;
        let renamed = factors::rename(ctx.app(), ctx.actor(), (id, &input.name)).await?;
        Ok(RenamePasskeyPayload {
            passkey: Passkey(renamed),
        })
    }

    /// Takes a passkey away. With the last factor go the recovery codes, and all other sessions end.
    async fn remove_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RemovePasskeyInput,
    ) -> Result<RemovePasskeyPayload, ApiError> {
        let id = PasskeyId::parse(&input.passkey_id)?;
        factors::remove_passkey(ctx.app(), ctx.actor(), id).await?;
        Ok(RemovePasskeyPayload {
            removed_passkey_id: input.passkey_id,
        })
    }
}

fn texts(codes: &RecoveryCodes) -> Vec<String> {
    codes.iter().map(|code| code.to_string()).collect()
}
