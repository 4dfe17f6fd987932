//! Brings `GraphiQL` into the program, for the demo: its files come from npm, pinned by the lock file
//! in `web/graphiql`, or from the folder `REJOINDER_GRAPHIQL_DIST`. Without either, the build goes
//! on with a warning and the page says what is missing.
use std::{
    env,
    error::Error,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

const FOLDER: &str = "web/graphiql";
const PREBUILT: &str = "REJOINDER_GRAPHIQL_DIST";

/// The name that a file is served under, and where its package has it.
const FILES: [(&str, &str); 4] = [
    (
        "react.production.min.js",
        "react/umd/react.production.min.js",
    ),
    (
        "react-dom.production.min.js",
        "react-dom/umd/react-dom.production.min.js",
    ),
    ("graphiql.min.js", "graphiql/graphiql.min.js"),
    ("graphiql.min.css", "graphiql/graphiql.min.css"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={FOLDER}/package.json");
    println!("cargo::rerun-if-changed={FOLDER}/package-lock.json");
    println!("cargo::rerun-if-env-changed={PREBUILT}");

    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let built = out.join("graphiql");
    fresh(&built)?;
    let found = match env::var_os(PREBUILT) {
        Some(folder) => prebuilt(Path::new(&folder), &built),
        None => install(&out.join("graphiql-npm"), &built),
    };
    if let Err(why) = &found {
        println!(
            "cargo::warning=the demo is built without GraphiQL: {why}. To have it, install Node \
             with npm and touch {FOLDER}/package.json, or name a folder that holds its files in \
             {PREBUILT}."
        );
    }
    fs::write(out.join("graphiql.rs"), source(&found))?;
    Ok(())
}

/// Copies files that somebody has fetched before.
fn prebuilt(folder: &Path, built: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for (name, _) in FILES {
        copy(&folder.join(name), &built.join(name))?;
    }
    Ok(())
}

/// Runs npm in a folder of the build's own, so that the source tree stays as it is. No script of any
/// package runs.
fn install(work: &Path, built: &Path) -> Result<(), String> {
    fresh(work).map_err(|error| format!("{} cannot be written: {error}", work.display()))?;
    for name in ["package.json", "package-lock.json"] {
        copy(&Path::new(FOLDER).join(name), &work.join(name))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .args(["--omit=dev", "--loglevel=error", "--fetch-retries=1"])
        .args(["--fetch-retry-mintimeout=1000", "--fetch-timeout=20000"])
        .current_dir(work)
        .output()
        .map_err(|error| format!("npm cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("npm failed: {}", last_words(&output.stderr)));
    }
    for (name, path) in FILES {
        copy(&work.join("node_modules").join(path), &built.join(name))?;
    }
    // 50 MB that nothing needs any more; if they cannot be removed they only take room.
    drop(fs::remove_dir_all(work));
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    match fs::copy(from, to) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{} cannot be read: {error}", from.display())),
    }
}

fn fresh(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(folder),
    }
}

/// Of what npm said: cargo shows a warning on one line.
fn last_words(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let lines: Vec<&str> = text.lines().map(str::trim).take(4).collect();
    lines.join(" ")
}

/// What `src/http/demo/graphiql.rs` includes: the files, or why there are none.
fn source(found: &Result<(), String>) -> String {
    let file = |(name, _)| {
        format!("({name:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/graphiql/{name}\"))),")
    };
    let value = match found {
        Ok(()) => format!("Ok(&[{}])", FILES.map(file).concat()),
        Err(why) => format!("Err({why:?})"),
    };
    format!("const BUILT: Result<&[(&str, &[u8])], &str> = {value};")
}
