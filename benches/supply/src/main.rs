//! Measures `supply` on made-up bills of materials, or writes them as tables.
//!
//! ```text
//! bench-supply                        1,000,000 lines, 20 levels, one product
//! bench-supply time LINES LEVELS PRODUCTS
//! bench-supply tables DIR LINES LEVELS PRODUCTS
//! ```
//!
//! Every assembly takes ten lines, most of them from the level below, so that a part is reached by
//! very many ways; quantities have up to two places, so that 20 levels need more digits than a
//! machine word has.

use navicert_engine::supply::ByLaw;
use navicert_engine::{Engine, Options, embedded_law};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_supply::exposure::{Asked, Measure, exposure};
use navicert_supply::what_if::{self, what_if};
use navicert_supply::{Scenario, Source, Supply};
use rulebook::cpu_us;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::{env, fs, io};

/// Lines of an assembly.
const LINES: usize = 10;
/// Bought parts for each assembly.
const BOUGHT: usize = 4;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse::<usize>().map_err(io::Error::other);
    match words.as_slice() {
        [] => measure(&Tables::new(1_000_000, 20, 1)),
        ["time", lines, levels, products] => {
            measure(&Tables::new(number(lines)?, number(levels)?, number(products)?));
        }
        ["tables", folder, lines, levels, products] => {
            let tables = Tables::new(number(lines)?, number(levels)?, number(products)?);
            for (name, text) in tables.files() {
                fs::write(Path::new(folder).join(name), text)?;
            }
        }
        _ => {
            return Err(io::Error::other(
                "usage: bench-supply [time|tables DIR] LINES LEVELS PRODUCTS",
            ));
        }
    }
    Ok(())
}

/// Numbers that look random and are the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

struct Tables {
    parts: String,
    bom: String,
    suppliers: String,
    stock: String,
    lines: usize,
}

impl Tables {
    fn new(lines: usize, levels: usize, products: usize) -> Tables {
        let mut random = Random(20_260_106);
        let assemblies = (lines / LINES).max(levels * products);
        let wide = (assemblies / (levels - 1)).max(products);
        let bought = assemblies * BOUGHT;
        let mut tables = Tables {
            parts: "part,description,kind,unit_value,unit_mass,mineral,stage,hs,cn_code,site,site_country,\
                    per_month,end_use_is,end_use_is_not,user_is,user_is_not\n"
                .into(),
            bom: "parent,part,quantity\n".into(),
            suppliers: "part,supplier,country,origin,share,use,capacity_per_month,lead_time_days,pool\n".into(),
            stock: "part,site,on_hand\n".into(),
            lines: 0,
        };
        tables.describe(products, levels, wide, bought, &mut random);
        for level in 0..levels - 1 {
            let count = if level == 0 { products } else { wide };
            for at in 0..count {
                // The first level is taken by the products, all of it.
                let below = if level + 2 == levels { 0 } else { wide };
                let firsts = if level == 0 { wide.div_ceil(products) } else { 0 };
                for index in 0..LINES + firsts {
                    let part = match (below, index) {
                        (0, _) => format!("B{}", random.below(bought)),
                        (_, 0..2) => format!("B{}", random.below(bought)),
                        (_, 2) => format!("A{}-{}", level + 1, at % wide),
                        (_, index) if index >= LINES => {
                            format!("A1-{}", (at + (index - LINES) * products) % wide)
                        }
                        _ => format!("A{}-{}", level + 1, random.below(wide)),
                    };
                    let quantity = ["1", "2", "3", "0.5", "1.25"][random.below(5)];
                    let _ = writeln!(tables.bom, "A{level}-{at},{part},{quantity}");
                    tables.lines += 1;
                }
            }
        }
        tables
    }

