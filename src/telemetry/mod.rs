//! The log: one line an event on standard error, text on a terminal and JSON elsewhere. And traces,
//! where the operator wants them.
mod traces;

pub use traces::{Settings, Traces};

use crate::{
    config::{Log, LogFormat},
    spans,
};
use std::{
    borrow::Cow,
    fmt::Write as _,
    io::{self, IsTerminal, Write},
    panic::{self, PanicHookInfo},
};
use tracing::Subscriber;
use tracing_subscriber::{
    EnvFilter, Layer,
    fmt::MakeWriter,
    layer::SubscriberExt,
    registry::{LookupSpan, Registry},
    util::SubscriberInitExt,
};

/// Call once, where the service runs and before anything is logged; later calls change nothing. Gives
/// back the traces, where there are any.
pub fn init(log: &Log, traces: Option<Settings>) -> Option<Traces> {
    let format = match log.format {
        LogFormat::Auto if io::stderr().is_terminal() => LogFormat::Text,
        LogFormat::Auto => LogFormat::Json,
        chosen => chosen,
    };
    panic::set_hook(Box::new(log_panic));
    let target = || io::stderr().lock();
    let Some(settings) = traces else {
        // A test that starts two services has a subscriber already.
        let _ = subscriber(&log.filter, format, target).try_init();
        return None;
    };
    let lines = lines(format, target).with_filter(filter(&log.filter));
    let (spans, traces) = traces::begin(settings);
    let installed = Registry::default().with(lines).with(spans).try_init();
    installed.is_ok().then_some(traces)
}

/// Instead of the several lines that a panic prints by itself.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let location = panic
        .location()
        .map(ToString::to_string)
        .unwrap_or_default();
    let cause = panic.payload_as_str().unwrap_or("no message");
    tracing::error!(location, cause, "panicked");
}

/// What libraries tell of every start, unless the configuration asks for it by name.
const QUIET: &str = "sea_orm_migration=warn,sqlx=warn";

fn subscriber<W: Write + 'static>(
    filter: &str,
    format: LogFormat,
    target: impl Fn() -> W + Send + Sync + 'static,
) -> impl Subscriber + Send + Sync {
    Registry::default()
        .with(lines(format, target))
        .with(self::filter(filter))
}

/// What stands in the log of what reaches it.
fn lines<S, W>(
    format: LogFormat,
    target: impl Fn() -> W + Send + Sync + 'static,
) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    W: Write + 'static,
{
    let writer = OneLine(target);
    let layer = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(writer);
    match format {
        LogFormat::Json => layer
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .boxed(),
        LogFormat::Auto | LogFormat::Text => layer.boxed(),
    }
}

/// Which the configuration has checked. What is traced is not logged as well.
fn filter(filter: &str) -> EnvFilter {
    let filter = format!("{QUIET},{}=off,{filter}", spans::TARGET);
    EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"))
}

/// Keeps an event on its line whatever its values hold.
struct OneLine<F>(F);

impl<'a, F: Fn() -> W, W: Write + 'a> MakeWriter<'a> for OneLine<F> {
    type Writer = Escaping<W>;

    fn make_writer(&'a self) -> Escaping<W> {
        Escaping(self.0())
    }
}

struct Escaping<W>(W);

impl<W: Write> Write for Escaping<W> {
    /// Takes a whole event, as the layer writes it, and passes it on in one piece: each is a call of the
    /// system.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        if is_plain(event) {
            self.0.write_all(event)?;
            return Ok(event.len());
        }
        let text = String::from_utf8_lossy(event);
        let mut line = escaped(text.strip_suffix('\n').unwrap_or(&text)).into_owned();
        line.push('\n');
        self.0.write_all(line.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Whether it is one line, and nothing in it can mislead: nearly all are.
fn is_plain(event: &[u8]) -> bool {
    let line = event.strip_suffix(b"\n");
    line.is_some_and(|line| line.iter().all(|byte| matches!(byte, b' '..=b'~')))
}

/// In the notation that JSON shares, so that a JSON line stays one.
fn escaped(line: &str) -> Cow<'_, str> {
    if !line.contains(misleads) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len() + 16);
    for character in line.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            character if misleads(character) => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// Control characters, and those that break or turn round a line.
