//! The widget: built by npm from `web/`, or taken as it is from the folder `REJOINDER_WEB_DIST`, or,
//! in a packaged crate, which has none of the widget's sources, from `web/dist`.
//!
//! Its files are compressed here, as hard as it goes, so that no request waits for it.
use crate::{
    files::{copy, copy_folder, fresh, list},
    npm,
};
use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

const FOLDER: &str = "web";
const PREBUILT: &str = "REJOINDER_WEB_DIST";
/// What the widget is made from; `web` has other things beside it.
const SOURCES: [&str; 6] = ["account", "desk", "embed", "own", "shared", "sign-in"];
/// The installed packages are those of this lock file.
const STAMP: &str = "installed-lock.json";

pub(crate) fn build(out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-env-changed={PREBUILT}");
    let built = out.join("widget");
    fresh(&built)?;
    let found = dist(out).and_then(|dist| take(&dist, &built));
    if let Err(why) = &found {
        println!(
            "cargo::warning=the service is built without the widget: {why}. To have it, install \
             Node 20 or newer with npm and touch {FOLDER}/package.json, or name a folder that holds \
             the built widget in {PREBUILT}."
        );
    }
    fs::write(out.join("widget.rs"), source(&found))
}

/// Where the built widget is: `embed.js`, with `licenses.txt` and `assets` beside it.
fn dist(out: &Path) -> Result<PathBuf, String> {
    if let Some(folder) = env::var_os(PREBUILT) {
        let folder = PathBuf::from(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        return Ok(folder);
    }
    let folder = Path::new(FOLDER);
    if SOURCES.iter().all(|name| folder.join(name).is_dir()) {
        return make(folder, &out.join("widget-npm"));
    }
    println!("cargo::rerun-if-changed={FOLDER}");
    let packaged = folder.join("dist");
    if packaged.is_dir() {
        return Ok(packaged);
    }
    Err(format!("{} is not there", packaged.display()))
}

/// Builds a copy of the sources. The packages stay from one build to the next, as long as the lock
/// file stays.
fn make(folder: &Path, work: &Path) -> Result<PathBuf, String> {
    let web = work.join(FOLDER);
    let written = |result: io::Result<()>| {
        result.map_err(|error| format!("{} cannot be written: {error}", work.display()))
    };
    written(fs::create_dir_all(&web))?;
    for name in SOURCES {
        println!("cargo::rerun-if-changed={}", folder.join(name).display());
        written(fresh(&web.join(name)))?;
        copy_folder(&folder.join(name), &web.join(name))?;
    }
    for path in list(folder)? {
        let Some(name) = path.file_name().filter(|_| path.is_file()) else {
            continue;
        };
        println!("cargo::rerun-if-changed={}", path.display());
        copy(&path, &web.join(name))?;
    }
    println!("cargo::rerun-if-changed=schema.graphql");
    copy(Path::new("schema.graphql"), &work.join("schema.graphql"))?;

    let (lock, stamp) = (web.join("package-lock.json"), work.join(STAMP));
    let locked = fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    if fs::read(&stamp).ok().as_ref() != Some(&locked) {
        npm::install(&web, &[])?;
        written(fs::write(&stamp, &locked))?;
    }
    let dist = web.join("dist");
    written(fresh(&dist))?;
    npm::run(&web, &["run", "build", "--silent"])?;
    Ok(dist)
}

/// Copies the files, each with what it is compressed to, and gives their names.
fn take(dist: &Path, built: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let mut paths = vec![dist.join("embed.js"), dist.join("licenses.txt")];
    paths.extend(list(&dist.join("assets"))?);
    for path in paths.iter().filter(|path| !path.is_dir()) {
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| format!("{} has no name in UTF-8", path.display()))?;
        let plain = fs::read(path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        let write = |end: &str, bytes: &[u8]| {
            fs::write(built.join(format!("{name}{end}")), bytes)
                .map_err(|error| format!("{name}{end} cannot be written: {error}"))
        };
        write("", &plain)?;
        write(".gz", &gzip(&plain).map_err(|error| error.to_string())?)?;
        write(".br", &brotli(&plain).map_err(|error| error.to_string())?)?;
        names.push(name.to_owned());
    }
    Ok(names)
}

fn gzip(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoded = Vec::new();
    let (options, format) = (zopfli::Options::default(), zopfli::Format::Gzip);
    zopfli::compress(options, format, plain, &mut encoded)?;
    Ok(encoded)
}

fn brotli(plain: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        size_hint: plain.len(),
        ..Default::default()
    };
    let mut encoded = Vec::new();
    brotli::BrotliCompress(&mut &*plain, &mut encoded, &parameters)?;
    Ok(encoded)
}

/// What `src/http/embed/assets.rs` includes: the files, or why there are none.
fn source(found: &Result<Vec<String>, String>) -> String {
    let value = match found {
        Err(why) => format!("Err({why:?})"),
        Ok(names) => {
            let mut files = String::new();
            for name in names {
                let bytes = |end: &str| {
                    format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/widget/{name}{end}\"))")
                };
                let (plain, gzip, brotli) = (bytes(""), bytes(".gz"), bytes(".br"));
                let _ = write!(
                    files,
                    "super::File {{ name: {name:?}, plain: {plain}, gzip: {gzip}, brotli: {brotli} }},"
                );
            }
            format!("Ok(&[{files}])")
        }
    };
    format!("pub(in crate::http) const BUILT: Widget = {value};")
}
