//! How many read a thread at this moment: those who listen to it, on all nodes.
//!
//! Each node knows its own. Those of the others are asked for when somebody wants to know, and kept for a
//! while: where nobody looks nothing is asked, and nothing stored. The first who looks is told of the
//! readers of this node alone.
use crate::{
    app::App,
    model::{Change, EpisodeId},
    storage::rooms::Room,
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use uuid::Uuid;

/// Before the other nodes are asked again.
const ASKED_AGAIN: Duration = Duration::from_secs(5);

/// For so long a node's answer counts.
const FRESH: Duration = Duration::from_secs(20);

/// So many threads are asked for in a while: questions go the way of changes, which they must not crowd.
const ASKED_AT_ONCE: usize = 20;
const A_WHILE: Duration = Duration::from_secs(1);

/// Threads that are known of; with more, those that nobody has asked for lately are forgotten.
const KNOWN_MAX: usize = 1_000;

#[derive(Default)]
pub struct Presence(Mutex<HashMap<EpisodeId, Elsewhere>>);

#[derive(Default)]
struct Elsewhere {
    asked_at: Option<Duration>,
    nodes: HashMap<Uuid, (Duration, u32)>,
}

/// How many listen to a thread.
pub fn readers(app: &App, episode: EpisodeId) -> u32 {
    let here = here(app, episode);
    if !app.db.is_shared() {
        return here;
    }
    let now = app.env.monotonic();
    let (elsewhere, asks) = app.presence.look(episode, now);
    if asks {
        app.db.changes().ask(Change::WhoReads(episode));
    }
    here.saturating_add(elsewhere)
}

/// How many listen to it on this node.
pub(super) fn here(app: &App, episode: EpisodeId) -> u32 {
    let here = app.db.changes().rooms().size(Room::Thread(episode));
    u32::try_from(here).unwrap_or(u32::MAX)
}

impl Presence {
    /// What is known of the other nodes, and whether it is time to ask them.
    fn look(&self, episode: EpisodeId, now: Duration) -> (u32, bool) {
        let mut known = self.known();
        if known.len() >= KNOWN_MAX && !known.contains_key(&episode) {
            known.retain(|_, elsewhere| elsewhere.is_asked_for(now, FRESH));
            // Of more than that nothing is known but this node's own.
            if known.len() >= KNOWN_MAX {
                return (0, false);
            }
        }
        let asked = |elsewhere: &&Elsewhere| elsewhere.is_asked_for(now, A_WHILE);
        let may_ask = known.values().filter(asked).count() < ASKED_AT_ONCE;
        let elsewhere = known.entry(episode).or_default();
        elsewhere
            .nodes
            .retain(|_, (at, _)| now.saturating_sub(*at) < FRESH);
        let asks = may_ask && !elsewhere.is_asked_for(now, ASKED_AGAIN);
        if asks {
            elsewhere.asked_at = Some(now);
        }
        (elsewhere.nodes.values().map(|(_, count)| count).sum(), asks)
    }

    /// A node has answered.
    pub(super) fn note(&self, episode: EpisodeId, node: Uuid, count: u32, now: Duration) {
        // What nobody here has asked for is another's answer.
        if let Some(elsewhere) = self.known().get_mut(&episode) {
            elsewhere.nodes.insert(node, (now, count));
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<EpisodeId, Elsewhere>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Elsewhere {
    fn is_asked_for(&self, now: Duration, within: Duration) -> bool {
        self.asked_at
            .is_some_and(|at| now.saturating_sub(at) < within)
    }
}

#[cfg(test)]
mod tests {
    use super::{ASKED_AGAIN, ASKED_AT_ONCE, FRESH, KNOWN_MAX, Presence};
    use crate::model::EpisodeId;
    use std::time::Duration;
    use uuid::Uuid;

    #[test]
    fn other_nodes_are_asked_seldom_and_their_answers_age() {
        let (presence, second) = (Presence::default(), Duration::from_secs(1));
        let id = |id| EpisodeId(Uuid::from_u128(id));
        let [one, other] = [1, 2].map(Uuid::from_u128);
        presence.note(id(1), one, 7, second);
        assert_eq!(presence.look(id(1), second), (0, true), "nobody had asked");
        presence.note(id(1), one, 7, second);
        presence.note(id(1), other, 3, 2 * second);
        presence.note(id(1), one, 8, 2 * second);
        assert_eq!(presence.look(id(1), 2 * second), (11, false));
        assert_eq!(presence.look(id(1), second + ASKED_AGAIN), (11, true));
        assert_eq!(presence.look(id(1), 2 * second + FRESH), (0, true));
        let later = 3 * second + FRESH;
        let asks: Vec<bool> = (2..=KNOWN_MAX)
            .map(|number| presence.look(id(number as u128), later).1)
            .collect();
        assert_eq!(asks.iter().filter(|asks| **asks).count(), ASKED_AT_ONCE);
        presence.look(id(0), 100 * second);
        assert_eq!(presence.known().len(), 1);
    }
}
