//! English.
use super::{Reasons, Titled, Words};

pub(super) const WORDS: Words = Words {
    account: Titled {
        title: "Is this account yours?",
        line: "There is an account with the address {email}. If it is yours, show it once, and {provider} will lead to it from now on.",
    },
    password: "Password of the account",
    code: "The six digits that were mailed to this address",
    it_is_mine: "Yes, it is mine",
    send_code: "Mail a code to this address",
    send_another: "Mail another code",
    begin_afresh: "No, begin afresh",
    wrong_password: "This password is not the account’s.",
    wrong_code: "This code is not the one that was mailed last, or is over: look again, or have another one mailed.",
    too_often: "Too many tries. Wait {time}, and try again.",
    seconds: "{number} s",
    minutes: "{number} min",
    link: Titled {
        title: "Link it to your account?",
        line: "From now on, whoever signs in with this identity of {provider} is signed in as {name}.",
    },
    link_it: "Yes, link it",
    cancel: "Cancel",
    signed_in: Titled {
        title: "Signed in",
        line: "You are signed in. You can close this window.",
    },
    linked: Titled {
        title: "Linked",
        line: "It is linked to your account. You can close this window.",
    },
    second_step: Titled {
        title: "The second step",
        line: "One moment.",
    },
    go_on: "Go on",
    go_back: "Go back",
    not_signed_in: "Not signed in",
    alone: "The page that opened this window is gone: go back to it, and sign in again.",
    why: Reasons {
        not_found: "This address leads nowhere: go back to the page and try again.",
        stale: "This sign-in is over, or was begun in another browser: go back to the page and begin again.",
        cancelled: "You have turned back, and are not signed in.",
        away: "The sign-in service cannot be reached: try again later, or another way.",
        refused: "The sign-in service did not say who you are: try again, or another way.",
        taken: "This is linked to another account already.",
        limited: "Too many tries: wait a minute, and try again.",
        wrong: "Something went wrong: try again in a moment.",
    },
};
