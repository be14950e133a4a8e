//! A layer over SQLite's `unix` file system that tells a [`Disk`] of every change and asks it whether
//! the change may happen.
//!
//! SQLite takes file systems as C structures of function pointers: this file alone is unsafe.
#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::path::Path;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::ffi;

use super::disk::{Attempt, Change, Disk};

/// A registered file system. Drop it only after every connection that uses it.
pub struct Vfs {
    layer: *mut ffi::sqlite3_vfs,
    pub disk: Arc<Disk>,
    name: CString,
}

/// What the layer's `pAppData` points to.
struct Below {
    unix: *mut ffi::sqlite3_vfs,
    disk: Arc<Disk>,
}

/// Our part of an open file; the file below it lies right after, in the same allocation of SQLite's.
#[repr(C)]
struct OpenFile {
    sqlite: ffi::sqlite3_file,
    noted: *mut Noted,
}

/// A file whose changes are noted: temporary ones are not.
struct Noted {
    name: String,
    disk: Arc<Disk>,
}

/// Where the file below begins: SQLite aligns allocations to 8.
const OURS: usize = size_of::<OpenFile>().next_multiple_of(8);

impl Vfs {
    /// Registers a layer under a name of its own.
    pub fn register() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("noted-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let name = CString::new(name).expect("there is no zero in it");
        let disk = Arc::new(Disk::default());
        // SAFETY: SQLite initialises itself on `find`; the copied structure's other functions take the
        // file system they are called with only for its path length, so they work for the copy.
        let layer = unsafe {
            assert_eq!(ffi::sqlite3_initialize(), ffi::SQLITE_OK);
            let unix = ffi::sqlite3_vfs_find(c"unix".as_ptr());
            assert!(!unix.is_null(), "these tests run where SQLite has its unix file system");
            let mut layer = *unix;
            layer.szOsFile += OURS as c_int;
            layer.pNext = ptr::null_mut();
            layer.zName = name.as_ptr();
            layer.pAppData = Box::into_raw(Box::new(Below { unix, disk: Arc::clone(&disk) })).cast();
            layer.xOpen = Some(open);
            layer.xDelete = Some(delete);
            let layer = Box::into_raw(Box::new(layer));
            assert_eq!(ffi::sqlite3_vfs_register(layer, 0), ffi::SQLITE_OK);
            layer
        };
        Self { layer, disk, name }
    }

    pub fn name(&self) -> String {
        self.name.to_string_lossy().into_owned()
    }
}

impl Drop for Vfs {
    fn drop(&mut self) {
        // SAFETY: made in `register`, and no connection uses it any more.
        unsafe {
            ffi::sqlite3_vfs_unregister(self.layer);
            let layer = Box::from_raw(self.layer);
            drop(Box::from_raw(layer.pAppData.cast::<Below>()));
        }
    }
}

unsafe fn below_of<'a>(vfs: *mut ffi::sqlite3_vfs) -> &'a Below {
    // SAFETY: SQLite calls with the structure registered above, which lives until `Vfs` is dropped.
    unsafe { &*(*vfs).pAppData.cast::<Below>() }
}

