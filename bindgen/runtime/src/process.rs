//! Tells a process from the one it was forked from: a child has the memory of its parent, but none of its threads.
//!
//! A process number does not tell them apart. It is used again after its process has ended, and the first process of every PID namespace
//! is number 1, also where its parent is number 1 of another. So a cell in memory holds a number that is zeroed in a child: by the kernel,
//! where it can (`MADV_WIPEONFORK`, which no way of forking gets around), and by a handler of the C library's `fork` everywhere.

use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

/// Where the number of this process is; NULL until somebody asks for it.
static CELL: AtomicPtr<AtomicU64> = AtomicPtr::new(ptr::null_mut());

/// Where the kernel cannot give a page that it zeroes.
static PLAIN: AtomicU64 = AtomicU64::new(0);

/// The next number that is free. A child goes on from where its parent was, so it never gets a number that it could have inherited.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// A number that stays the same in this process, and is none of those that the processes had from which it was forked.
#[inline]
pub fn generation() -> u64 {
    let cell = cell();
    match cell.load(Ordering::Relaxed) {
        0 => take_number(cell),
        number => number,
    }
}

#[cold]
fn take_number(cell: &AtomicU64) -> u64 {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    // Another thread may have been first.
    cell.compare_exchange(0, number, Ordering::Relaxed, Ordering::Relaxed).map_or_else(|there| there, |_| number)
}

#[inline]
fn cell() -> &'static AtomicU64 {
    let cell = CELL.load(Ordering::Acquire);
    // SAFETY: what is stored there is never given back.
    unsafe { cell.as_ref() }.unwrap_or_else(make_cell)
}

/// No lock guards this: a child that is forked in the middle of it would wait for ever.
#[cold]
fn make_cell() -> &'static AtomicU64 {
    // SAFETY: the handler may be called in any child, and more than once. Where it cannot be had, the page alone has to do.
    // In WebAssembly nothing forks.
    #[cfg(not(target_family = "wasm"))]
    unsafe {
        libc::pthread_atfork(None, None, Some(forget))
    };
    let page = zeroed_in_children();
    let made = page.unwrap_or(ptr::from_ref(&PLAIN).cast_mut());
    match CELL.compare_exchange(ptr::null_mut(), made, Ordering::AcqRel, Ordering::Acquire) {
        // SAFETY: it is a static, or a page that is never given back from now on.
        Ok(_) => unsafe { &*made },
        Err(there) => {
            #[cfg(unix)]
            if let Some(page) = page {
                // SAFETY: this thread mapped it, and nobody else knows it.
                unsafe { libc::munmap(page.cast(), size_of::<AtomicU64>()) };
            }
            // SAFETY: as above; another thread stored it.
            unsafe { &*there }
        }
    }
}

/// A page of memory that is all zeros in a child, if the kernel can do that.
fn zeroed_in_children() -> Option<*mut AtomicU64> {
    #[cfg(target_os = "linux")]
    // SAFETY: a mapping of its own, which is given back unless it is what was asked for.
    unsafe {
        let (size, access) = (size_of::<AtomicU64>(), libc::PROT_READ | libc::PROT_WRITE);
        let page = libc::mmap(ptr::null_mut(), size, access, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS, -1, 0);
        if page == libc::MAP_FAILED {
            return None;
        }
        if libc::madvise(page, size, libc::MADV_WIPEONFORK) == 0 {
            return Some(page.cast());
        }
        libc::munmap(page, size);
    }
    None
}

/// Runs in a child, before it goes on.
#[cfg(not(target_family = "wasm"))]
unsafe extern "C" fn forget() {
    let cell = CELL.load(Ordering::Acquire);
    // SAFETY: what is stored there is never given back.
    if let Some(cell) = unsafe { cell.as_ref() } {
        cell.store(0, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn all_threads_have_one_number() {
        let numbers: Vec<u64> = (0..8).map(|_| thread::spawn(generation)).map(|thread| thread.join().unwrap()).collect();
        assert!(numbers.iter().all(|number| *number == generation() && *number != 0));
    }

    /// What a child answers whose number was zeroed by that.
    fn in_a_child(fork: impl Fn() -> libc::pid_t) -> i32 {
        let here = generation();
        let child = fork();
        if child == 0 {
            let (first, second) = (generation(), generation());
            // SAFETY: ends the child without running what belongs to the test's process.
            unsafe { libc::_exit(if first == second && first != here { 0 } else { 1 }) };
        }
        let mut status = -1;
        // SAFETY: the status can be written.
        assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
        assert_eq!(generation(), here);
        status
    }

    #[test]
    fn a_child_has_another() {
        // SAFETY: the child calls nothing that another thread may have been in the middle of.
        assert_eq!(in_a_child(|| unsafe { libc::fork() }), 0);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_kernel_sees_what_the_c_library_does_not() {
        let flags = libc::c_long::from(libc::SIGCHLD);
        // The order of the arguments differs between architectures; all but the flags are 0 there.
        // SAFETY: as above; a child with memory and stack of its own.
        let raw = || unsafe { libc::syscall(libc::SYS_clone, flags, 0, 0, 0, 0) } as libc::pid_t;
        if zeroed_in_children().is_some() && !cfg!(target_arch = "s390x") {
            assert_eq!(in_a_child(raw), 0);
        }
    }
}
