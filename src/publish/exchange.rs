//! Putting the staged tree in the place of the published one.

use std::io;

use rustix::io::Errno;

use super::Exchange;
use super::disk::Disk;
use super::error::PublishError;
use super::places::Places;

/// Exchanges the two trees; the published one is then the staged one.
///
/// `Ok(Err(why))` if this folder cannot be exchanged and must be updated file by file; nothing has changed then.
pub(super) fn exchange(disk: &Disk, places: &Places, is_first: bool) -> Result<Result<Exchange, String>, PublishError> {
    if is_first {
        if let Some(parent) = places.out.parent() {
            disk.create_folders(parent)?;
        }
        disk.rename(&places.next, &places.out)?;
        return Ok(Ok(Exchange::Renamed));
    }
    let errno = match disk.exchange(&places.next, &places.out)? {
        Ok(()) => return Ok(Ok(Exchange::Swapped)),
        Err(errno) => errno,
    };
    if let Some(why) = reason(errno) {
        return Ok(Err(why));
    }
    match errno {
        Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP => rename_both(disk, places),
        errno => Err(PublishError::io("exchange", &places.out)(errno.into())),
    }
}

/// Why a folder cannot be moved at all.
fn reason(errno: Errno) -> Option<String> {
    match errno {
        Errno::BUSY | Errno::XDEV => Some("it is a mount point".to_owned()),
        Errno::ACCESS | Errno::PERM => Some("it may not be moved".to_owned()),
        _ => None,
    }
}

/// For file systems without an exchange. [`super::state::open`] puts right what a kill between the renames leaves.
fn rename_both(disk: &Disk, places: &Places) -> Result<Result<Exchange, String>, PublishError> {
    if let Err(error) = disk.try_rename(&places.out, &places.old)? {
        return match error.raw_os_error().map(Errno::from_raw_os_error).and_then(reason) {
            Some(why) => Ok(Err(why)),
            None => Err(PublishError::io("rename", &places.out)(error)),
        };
    }
    if let Err(error) = disk.try_rename(&places.next, &places.out)? {
        return roll_back(disk, places, error);
    }
    disk.rename(&places.old, &places.next)?;
    Ok(Ok(Exchange::Renamed))
}

fn roll_back<T>(disk: &Disk, places: &Places, error: io::Error) -> Result<T, PublishError> {
    disk.rename(&places.old, &places.out)?;
    Err(PublishError::io("rename to", &places.out)(error))
}