unsafe fn file_name(path: *const c_char) -> String {
    // SAFETY: SQLite hands paths that end in zero.
    let path = unsafe { CStr::from_ptr(path) }.to_string_lossy();
    Path::new(path.as_ref()).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: `file` is `szOsFile` bytes of SQLite's for us and the file below; `path` is null only for
    // temporary files.
    unsafe {
        let below = below_of(vfs);
        let ours = file.cast::<OpenFile>();
        ptr::write(
            ours,
            OpenFile { sqlite: ffi::sqlite3_file { pMethods: ptr::null() }, noted: ptr::null_mut() },
        );
        let mut there = 0;
        let kept = !path.is_null() && flags & ffi::SQLITE_OPEN_DELETEONCLOSE == 0;
        if kept && let Some(access) = (*below.unix).xAccess {
            access(below.unix, path, ffi::SQLITE_ACCESS_EXISTS, &mut there);
        }
        let open_below = (*below.unix).xOpen.expect("every file system opens files");
        let result = open_below(below.unix, path, real(file), flags, out_flags);
        if result != ffi::SQLITE_OK {
            return result;
        }
        if kept {
            let noted = Noted { name: file_name(path), disk: Arc::clone(&below.disk) };
            if there == 0 {
                noted.disk.note(&noted.name, Change::Created);
            }
            (*ours).noted = Box::into_raw(Box::new(noted));
        }
        (*file).pMethods = &METHODS;
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, path: *const c_char, sync: c_int) -> c_int {
    // SAFETY: forwarded as it came.
    unsafe {
        let below = below_of(vfs);
        let delete_below = (*below.unix).xDelete.expect("every file system deletes files");
        let result = delete_below(below.unix, path, sync);
        if result == ffi::SQLITE_OK {
            below.disk.note(&file_name(path), Change::Deleted);
        }
        result
    }
}

unsafe fn real(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    // SAFETY: the allocation has `OURS` bytes and then those of the file below.
    unsafe { file.cast::<u8>().add(OURS).cast() }
}

unsafe fn noted<'a>(file: *mut ffi::sqlite3_file) -> Option<&'a Noted> {
    // SAFETY: set in `open`, freed in `close`, after which SQLite calls no more.
    unsafe { (*file.cast::<OpenFile>()).noted.as_ref() }
}

/// Asks whether the attempt may happen.
unsafe fn verdict(file: *mut ffi::sqlite3_file, attempt: Attempt) -> c_int {
    // SAFETY: as `noted`.
    unsafe { noted(file) }.map_or(ffi::SQLITE_OK, |noted| noted.disk.verdict(attempt))
}

/// Notes a change that happened.
unsafe fn note(file: *mut ffi::sqlite3_file, result: c_int, change: impl FnOnce() -> Change) -> c_int {
    // SAFETY: as `noted`.
    if result == ffi::SQLITE_OK
        && let Some(noted) = unsafe { noted(file) }
    {
        noted.disk.note(&noted.name, change());
    }
    result
}

/// Calls the method of the file below.
macro_rules! below {
    ($file:ident . $method:ident ( $($argument:expr),* )) => {{
        let real = real($file);
        let method = (*(*real).pMethods).$method.expect("the unix files have every method");
        method(real, $($argument),*)
    }};
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file once.
    unsafe {
        let result = below!(file.xClose());
        let noted = std::mem::replace(&mut (*file.cast::<OpenFile>()).noted, ptr::null_mut());
        if !noted.is_null() {
            drop(Box::from_raw(noted));
        }
        result
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    count: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: `bytes` are `count` readable bytes.
    unsafe {
        let data = std::slice::from_raw_parts(bytes.cast::<u8>(), count as usize);
        let written =
            |length: usize| Change::Written { offset: offset as u64, bytes: data[..length].to_vec() };
        let failure = verdict(file, Attempt::Write);
        if failure == ffi::SQLITE_OK {
            let result = below!(file.xWrite(bytes, count, offset));
            return note(file, result, || written(data.len()));
        }
        // A write that fails has often written some of it.
        let part = count / 2;
        let result = below!(file.xWrite(bytes, part, offset));
        note(file, result, || written(part as usize));
        failure
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    // SAFETY: forwarded as it came.
    unsafe {
        match verdict(file, Attempt::Truncate) {
            ffi::SQLITE_OK => {
                let result = below!(file.xTruncate(length));
                note(file, result, || Change::Cut { length: length as u64 })
            }
            failure => failure,
        }
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: forwarded as it came.
    unsafe {
        match verdict(file, Attempt::Sync) {
            ffi::SQLITE_OK => {
                let result = below!(file.xSync(flags));
                note(file, result, || Change::Synced)
            }
            failure => failure,
        }
    }
}

/// Methods that pass through.
macro_rules! through {
    ($($name:ident = $method:ident ( $($argument:ident : $kind:ty),* ) -> $result:ty;)*) => {$(
        unsafe extern "C" fn $name(file: *mut ffi::sqlite3_file, $($argument: $kind),*) -> $result {
            // SAFETY: forwarded as it came.
            unsafe { below!(file.$method($($argument),*)) }
        }
    )*};
}

through! {
    read = xRead(bytes: *mut c_void, count: c_int, offset: i64) -> c_int;
    file_size = xFileSize(size: *mut i64) -> c_int;
    lock = xLock(level: c_int) -> c_int;
    unlock = xUnlock(level: c_int) -> c_int;
    check_reserved_lock = xCheckReservedLock(reserved: *mut c_int) -> c_int;
    file_control = xFileControl(operation: c_int, argument: *mut c_void) -> c_int;
    sector_size = xSectorSize() -> c_int;
    characteristics = xDeviceCharacteristics() -> c_int;
    shm_map = xShmMap(page: c_int, size: c_int, extend: c_int, memory: *mut *mut c_void) -> c_int;
    shm_lock = xShmLock(offset: c_int, count: c_int, flags: c_int) -> c_int;
    shm_unmap = xShmUnmap(delete: c_int) -> c_int;
}

unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    // SAFETY: forwarded as it came.
    unsafe { below!(file.xShmBarrier()) }
}

/// Version 2: with shared memory for the log's index, without memory mapping, past which a write could
/// go unseen.
static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};
