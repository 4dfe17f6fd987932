//! What narrows a queue, made fit to ask the database for.
use crate::{
    domain::{Error, input},
    model::QueueFilter,
};

const EPISODES_MAX: usize = 100;
const TEXT_MAX: usize = 200;

/// Ids that name nothing on the site are left in: they find nothing.
pub(super) fn checked(filter: QueueFilter) -> Result<QueueFilter, Error> {
    let episodes = filter.episodes.map(|mut episodes| {
        episodes.sort_unstable();
        episodes.dedup();
        episodes
    });
    if let Some(episodes) = &episodes
        && !(1..=EPISODES_MAX).contains(&episodes.len())
    {
        let message = format!("must hold 1 to {EPISODES_MAX} episodes");
        return Err(Error::invalid("episodeIds", message));
    }
    let mut reasons = filter.reasons;
    if let Some(reasons) = &mut reasons {
        reasons.sort_unstable_by_key(|reason| reason.as_str());
        reasons.dedup();
        if reasons.is_empty() {
            let message = "must hold a reason, or be left out";
            return Err(Error::invalid("reasons", message));
        }
    }
    let text = match filter.text {
        Some(text) if text.chars().count() > TEXT_MAX => {
            let message = format!("must have at most {TEXT_MAX} characters");
            return Err(Error::invalid("text", message));
        }
        text => input::optional_line("text", text, TEXT_MAX)?,
    };
    let since = filter.since.map(|time| input::time("since", time));
    let until = filter.until.map(|time| input::time("until", time));
    Ok(QueueFilter {
        episodes,
        reasons,
        text,
        since: since.transpose()?,
        until: until.transpose()?,
        ..filter
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EpisodeId, HoldReason};
    use uuid::Uuid;

    fn refused(filter: QueueFilter) -> &'static str {
        match checked(filter) {
            Err(Error::Invalid(fields)) => fields[0].field,
            other => panic!("{other:?}"),
        }
    }

    fn episodes(number: u128) -> QueueFilter {
        QueueFilter {
            episodes: Some(
                (0..number)
                    .map(|id| EpisodeId(Uuid::from_u128(id)))
                    .collect(),
            ),
            ..QueueFilter::default()
        }
    }

    fn text(text: impl Into<String>) -> QueueFilter {
        QueueFilter {
            text: Some(text.into()),
            ..QueueFilter::default()
        }
    }

    #[test]
    fn what_asks_for_nothing_is_no_filter() {
        let nothing = QueueFilter::default();
        assert_eq!(checked(nothing.clone()).unwrap(), nothing);
        assert_eq!(checked(text("  ")).unwrap(), nothing);
    }

    #[test]
    fn lists_and_texts_are_bounded() {
        assert_eq!(refused(episodes(0)), "episodeIds");
        assert_eq!(refused(episodes(101)), "episodeIds");
        assert!(checked(episodes(100)).is_ok());
        assert_eq!(refused(text("x".repeat(201))), "text");
        assert_eq!(refused(text("a\0b")), "text");
        assert!(checked(text("x".repeat(200))).is_ok());
        let none = QueueFilter {
            reasons: Some(vec![]),
            ..QueueFilter::default()
        };
        assert_eq!(refused(none), "reasons");
    }

    #[test]
    fn the_same_twice_is_asked_for_once() {
        let mut twice = episodes(2);
        twice
            .episodes
            .as_mut()
            .unwrap()
            .extend(episodes(2).episodes.unwrap());
        twice.reasons = Some(vec![
            HoldReason::Links,
            HoldReason::Watched,
            HoldReason::Links,
        ]);
        let once = checked(twice).unwrap();
        assert_eq!(once.episodes, episodes(2).episodes);
        assert_eq!(
            once.reasons.unwrap(),
            [HoldReason::Links, HoldReason::Watched]
        );
    }
}
