//! How long profiles and configurations take: `profiles REPOSITORY CONFIG_ROOT`. For people who change them; nothing checks it.

use std::time::{Duration, Instant};

use polyatom_repo::{Config, Profiles, Repository};

fn timed<T>(what: &str, times: u32, mut run: impl FnMut() -> T) -> T {
    let (mut best, mut last) = (Duration::MAX, None);
    for _ in 0..times {
        let start = Instant::now();
        last = Some(run());
        best = best.min(start.elapsed());
    }
    println!("{what}: {best:.1?}");
    last.expect("it runs at least once")
}

/// What this thread has computed so far; on a busy machine the clock would tell of others, too.
fn computed() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or_default())
}

/// What each of some threads computes that do the same at once, the best of several times.
fn at_once(threads: usize, run: impl Fn() -> usize + Sync) -> Duration {
    let each = || {
        let start = computed();
        std::hint::black_box(run());
        computed() - start
    };
    let all = || -> Duration {
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(each)).collect();
            running.into_iter().map(|thread| thread.join().expect("a thread that ends")).sum()
        })
    };
    (0..7).map(|_| all()).min().unwrap_or_default() / threads as u32
}

fn main() -> Result<(), polyatom_repo::Error> {
    let mut arguments = std::env::args().skip(1);
    let (Some(repository), Some(root)) = (arguments.next(), arguments.next()) else {
        println!("usage: profiles REPOSITORY CONFIG_ROOT");
        return Ok(());
    };
    let repository = Repository::open(repository)?;
    let names: Vec<&str> = repository.profiles_desc().iter().map(|profile| profile.path.as_str()).collect();
    let resolve = |profiles: &Profiles, name: &str| {
        let profile = profiles.profile(&repository, name).expect("a profile");
        (profile.use_final().len(), profile.iuse_implicit().len(), profile.system().count(), profile.package_mask().len())
    };
    let name = "default/linux/amd64/23.0/desktop/gnome";
    timed("one profile, cold", 5, || resolve(&Profiles::new([repository.clone()]), name));
    let profiles = Profiles::new([repository.clone()]);
    resolve(&profiles, name);
    timed("one profile, again", 5, || resolve(&profiles, name));
    timed("all profiles", 3, || {
        let profiles = Profiles::new([repository.clone()]);
        names.iter().map(|name| resolve(&profiles, name).0).sum::<usize>()
    });
    let best = timed("best visible of every name, from nothing", 3, || {
        Config::read(&root).expect("a configuration").best_visible_of_all()
    });
    let config = timed("a configuration", 5, || Config::read(&root).expect("a configuration"));
    config.best_visible_of_all();
    timed("best visible of every name, loaded", 3, || config.best_visible_of_all());
    let some: Vec<_> = best.iter().filter_map(|(_, best)| config.package(best.as_ref()?).ok()).take(2000).collect();
    let flags =
        timed("flags of 2000 packages with reasons", 3, || some.iter().map(|package| package.flag_states().len()).sum::<usize>());
    let again = || (0..100).map(|_| some.iter().map(|package| package.flag_states().len()).sum::<usize>()).sum();
    let (one, two) = (at_once(1, again), at_once(2, again));
    println!("the same 100 times in one thread: {one:.1?} computed, in each of two at once: {two:.1?}");
    println!("{} names, {} visible, {flags} flags", best.len(), best.iter().filter(|(_, best)| best.is_some()).count());
    Ok(())
}
