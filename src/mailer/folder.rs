//! Mails as files, where there is no mail server: for demos and for work on this machine.
use super::{Fault, Letter};
use lettre::Message;
use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// A file that only its owner may read, for it holds a link that signs in. A mail that leaves
/// twice is one file.
pub(super) async fn write(
    folder: PathBuf,
    letter: &Letter,
    message: &Message,
) -> Result<(), Fault> {
    let file = folder.join(format!(
        "{}-{}-{}.eml",
        letter.written_at.format("%Y%m%dT%H%M%SZ"),
        letter.kind,
        letter.id.simple()
    ));
    let (path, bytes) = (file.clone(), message.formatted());
    tokio::task::spawn_blocking(move || put(&folder, &path, &bytes))
        .await
        .map_err(|_| Fault::Folder(io::ErrorKind::Other))?
        .map_err(|error| Fault::Folder(error.kind()))?;
    tracing::info!(
        mail.id = %letter.id,
        mail.kind = letter.kind,
        file = %file.display(),
        "a mail was written to a file, for there is no mail server"
    );
    Ok(())
}

fn put(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let part = path.with_extension("part");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    file.write_all(bytes)?;
    fs::rename(part, path)
}
