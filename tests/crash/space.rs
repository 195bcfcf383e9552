//! No space left, and a file that may only be read: told clearly, nothing lost.

use crate::harness::{Record, law};
use navicert_store::{Sqlite, orders};
use std::fmt::Write;
use std::process::Command;

fn input(lines: usize) -> String {
    let mut out = String::new();
    for line in 0..lines {
        let _ = writeln!(out, "{{\"id\":\"SO-{line}\",\"activity\":\"export\",\"to\":\"JP\"}}");
    }
    out
}

/// A file system of two megabytes. Needs the right to mount one.
#[test]
#[ignore = "mounts a small file system if it may; .ci/run runs it"]
fn a_full_disk() {
    let record = Record::sqlite("full-disk");
    let law = law(&record.home);
    let place = record.home.join("small");
    std::fs::create_dir_all(&place).unwrap();
    let small = place.display().to_string();
    let mount = ["-t", "tmpfs", "-o", "size=2m", "tmpfs", &small];
    if !mounted(&mount) {
        return;
    }
    let file = record.home.join("orders.jsonl");
    std::fs::write(&file, input(40_000)).unwrap();
    let (file, law) = (file.display().to_string(), law.display().to_string());
    let arguments =
        ["orders", "import", "--law", &law, "--batch", "500", "--format", "json", &file];
    let ran = record.program(&arguments).env("NAVICERT_HOME", &place).output().unwrap();
    let (out, told) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    let promised = out.lines().count();
    let kept = Sqlite::open(&place.join("record.db")).map(|store| {
        let mut store: Box<dyn navicert_store::Store> = Box::new(store);
        let mut tx = store.read().unwrap();
        orders::count(&mut *tx).unwrap()
    });
    let _ = Command::new("umount").arg(&small).status();
    assert_eq!(ran.status.code(), Some(1), "{told}");
    assert!(told.contains("no space is left for the record"), "{told}");
    assert!(told.contains("what was acknowledged before is kept"), "{told}");
    assert!(promised > 0, "nothing was kept before the disk was full");
    assert_eq!(kept.unwrap(), promised as i64 * 500);
}

/// A file system that is read-only from one moment on: nobody may write, whoever they are.
#[test]
#[ignore = "mounts a small file system if it may; .ci/run runs it"]
fn a_file_that_may_only_be_read() {
    let record = Record::sqlite("read-only");
    let law = law(&record.home);
    let place = record.home.join("small");
    std::fs::create_dir_all(&place).unwrap();
    let small = place.display().to_string();
    if !mounted(&["-t", "tmpfs", "-o", "size=8m", "tmpfs", &small]) {
        return;
    }
    let file = record.home.join("orders.jsonl");
    std::fs::write(&file, input(10)).unwrap();
    let (file, law) = (file.display().to_string(), law.display().to_string());
    let arguments = ["orders", "import", "--law", &law, &file];
    let import = || record.program(&arguments).env("NAVICERT_HOME", &place).output().unwrap();
    let first = import();
    let before = std::fs::read(place.join("record.db")).unwrap();
    std::fs::write(&file, input(20)).unwrap();
    let is_locked = mounted(&["-o", "remount,ro", &small]);
    let second = import();
    let after = std::fs::read(place.join("record.db")).unwrap();
    let _ = Command::new("umount").arg(&small).status();
    let told = String::from_utf8_lossy(&second.stderr);
    assert!(first.status.success() && is_locked);
    assert_eq!(second.status.code(), Some(1), "{told}");
    assert!(told.contains("error: the record ") && told.contains("\n help: check "), "{told}");
    assert_eq!(before, after);
}

fn mounted(arguments: &[&str]) -> bool {
    let mounted = Command::new("mount").args(arguments).status();
    let mounted = mounted.is_ok_and(|status| status.success());
    if !mounted {
        eprintln!("skipped: this user may not mount a small file system");
    }
    mounted
}
