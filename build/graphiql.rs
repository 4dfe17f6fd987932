//! `GraphiQL`: its files come from npm, pinned by the lock file in `web/graphiql`, or from the folder
//! `REJOINDER_GRAPHIQL_DIST`.
use crate::{
    files::{copy, fresh},
    npm,
};
use std::{env, fs, io, path::Path};

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

pub(crate) fn build(out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={FOLDER}/package.json");
    println!("cargo::rerun-if-changed={FOLDER}/package-lock.json");
    println!("cargo::rerun-if-env-changed={PREBUILT}");
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
    fs::write(out.join("graphiql.rs"), source(&found))
}

/// Copies files that somebody has fetched before.
fn prebuilt(folder: &Path, built: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for (name, _) in FILES {
        copy(&folder.join(name), &built.join(name))?;
    }
    Ok(())
}

fn install(work: &Path, built: &Path) -> Result<(), String> {
    fresh(work).map_err(|error| format!("{} cannot be written: {error}", work.display()))?;
    for name in ["package.json", "package-lock.json"] {
        copy(&Path::new(FOLDER).join(name), &work.join(name))?;
    }
    npm::install(work, &["--omit=dev"])?;
    for (name, path) in FILES {
        copy(&work.join("node_modules").join(path), &built.join(name))?;
    }
    // 50 MB that nothing needs any more; if they cannot be removed they only take room.
    drop(fs::remove_dir_all(work));
    Ok(())
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
