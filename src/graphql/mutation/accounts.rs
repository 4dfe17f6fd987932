//! Accounts: made, proved by mail, changed.
use crate::{
    domain::{
        accounts::{self, Confirmed, SignInMailRequest, SignUp, SignedUp},
        credentials::Secret,
        mailed::Proof,
    },
    graphql::{context::ContextExt, error::ApiError, types::SignInPayload},
};
use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

#[derive(Default)]
pub(super) struct AccountMutations;

/// A new account.
#[derive(InputObject)]
struct SignUpInput {
    /// The site that it becomes a member of.
    site: String,
    /// At most 254 bytes; nobody else sees it.
    email: String,
    /// 8 to 128 characters of any kind; not one that is guessed first, nor made of the other
    /// fields.
    password: String,
    /// Shown with comments: 1 to 40 characters, and not the likeness of a moderator's name.
    display_name: String,
    /// The language of the mail, such as `de` or `pt-BR`; English unless given.
    locale: Option<String>,
    /// The solution of a challenge of `proofOfWork`, as ALTCHA's clients encode it; where work is
    /// asked (`PROOF_OF_WORK_NEEDED`).
    proof_of_work: Option<String>,
}

/// What somebody who has signed up does next.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
enum SignUpNext {
    /// Look for a mail: enter its code (`confirmSignUp`), or follow its link.
    CheckMail,
    /// Sign in with the e-mail address and the password: the service sends no mails.
    SignIn,
}

/// The same whether or not the address had an account already; if it had, nothing has changed.
#[derive(SimpleObject)]
struct SignUpPayload {
    /// What to do next.
    next: SignUpNext,
    /// Goes with the code of the mail; null where none is sent. Keep it secret.
    request_token: Option<String>,
}

/// What proves that whoever signs up reads the mail that was sent.
#[derive(InputObject)]
struct ConfirmSignUpInput {
    /// As `signUp` gave it.
    request_token: String,
    /// The six digits of the mail. Five wrong ones, and another mail is needed. Not needed once the
    /// mail's link was followed in the same browser.
    code: Option<String>,
}

/// Where to send a mail that signs in.
#[derive(InputObject)]
struct RequestSignInMailInput {
    /// The site to sign in to.
    site: String,
    /// The address; one without an account gets one with its first sign-in.
    email: String,
    /// Of a new account: 1 to 40 characters; `Listener` unless given.
    display_name: Option<String>,
    /// The language of the mail, such as `de` or `pt-BR`; English unless given.
    locale: Option<String>,
    /// The solution of a challenge of `proofOfWork`, where work is asked; the same for every address.
    proof_of_work: Option<String>,
}

/// The same for every address.
#[derive(SimpleObject)]
struct RequestSignInMailPayload {
    /// Goes with the code of the mail. Keep it secret.
    request_token: String,
}

/// What proves that somebody reads the mail that was sent.
#[derive(InputObject)]
struct SignInWithMailInput {
    /// As `requestSignInMail` gave it.
    request_token: String,
    /// The six digits of the mail. Five wrong ones, and another mail is needed. Not needed once the
    /// mail's link was followed in the same browser.
    code: Option<String>,
}

/// Whose password is forgotten.
#[derive(InputObject)]
struct RequestPasswordResetInput {
    /// In the name of which site the mail is sent.
    site: String,
    /// The account's address.
    email: String,
    /// The language of the mail, such as `de` or `pt-BR`; English unless given.
    locale: Option<String>,
}

/// The same for every address.
#[derive(SimpleObject)]
struct RequestPasswordResetPayload {
    /// Always true: a mail is on its way if the address has an account.
    sent: bool,
}

/// A new password in place of a forgotten one.
#[derive(InputObject)]
struct ResetPasswordInput {
    /// Of the mail's link.
    token: String,
    /// 8 to 128 characters of any kind; not one that is guessed first.
    password: String,
}

/// The new password holds, and every session of the account has ended.
#[derive(SimpleObject)]
struct ResetPasswordPayload {
    /// Always true.
    reset: bool,
}

/// Another password.
#[derive(InputObject)]
struct ChangePasswordInput {
    /// The one that holds.
    current_password: String,
    /// 8 to 128 characters of any kind; not one that is guessed first.
    new_password: String,
}

