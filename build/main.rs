//! Brings what is made for browsers into the program: `GraphiQL` for the demo, and the widget. Both
//! need Node; without it the build goes on with a warning, and the service says what is missing.
#![expect(clippy::print_stdout, reason = "cargo listens there")]
mod files;
mod graphiql;
mod npm;
mod widget;

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    graphiql::build(&out)?;
    widget::build(&out)?;
    Ok(())
}
