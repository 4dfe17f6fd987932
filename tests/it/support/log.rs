//! What the service logs on the thread of one test.
use std::{
    cell::RefCell,
    io::{self, Write},
    sync::Once,
};
use tracing_subscriber::{filter::dynamic_filter_fn, fmt, prelude::*};

thread_local! {
    static KEPT: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Every level of it, from here on.
pub(crate) fn listen() {
    // For the whole process: one that a thread has for itself misses what another thread was the
    // first to log, as `tracing` then keeps for all of them that nobody listens.
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let here = dynamic_filter_fn(|_, _| KEPT.with_borrow(Option::is_some));
        let layer = fmt::layer().with_ansi(false).with_writer(|| Keeper);
        tracing_subscriber::registry()
            .with(layer.with_filter(here))
            .init();
    });
    KEPT.set(Some(Vec::new()));
}

/// What was logged since [`listen`].
pub(crate) fn heard() -> String {
    String::from_utf8(KEPT.take().unwrap()).unwrap()
}

struct Keeper;

impl Write for Keeper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        KEPT.with_borrow_mut(|kept| {
            kept.as_mut()
                .map_or(Ok(bytes.len()), |kept| kept.write(bytes))
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