/// The new password holds, and the account's other sessions have ended.
#[derive(SimpleObject)]
struct ChangePasswordPayload {
    /// Always true.
    changed: bool,
}

/// Another e-mail address.
#[derive(InputObject)]
struct ChangeEmailInput {
    /// The new one.
    new_email: String,
    /// The account's password; an account without one needs a sign-in of the last 10 minutes.
    password: Option<String>,
    /// The language of the mails, such as `de` or `pt-BR`; English unless given.
    locale: Option<String>,
}

/// Mails are on their way to the new address and to the one there is. Nothing changes until both
/// have been answered.
#[derive(SimpleObject)]
struct ChangeEmailPayload {
    /// Always true.
    requested: bool,
    /// Goes with the code of the mail to the new address. Keep it secret.
    request_token: String,
}

/// The language of a mail.
#[derive(InputObject)]
struct RequestVerificationInput {
    /// Such as `de` or `pt-BR`; English unless given.
    locale: Option<String>,
}

/// A mail is on its way to the account's address.
#[derive(SimpleObject)]
struct RequestVerificationPayload {
    /// Always true.
    sent: bool,
    /// Goes with the code of the mail. Keep it secret.
    request_token: String,
}

/// What proves that whoever asked for a mail reads it.
#[derive(InputObject)]
struct ConfirmEmailByCodeInput {
    /// As `changeEmail` or `requestVerification` gave it.
    request_token: String,
    /// The six digits of the mail. Five wrong ones, and another mail is needed.
    code: String,
}

/// The address is confirmed.
#[derive(SimpleObject)]
struct ConfirmEmailByCodePayload {
    /// What came of it.
    state: EmailConfirmation,
}

/// The link of a mail that confirms an address.
#[derive(InputObject)]
struct ConfirmEmailInput {
    /// Of the mail's link.
    token: String,
}

/// How far an address has come.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Confirmed")]
enum EmailConfirmation {
    /// It is the account's.
    Done,
    /// The mail to the other address waits for its answer.
    HalfWay,
    /// It was a sign-up's: the account is there.
    SignedUp,
    /// Nothing has happened: the mail was asked for in another browser. Enter its code there.
    OtherBrowser,
}

/// The address is confirmed.
#[derive(SimpleObject)]
struct ConfirmEmailPayload {
    /// What came of it.
    state: EmailConfirmation,
}

