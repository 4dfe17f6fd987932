//! What a notice of illegal content must say: article 16(2) of the Digital Services Act.
use crate::{
    domain::{Error, input},
    model::{Comment, Episode, Notice, ReportReason},
};

/// As the notifier gave it.
#[derive(Clone, Debug)]
pub struct NewNotice {
    pub legal_basis: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    /// It is about offences of articles 3 to 7 of Directive 2011/93/EU: name and e-mail address may
    /// be left out.
    pub on_child_abuse: bool,
    pub good_faith: bool,
}

const LINE_MAX: usize = 200;
const LEGAL_BASIS_MAX: usize = 500;
const ON_CHILD_ABUSE: &str = "Directive 2011/93/EU, articles 3 to 7";

/// With the reason `ILLEGAL` and no other; where the comment stands is added later.
pub(super) fn checked(
    reason: ReportReason,
    new: Option<NewNotice>,
) -> Result<Option<Notice>, Error> {
    let new = match (reason, new) {
        (ReportReason::Illegal, Some(new)) => new,
        (ReportReason::Illegal, None) => {
            let message = "is needed with the reason ILLEGAL: who gives notice, and in good faith";
            return Err(Error::invalid("illegal", message));
        }
        (_, None) => return Ok(None),
        (_, Some(_)) => {
            let message = "goes with the reason ILLEGAL only";
            return Err(Error::invalid("illegal", message));
        }
    };
    if !new.good_faith {
        let message = "must be true: give notice only of what you believe to be right and complete";
        return Err(Error::invalid("illegal.goodFaith", message));
    }
    let name = input::optional_line("illegal.name", new.name, LINE_MAX)?;
    let email = new.email.filter(|email| !email.trim().is_empty());
    let email = email.map(|email| input::email("illegal.email", &email));
    let email = email.transpose()?;
    for (field, missing) in [
        ("illegal.name", name.is_none()),
        ("illegal.email", email.is_none()),
    ] {
        if missing && !new.on_child_abuse {
            let message = "is needed: a notice says whose it is, but for one about the abuse of \
                           children (onChildAbuse)";
            return Err(Error::invalid(field, message));
        }
    }
    let legal_basis = input::optional_line("illegal.legalBasis", new.legal_basis, LEGAL_BASIS_MAX)?;
    let known = new.on_child_abuse.then(|| ON_CHILD_ABUSE.to_owned());
    Ok(Some(Notice {
        legal_basis: legal_basis.or(known),
        name,
        email,
        good_faith: true,
        location: None,
    }))
}

/// The exact place: the address at which the episode's page shows the comment.
pub(super) fn location(episode: &Episode, comment: &Comment) -> String {
    let page = episode.url.as_deref().unwrap_or(&episode.key);
    let page = page.split('#').next().unwrap_or_default();
    format!("{page}#comment_{}", comment.id.0.simple())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> NewNotice {
        NewNotice {
            legal_basis: None,
            name: Some("Ana Lind".to_owned()),
            email: Some("ANA@example.org".to_owned()),
            on_child_abuse: false,
            good_faith: true,
        }
    }

    fn faulty_field(reason: ReportReason, new: Option<NewNotice>) -> &'static str {
        match checked(reason, new) {
            Err(Error::Invalid(faults)) => faults[0].field,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_notice_says_whose_it_is_and_that_it_is_in_good_faith() {
        let notice = checked(ReportReason::Illegal, Some(new()))
            .unwrap()
            .unwrap();
        assert_eq!(notice.name.as_deref(), Some("Ana Lind"));
        assert_eq!(notice.email.as_deref(), Some("ana@example.org"));
        for (field, wrong) in [
            (
                "illegal.name",
                NewNotice {
                    name: None,
                    ..new()
                },
            ),
            (
                "illegal.name",
                NewNotice {
                    name: Some(" \u{200b}".to_owned()),
                    ..new()
                },
            ),
            (
                "illegal.email",
                NewNotice {
                    email: None,
                    ..new()
                },
            ),
            (
                "illegal.email",
                NewNotice {
                    email: Some("ana".to_owned()),
                    ..new()
                },
            ),
            (
                "illegal.goodFaith",
                NewNotice {
                    good_faith: false,
                    ..new()
                },
            ),
            (
                "illegal.legalBasis",
                NewNotice {
                    legal_basis: Some("§".repeat(501)),
                    ..new()
                },
            ),
        ] {
            assert_eq!(faulty_field(ReportReason::Illegal, Some(wrong)), field);
        }
    }

    #[test]
    fn who_gives_notice_of_the_abuse_of_children_need_not_be_named() {
        let unnamed = NewNotice {
            name: None,
            email: None,
            on_child_abuse: true,
            ..new()
        };
        let notice = checked(ReportReason::Illegal, Some(unnamed)).unwrap();
        let notice = notice.unwrap();
        assert_eq!((notice.name, notice.email), (None, None));
        assert_eq!(notice.legal_basis.as_deref(), Some(ON_CHILD_ABUSE));
    }

    #[test]
    fn a_notice_goes_with_its_reason() {
        assert_eq!(faulty_field(ReportReason::Illegal, None), "illegal");
        assert_eq!(faulty_field(ReportReason::Abuse, Some(new())), "illegal");
        assert_eq!(checked(ReportReason::Abuse, None).unwrap(), None);
    }
}
