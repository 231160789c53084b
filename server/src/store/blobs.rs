//! Bytes that are too large for rows, named by their SHA-256: the pictures of stills. An object store will stand beside [`Folder`].

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::StoreError;
use crate::files;

/// A folder of files, each named by the SHA-256 of its bytes: `ab/abcdef…`. Equal bytes are one file.
#[derive(Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens a folder that only the server's own account may read; makes it when missing.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it cannot be made.
    pub fn open(path: PathBuf) -> Result<Self, StoreError> {
        files::private_dir(&path)?;
        Ok(Self { path })
    }

    /// Keeps bytes and gives their name. They are on disk when this returns: written and synced under another name, renamed, and
    /// the folder synced.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take them; then nothing is left of them.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<[u8; 32], StoreError> {
        let folder = self.path.clone();
        blocking(move || {
            let name: [u8; 32] = Sha256::digest(&bytes).into();
            write(&folder, &name, &bytes)?;
            Ok(name)
        })
        .await
    }

    /// Reads the bytes of a name; `None` when there are none.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn get(&self, name: [u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        let path = place(&self.path, &name);
        blocking(move || match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        })
        .await
    }
}

fn place(folder: &Path, name: &[u8; 32]) -> PathBuf {
    let name = hex::encode(name);
    folder.join(&name[..2]).join(&name)
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

fn write(folder: &Path, name: &[u8; 32], bytes: &[u8]) -> io::Result<()> {
    let path = place(folder, name);
    // Same name means same bytes: it stands already, and was synced before it got its name.
    if path.exists() {
        return Ok(());
    }
    if !parent(&path).exists() {
        files::private_dir(parent(&path))?;
        sync(folder)?;
    }
    files::write_private(&path, bytes)
}

/// Makes names that were added to a folder outlive a loss of power.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Runs file work off the runtime's threads.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => Ok(outcome?),
        Err(_) => Err(StoreError::refused("the work on a file was interrupted")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn fresh() -> (tempfile::TempDir, Folder) {
        let parent = tempfile::tempdir().unwrap();
        let folder = Folder::open(parent.path().join("stills")).unwrap();
        (parent, folder)
    }

    fn names(folder: &Path) -> BTreeSet<String> {
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[tokio::test]
    async fn bytes_are_read_back_by_their_name_and_no_others_are() {
        let (_parent, folder) = fresh();
        let name = folder.put(b"picture".to_vec()).await.unwrap();
        assert_eq!(name, <[u8; 32]>::from(Sha256::digest(b"picture")));
        assert_eq!(folder.get(name).await.unwrap().as_deref(), Some(b"picture".as_slice()));
        assert_eq!(folder.get([0; 32]).await.unwrap(), None);
    }

    #[tokio::test]
    async fn equal_bytes_are_one_file_and_nothing_else_is_left_beside_it() {
        let (_parent, folder) = fresh();
        let name = folder.put(b"picture".to_vec()).await.unwrap();
        assert_eq!(folder.put(b"picture".to_vec()).await.unwrap(), name);
        let path = place(&folder.path, &name);
        assert_eq!(names(parent(&path)), BTreeSet::from([hex::encode(name)]));
    }

    #[tokio::test]
    async fn only_the_servers_account_may_read_them() {
        let (_parent, folder) = fresh();
        let path = place(&folder.path, &folder.put(b"picture".to_vec()).await.unwrap());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder.path), mode(parent(&path)), mode(&path)), (0o700, 0o700, 0o600));
    }
}