#[Object]
impl AccountMutations {
    /// Makes an account with a password, once its address is proved: a mail with a link and a code
    /// is sent. At most 5 an hour from one network, and 3 an hour to one address.
    async fn sign_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new account.")] input: SignUpInput,
    ) -> Result<SignUpPayload, ApiError> {
        let new = SignUp {
            site: input.site,
            email: input.email,
            password: Secret::new(input.password),
            display_name: input.display_name,
            locale: input.locale,
            proof_of_work: input.proof_of_work,
        };
        let (next, request_token) = match accounts::sign_up(ctx.app(), ctx.actor(), new).await? {
            SignedUp::CheckMail(request) => (SignUpNext::CheckMail, Some(request.to_string())),
            SignedUp::SignIn => (SignUpNext::SignIn, None),
        };
        Ok(SignUpPayload {
            next,
            request_token,
        })
    }

    /// Proves the address of a sign-up within 24 hours, and begins a session. At most 10 tries a
    /// minute from one network.
    async fn confirm_sign_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the mail brought.")] input: ConfirmSignUpInput,
    ) -> Result<SignInPayload, ApiError> {
        let request = input.request_token;
        let proof = match input.code {
            Some(code) => Proof::Code { request, code },
            None => Proof::Followed { request },
        };
        let arrival = accounts::confirm_sign_up(ctx.app(), ctx.actor(), &proof).await?;
        Ok(SignInPayload::of(ctx, arrival))
    }

    /// Mails a link and a code that sign in, good for 15 minutes. At most 3 an hour to one address.
    async fn request_sign_in_mail(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom to write to.")] input: RequestSignInMailInput,
    ) -> Result<RequestSignInMailPayload, ApiError> {
        let request = SignInMailRequest {
            site: input.site,
            email: input.email,
            display_name: input.display_name,
            locale: input.locale,
            proof_of_work: input.proof_of_work,
        };
        let given = accounts::request_sign_in_mail(ctx.app(), ctx.actor(), request).await?;
        Ok(RequestSignInMailPayload {
            request_token: given.to_string(),
        })
    }

    /// Begins a session with what was mailed. At most 10 tries a minute from one network.
    async fn sign_in_with_mail(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the mail brought.")] input: SignInWithMailInput,
    ) -> Result<SignInPayload, ApiError> {
        let request = input.request_token;
        let proof = match input.code {
            Some(code) => Proof::Code { request, code },
            None => Proof::Followed { request },
        };
        let arrival = accounts::sign_in_with_mail(ctx.app(), ctx.actor(), &proof).await?;
        Ok(SignInPayload::of(ctx, arrival))
    }

    /// Mails a link to set a new password with, good for an hour. At most 3 an hour to one address.
    async fn request_password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom to write to.")] input: RequestPasswordResetInput,
    ) -> Result<RequestPasswordResetPayload, ApiError> {
        let what = (&*input.site, &*input.email, input.locale.as_deref());
        accounts::request_password_reset(ctx.app(), ctx.actor(), what).await?;
        Ok(RequestPasswordResetPayload { sent: true })
    }

    /// Sets a new password with the link that was mailed. Ends every session of the account.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link, and the password.")] input: ResetPasswordInput,
    ) -> Result<ResetPasswordPayload, ApiError> {
        let new = (input.token, Secret::new(input.password));
        accounts::reset_password(ctx.app(), ctx.actor(), new).await?;
        Ok(ResetPasswordPayload { reset: true })
    }

    /// Sets another password. Ends the account's other sessions.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The old one, and the new.")] input: ChangePasswordInput,
    ) -> Result<ChangePasswordPayload, ApiError> {
        let passwords = (
            Secret::new(input.current_password),
            Secret::new(input.new_password),
        );
        accounts::change_password(ctx.app(), ctx.actor(), passwords).await?;
        Ok(ChangePasswordPayload { changed: true })
    }

    /// Asks for another e-mail address, to be confirmed at both: at the new one by the code of its
    /// mail (`confirmEmailByCode`), or by its link in the browser that asked. Not from an embed.
    async fn change_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new one.")] input: ChangeEmailInput,
    ) -> Result<ChangeEmailPayload, ApiError> {
        let password = input.password.map(Secret::new);
        let new = (&*input.new_email, password, input.locale.as_deref());
        let given = accounts::change_email(ctx.app(), ctx.actor(), new).await?;
        Ok(ChangeEmailPayload {
            requested: true,
            request_token: given.to_string(),
        })
    }

    /// Mails a code and a link that confirm the account's address, where nobody has confirmed it yet.
    async fn request_verification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which language.")] input: RequestVerificationInput,
    ) -> Result<RequestVerificationPayload, ApiError> {
        let locale = input.locale.as_deref();
        let given = accounts::request_verification(ctx.app(), ctx.actor(), locale).await?;
        Ok(RequestVerificationPayload {
            sent: true,
            request_token: given.to_string(),
        })
    }

    /// Confirms a new address, or the account's own, with the code that was mailed to it, in a session
    /// of the account. At most 10 tries a minute from one network.
    async fn confirm_email_by_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the mail brought.")] input: ConfirmEmailByCodeInput,
    ) -> Result<ConfirmEmailByCodePayload, ApiError> {
        let given = (input.request_token, input.code);
        let state = accounts::enter_code(ctx.app(), ctx.actor(), given).await?;
        Ok(ConfirmEmailByCodePayload {
            state: state.into(),
        })
    }

    /// Does what the page of a mailed link does: confirms the address of a sign-up, of a change of
    /// address, or the account's own; all but the one that is to be given up in the browser alone
    /// that asked. Begins no session.
    async fn confirm_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link.")] input: ConfirmEmailInput,
    ) -> Result<ConfirmEmailPayload, ApiError> {
        let state = accounts::confirm_email(ctx.app(), ctx.actor(), &input.token).await?;
        Ok(ConfirmEmailPayload {
            state: state.into(),
        })
    }
}