fn misleads(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{LogFormat, spans, subscriber};
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(filter: &str, format: LogFormat, log: impl FnOnce()) -> String {
        let kept = Kept::default();
        let target = kept.clone();
        let subscriber = subscriber(filter, format, move || target.clone());
        tracing::subscriber::with_default(subscriber, log);
        let bytes = kept.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn each_line_is_written_in_one_piece() {
        #[derive(Clone, Default)]
        struct Pieces(Arc<Mutex<Vec<String>>>);
        impl Write for Pieces {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                let piece = String::from_utf8(bytes.to_vec()).unwrap();
                self.0.lock().unwrap().push(piece);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let pieces = Pieces::default();
        let target = pieces.clone();
        let subscriber = subscriber("info", LogFormat::Json, move || target.clone());
        tracing::subscriber::with_default(subscriber, || {
            tracing::info!("plain");
            tracing::info!("not plain: \u{e4}");
        });
        let pieces = pieces.0.lock().unwrap();
        assert_eq!(pieces.len(), 2, "{pieces:?}");
        assert!(
            pieces.iter().all(|piece| piece.ends_with("}\n")),
            "{pieces:?}"
        );
    }

    const FORGED: &str = "a\r\n2026 INFO forged \u{1b}[31m\u{9b}1m\u{202e}\u{2028}z";

    #[test]
    fn a_value_cannot_forge_a_line_of_text() {
        let log = logged("info", LogFormat::Text, || {
            tracing::info!(key = FORGED, "one {FORGED}");
            tracing::info!(key = %FORGED, "two");
        });
        assert_eq!(log.lines().count(), 2, "{log}");
        assert!(
            !log.contains(['\r', '\u{1b}', '\u{9b}', '\u{202e}', '\u{2028}']),
            "{log:?}"
        );
    }

    #[test]
    fn a_json_line_stays_json_and_keeps_the_value() {
        let log = logged(
            "info",
            LogFormat::Json,
            || tracing::info!(key = %FORGED, "one"),
        );
        assert_eq!(log.lines().count(), 1, "{log}");
        assert!(!log.contains(['\u{9b}', '\u{202e}', '\u{2028}']), "{log:?}");
        let event: serde_json::Value = serde_json::from_str(&log).unwrap();
        assert_eq!(event["key"], FORGED);
        assert_eq!(event["message"], "one");
        assert_eq!(event["level"], "INFO");
    }

    #[test]
    fn the_filter_decides_what_is_logged() {
        let log = logged("warn", LogFormat::Text, || {
            tracing::info!("quiet");
            tracing::warn!("loud");
        });
        assert!(log.contains("loud") && !log.contains("quiet"), "{log}");
    }

    #[test]
    fn libraries_are_quiet_unless_they_are_asked_for() {
        let migrate = || tracing::info!(target: "sea_orm_migration::migrator", "step");
        assert_eq!(logged("debug", LogFormat::Text, migrate), "");
        let log = logged("warn,sea_orm_migration=info", LogFormat::Text, migrate);
        assert!(log.contains("step"), "{log}");
    }

    #[test]
    fn where_nothing_is_traced_a_span_is_nothing_whatever_is_logged() {
        for filter in ["info", "trace", "rejoinder=trace"] {
            let log = logged(filter, LogFormat::Text, || {
                assert!(!spans::are_wanted(), "{filter}");
                assert!(spans::statement("sqlite", "SELECT 1").is_disabled());
                tracing::info!(target: "rejoinder", "one");
            });
            assert!(log.contains("one"), "{log}");
        }
    }
}