    fn describe(
        &mut self,
        products: usize,
        levels: usize,
        wide: usize,
        bought: usize,
        random: &mut Random,
    ) {
        for at in 0..products {
            let _ = writeln!(
                self.parts,
                "A0-{at},machine {at},product,250000 USD,,,,,,Plant {},JP,{},civil,concern,,concern",
                at % 3,
                1 + at % 40,
            );
        }
        for level in 1..levels - 1 {
            for at in 0..wide {
                let _ = writeln!(self.parts, "A{level}-{at},,assembly,,,,,,,,,,,,,");
            }
        }
        let minerals = [
            ("", "", "850440", "none"),
            ("tungsten", "carbide", "284990", "1C117.d.3"),
            ("dysprosium", "magnet", "850511", "1C905.a.4"),
            ("gallium", "wafer", "381800", "3C001.a"),
            ("graphite", "anode", "380110", ""),
        ];
        for at in 0..bought {
            let (mineral, stage, hs, code) = minerals[if at % 7 == 0 { 1 + at / 7 % 4 } else { 0 }];
            let _ = writeln!(
                self.parts,
                "B{at},bought part {at},bought,{}.{:02} USD,0.{:03} kg,{mineral},{stage},{hs},{code},,,,,,,",
                random.below(90),
                random.below(100),
                1 + random.below(900),
            );
            let origin = ["CN", "CN", "JP", "VN", "KR", "DE", ""][random.below(7)];
            let country = if origin.is_empty() { "SG" } else { origin };
            if random.below(3) == 0 {
                let _ = writeln!(
                    self.suppliers,
                    "B{at},Supplier {},{country},{origin},60 %,current,,,",
                    at % 997
                );
                let _ =
                    writeln!(self.suppliers, "B{at},Supplier {},MY,MY,40 %,current,,,", at % 991);
            } else {
                let _ = writeln!(
                    self.suppliers,
                    "B{at},Supplier {},{country},{origin},100 %,current,,,",
                    at % 997
                );
            }
            if random.below(4) == 0 {
                let pool =
                    if random.below(2) == 0 { format!("P{}", at % 5_000) } else { String::new() };
                let _ = writeln!(
                    self.suppliers,
                    "B{at},Other {},KR,KR,,alternative,{},{},{pool}",
                    at % 5_000,
                    100 + random.below(5_000),
                    10 + random.below(200),
                );
            }
            let _ = writeln!(self.stock, "B{at},Plant 0,{}", random.below(100_000));
        }
    }

    fn files(&self) -> [(&'static str, &str); 4] {
        [
            ("parts.csv", &self.parts),
            ("bom.csv", &self.bom),
            ("suppliers.csv", &self.suppliers),
            ("stock.csv", &self.stock),
        ]
    }
}

fn measure(tables: &Tables) {
    let sources: Vec<Source> = tables
        .files()
        .into_iter()
        .map(|(name, text)| Source { name: name.into(), bytes: text.as_bytes().to_vec() })
        .collect();
    let bytes: usize = sources.iter().map(|source| source.bytes.len()).sum();
    println!("note tables lines={} bytes={bytes}", tables.lines);
    let supply = time("read", || Supply::read(&sources))
        .unwrap_or_else(|faults| panic!("{:?}", faults.told));
    drop(sources);
    let Ok(country) = Country::parse("CN") else { return };
    for by in [Measure::Value, Measure::Mass] {
        let asked = Asked { country, by, rates: Vec::new() };
        let found =
            time(&format!("exposure-by-{by:?}"), || exposure(&supply, supply.products(), &asked));
        black_box(found.map(|found| found.len()).unwrap_or_default());
    }
    let Ok(on) = Day::parse("2026-01-07") else { return };
    let asked = what_if::Asked { on, rates: Vec::new(), licence_days: None };
    let text = "mineral,stage,from_country,effect,since,until\ntungsten,,CN,prohibited,,\ngallium,,CN,prohibited,,\n";
    let source = Source { name: "scenario".into(), bytes: text.into() };
    let scenario = Scenario::read(&[source]).unwrap_or_else(|faults| panic!("{:?}", faults.told));
    let parts =
        time("what-if-scenario", || what_if(&supply, &mut scenario.judge(&supply, on), &asked));
    println!("note touched={}", parts.map(|parts| parts.len()).unwrap_or_default());
    let engine =
        time("load-law", || Engine::new(&embedded_law())).unwrap_or_else(|error| panic!("{error}"));
    let options = Options {
        on,
        known_at: "2026-11-21T00:00:00Z".into(),
        known_day: Day::MAX,
        assume: Vec::new(),
    };
    let mut judge =
        ByLaw::new(&engine, options, "cn/2026-1").unwrap_or_else(|error| panic!("{error}"));
    let parts = time("what-if-law", || what_if(&supply, &mut judge, &asked));
    println!("note touched={}", parts.map(|parts| parts.len()).unwrap_or_default());
    println!("note peak_mb={}", peak_mb());
}

fn time<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let started = cpu_us();
    let done = act();
    println!("time {what} cpu_ms={:.0}", (cpu_us() - started) / 1e3);
    done
}

/// The most memory that the process has held.
fn peak_mb() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok());
    kb.unwrap_or(0) / 1024
}
