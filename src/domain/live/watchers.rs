//! Who watches at this moment, so that nobody holds more streams than they can look at.
use crate::model::MemberId;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::oneshot;

/// Streams of one member on one node. A browser that has gone without a word holds one until the
/// next line cannot be sent, so the oldest gives way rather than the newest.
const EACH_MAX: usize = 10;

type Places = HashMap<MemberId, VecDeque<(u64, oneshot::Sender<()>)>>;

#[derive(Default)]
pub struct Watchers(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    places: Places,
    next: u64,
}

/// Given back when it is dropped.
pub struct Place {
    state: Arc<Mutex<State>>,
    member: MemberId,
    number: u64,
    given_away: oneshot::Receiver<()>,
}

impl Watchers {
    /// A place for one more stream of the member's.
    pub fn enter(&self, member: MemberId) -> Place {
        let (keep, given_away) = oneshot::channel();
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = state.next;
        state.next += 1;
        let places = state.places.entry(member).or_default();
        places.push_back((number, keep));
        if places.len() > EACH_MAX {
            places.pop_front();
        }
        Place {
            state: Arc::clone(&self.0),
            member,
            number,
            given_away,
        }
    }
}

impl Place {
    /// Done when a newer stream of the member's has it.
    pub async fn is_given_away(&mut self) {
        // Nothing is ever sent: the other end is dropped.
        let _ = (&mut self.given_away).await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = state.places.get_mut(&self.member) {
            places.retain(|(number, _)| *number != self.number);
            if places.is_empty() {
                state.places.remove(&self.member);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EACH_MAX, Watchers};
    use crate::model::MemberId;
    use futures_util::FutureExt;
    use uuid::Uuid;

    #[tokio::test]
    async fn the_oldest_stream_of_a_member_gives_way() {
        let watchers = Watchers::default();
        let [one, other] = [1, 2].map(|id| MemberId(Uuid::from_u128(id)));
        let mut others = watchers.enter(other);
        let mut places: Vec<_> = (0..EACH_MAX).map(|_| watchers.enter(one)).collect();
        drop(places.pop());
        places.push(watchers.enter(one));
        assert!(places[0].is_given_away().now_or_never().is_none());
        let mut newest = watchers.enter(one);
        assert!(places[0].is_given_away().now_or_never().is_some());
        for kept in places[1..].iter_mut().chain([&mut newest, &mut others]) {
            assert!(kept.is_given_away().now_or_never().is_none());
        }
        drop((places, newest, others));
        assert!(watchers.0.lock().unwrap().places.is_empty());
    }
}
