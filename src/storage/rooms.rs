//! Who watches which thread, on this node. A room is there as long as somebody is in it.
use crate::model::{Change, EpisodeId, SiteId, Touched};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Room {
    Thread(EpisodeId),
    /// Of those who wait for an episode of the site to be begun.
    Beginnings(SiteId),
}

#[derive(Clone, Default)]
pub struct Rooms(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    rooms: HashMap<Room, Inside>,
    /// Rises with all that is told.
    told: u64,
    closed: watch::Sender<bool>,
}

struct Inside {
    told: watch::Sender<u64>,
    readers: usize,
}

/// A place in a room, given back when it is dropped.
pub struct Seat {
    rooms: Rooms,
    room: Room,
    /// Somebody reads there.
    is_counted: bool,
    /// None while the place is given back.
    told: Option<watch::Receiver<u64>>,
}

impl Rooms {
    /// None once they are closed.
    pub fn enter(&self, room: Room) -> Option<Seat> {
        self.seat(room, true)
    }

    /// The same for whoever is no reader, and looks for others.
    pub fn look_in(&self, room: Room) -> Option<Seat> {
        self.seat(room, false)
    }

    fn seat(&self, room: Room, is_counted: bool) -> Option<Seat> {
        let mut state = self.state();
        if *state.closed.borrow() {
            return None;
        }
        let told = state.told;
        let inside = state.rooms.entry(room).or_insert_with(|| Inside {
            told: watch::Sender::new(told),
            readers: 0,
        });
        inside.readers += usize::from(is_counted);
        Some(Seat {
            told: Some(inside.told.subscribe()),
            rooms: self.clone(),
            room,
            is_counted,
        })
    }

    pub(super) fn tell(&self, change: &Change) {
        let mut state = self.state();
        state.told += 1;
        let (rooms, told) = (&state.rooms, state.told);
        let tell = |room: Room| {
            if let Some(inside) = rooms.get(&room) {
                inside.told.send_replace(told);
            }
        };
        match change {
            Change::Threads(Touched::These(episodes)) => {
                episodes.iter().copied().map(Room::Thread).for_each(tell);
            }
            Change::Episodes(site) => tell(Room::Beginnings(*site)),
            Change::Threads(Touched::Anything) | Change::Anywhere => {
                rooms.keys().copied().for_each(tell);
            }
            Change::Queues(..) | Change::Site(_) | Change::WhoReads(_) | Change::Readers(..) => {}
        }
    }

    /// How many read there.
    pub fn size(&self, room: Room) -> usize {
        let state = self.state();
        state.rooms.get(&room).map_or(0, |inside| inside.readers)
    }

    /// Done when they are closed.
    pub fn closed(&self) -> impl Future<Output = ()> + use<> {
        let mut closed = self.state().closed.subscribe();
        async move { closed.wait_for(|closed| *closed).await.map_or((), drop) }
    }

    /// Has all look again who wait for an episode to be begun.
    pub fn stir(&self) {
        let mut state = self.state();
        state.told += 1;
        for (room, inside) in &state.rooms {
            if matches!(room, Room::Beginnings(_)) {
                inside.told.send_replace(state.told);
            }
        }
    }

    /// Which threads are watched.
    pub fn threads(&self) -> Vec<EpisodeId> {
        let state = self.state();
        let threads = state.rooms.keys().filter_map(|room| match room {
            Room::Thread(id) => Some(*id),
            Room::Beginnings(_) => None,
        });
        threads.collect()
    }

    /// Whoever is in one is told that there is nothing more to come.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed.send_replace(true);
        state.rooms.clear();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    pub fn room(&self) -> Room {
        self.room
    }

    /// Another number whenever something has been told in the room. From now on that is known here.
    pub fn mark(&mut self) -> u64 {
        self.told
            .as_mut()
            .map_or(0, |told| *told.borrow_and_update())
    }

    /// Until something is told that is not known here; false when nothing more comes.
    pub async fn changed(&mut self) -> bool {
        match &mut self.told {
            Some(told) => told.changed().await.is_ok(),
            None => false,
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut state = self.rooms.state();
        // Of two who leave at once, the second finds nobody left.
        self.told = None;
        let Some(inside) = state.rooms.get_mut(&self.room) else {
            return;
        };
        inside.readers -= usize::from(self.is_counted);
        if inside.told.receiver_count() == 0 {
            state.rooms.remove(&self.room);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Room, Rooms};
    use crate::model::{Change, EpisodeId, SiteId, Touched};
    use futures_util::FutureExt;
    use uuid::Uuid;

    #[tokio::test]
    async fn who_is_in_a_room_hears_what_is_told_there_and_no_more() {
        let rooms = Rooms::default();
        let [one, other] = [1, 2].map(|id| EpisodeId(Uuid::from_u128(id)));
        let site = SiteId(Uuid::from_u128(3));
        let mut seats = [
            Room::Thread(one),
            Room::Thread(other),
            Room::Beginnings(site),
        ]
        .map(|room| rooms.enter(room).unwrap());
        for (change, heard) in [
            (Change::thread(one), [true, false, false]),
            (Change::Episodes(site), [false, false, true]),
            (
                Change::Queues(site, Touched::Anything),
                [false, false, false],
            ),
            (Change::Site(site), [false, false, false]),
            (Change::Anywhere, [true, true, true]),
            (
                Change::Threads(Touched::These(vec![one, other])),
                [true, true, false],
            ),
        ] {
            rooms.tell(&change);
            for (seat, heard) in seats.iter_mut().zip(heard) {
                assert_eq!(seat.changed().now_or_never().is_some(), heard, "{change:?}");
            }
        }
        rooms.close();
        assert!(!seats[0].changed().await);
        assert!(rooms.enter(Room::Thread(one)).is_none());
    }

    #[test]
    fn a_room_goes_with_the_last_in_it() {
        let rooms = Rooms::default();
        let id = EpisodeId(Uuid::from_u128(1));
        let seats = [(); 2].map(|()| rooms.enter(Room::Thread(id)).unwrap());
        let [first, second] = seats;
        drop(first);
        assert_eq!(rooms.threads(), [id]);
        drop(second);
        assert!(rooms.threads().is_empty());
    }
}
