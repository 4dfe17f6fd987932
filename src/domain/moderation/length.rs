//! How long a comment may be on the site.
use super::{Draft, Opinion, Refusal};
use crate::domain::error::FieldError;

pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    let (least, most) = (draft.book.rules.min_length, draft.book.rules.max_length);
    let length = i32::try_from(draft.reading.length).unwrap_or(i32::MAX);
    if (least..=most).contains(&length) {
        return None;
    }
    let message = if length < least {
        format!("must have at least {least} characters on this site")
    } else {
        format!("must have at most {most} characters on this site, and has {length}")
    };
    Some(Opinion::Refuse(Refusal::Invalid(FieldError {
        field: "body",
        message,
    })))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Case, verdict};

    #[test]
    fn a_text_of_another_length_is_refused_and_its_author_told() {
        let of = |body: &'static str| {
            verdict(&Case {
                body,
                rules: |rules| (rules.min_length, rules.max_length) = (3, 5),
                ..Case::default()
            })
        };
        assert_eq!(of("four"), "Approved []");
        assert_eq!(of("**four**"), "Approved []", "as a reader sees it");
        assert_eq!(
            of("no"),
            "body: must have at least 3 characters on this site"
        );
        let long = "body: must have at most 5 characters on this site, and has 6";
        assert_eq!(of("long 6"), long);
    }
}
