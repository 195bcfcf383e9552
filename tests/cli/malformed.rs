//! A thousand malformed inputs, each made from a sound one by one mistake: a thousand clear errors.

use crate::run::run_with;
use serde_json::{Value, json};

/// A small generator, the same on every machine (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

fn orders() -> Vec<Value> {
    include_str!("../../samples/orders.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Something that is wrong wherever a text, an amount, a day or a word is wanted.
fn nonsense(random: &mut Random) -> Value {
    random
        .pick(&[
            json!(7),
            json!(true),
            json!({"x": 1}),
            json!([["deep"]]),
            json!(1.5e300),
            json!("\u{0}"),
            json!("¿qué?"),
            json!("2026-02-30"),
            json!("12 parsecs"),
            json!("DROP TABLE orders"),
            json!("🚢"),
            json!("-5 kg"),
            json!("9999999999999999999999999999999999 kg"),
        ])
        .clone()
}

/// Puts one mistake into a sound order, as text.
fn json_mistake(order: &Value, random: &mut Random) -> String {
    let mut order = order.clone();
    let suffix = random.next();
    match random.below(14) {
        0 => order[format!("field_{suffix}")] = json!("x"),
        1 => order["item"][format!("colour_{suffix}")] = json!("red"),
        2 => order["activity"] = json!(format!("smuggle_{suffix}")),
        3 => {
            order["on"] = json!(*random.pick(&[
                "2026-13-01",
                "2026-02-30",
                "06.01.2026",
                "tomorrow",
                "0000-00-00",
                ""
            ]))
        }
        4 => order["to"] = json!(*random.pick(&["Japan", "jp", "JPN", "ZZ", "JP or", "or", "1"])),
        5 => {
            order["item"]["codes"] =
                json!({ "cn": *random.pick(&["XYZ", "1C905..a", "1c905", " ", "1C905.a.4 or"]) })
        }
        6 => order["item"]["quantity"] = nonsense(random),
        7 => order["item"]["value"] = nonsense(random),
        8 => order["end_use"] = json!({ "is": ["military"], "is_not": ["concern"] }),
        9 => order["parties"] = json!([{ "role": format!("boss_{suffix}"), "name": "x" }]),
        10 => order["item"]["parameters"] = json!({ "dysprosium_mass_share": nonsense(random) }),
        11 => {
            let text = order.to_string();
            let mut cut = 1 + random.below(text.len() - 2);
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            return text[..cut.max(1)].replace('\n', " ");
        }
        12 => {
            let text = order.to_string();
            let garbage = *random.pick(&["}", "]", ",", "x", "\"", "{}", "\\", "\u{1}"]);
            return format!("{text}{garbage}");
        }
        _ => {
            return random
                .pick(&[
                    "[]",
                    "null",
                    "7",
                    "\"text\"",
                    "{\"id\":1}",
                    "{\"id\":\"a\",\"id\":\"b\"}",
                    "{,}",
                    "{\"via\":\"JP\"}",
                    "}{",
                    "[1,2",
                ])
                .to_string()
                + &" ".repeat(random.below(3));
        }
    }
    order.to_string()
}

#[test]
fn seven_hundred_malformed_json_lines_give_seven_hundred_errors() {
    let orders = orders();
    let mut random = Random(20260106);
    let lines: Vec<String> = (0..700)
        .map(|_| {
            let order = random.below(orders.len());
            json_mistake(&orders[order], &mut random)
        })
        .collect();
    let input = lines.join("\n") + "\n";
    let ran =
        run_with(&["decide", "--format", "json", "--input-format", "jsonl", "-"], input.as_bytes());
    assert_eq!(ran.code, 1, "{}", ran.err);
    let answers: Vec<&str> = ran.out.lines().collect();
    assert_eq!(answers.len(), lines.len());
    for (number, (answer, line)) in answers.iter().zip(&lines).enumerate() {
        check(answer, number + 1, line);
    }
}

/// Puts one mistake into a sound row.
fn csv_mistake(row: &[&str], random: &mut Random) -> String {
    let mut cells: Vec<String> = row.iter().map(|cell| (*cell).to_owned()).collect();
    match random.below(6) {
        0 => cells.truncate(1 + random.below(row.len() - 1)),
        1 => cells.extend(["extra".to_owned()]),
        2 => cells[1] = format!("smuggle_{}", random.next()),
        3 => cells[2] = (*random.pick(&["China", "cn", "ZZ", "C", "1"])).to_owned(),
        4 => {
            cells[4] = (*random.pick(&["2026-02-30", "soon", "06/01/2026", "2026-1-6"])).to_owned()
        }
        _ => {
            cells[5] =
                (*random.pick(&["kg", "12 parsecs", "-5 kg", "1e9 kg", "1,5 kg"])).replace(',', " ")
        }
    }
    cells.join(",")
}

#[test]
fn three_hundred_malformed_rows_give_three_hundred_errors() {
    let header = "id,activity,from,to,on,item.quantity,item.codes.cn";
    let row = ["R", "export", "CN", "JP", "2026-01-06", "120 kg", "1C905.a.4"];
    let mut random = Random(20260107);
    let rows: Vec<String> = (0..300).map(|_| csv_mistake(&row, &mut random)).collect();
    let input = format!("{header}\n{}\n", rows.join("\n"));
    let ran =
        run_with(&["decide", "--format", "json", "--input-format", "csv", "-"], input.as_bytes());
    assert_eq!(ran.code, 1, "{}", ran.err);
    let answers: Vec<&str> = ran.out.lines().collect();
    assert_eq!(answers.len(), rows.len());
    for (number, (answer, row)) in answers.iter().zip(&rows).enumerate() {
        check(answer, number + 2, row);
    }
}

/// An error says where, what, and what to do, in the user's words.
fn check(answer: &str, line: usize, input: &str) {
    let answer: Value =
        serde_json::from_str(answer).unwrap_or_else(|error| panic!("{error}: {answer}"));
    assert_eq!(answer["line"], line, "{input}: {answer}");
    let errors = answer["errors"].as_array().unwrap_or_else(|| panic!("no error for: {input}"));
    assert!(!errors.is_empty(), "{input}");
    for error in errors {
        let (message, help) = (error["message"].as_str().unwrap(), error["help"].as_str().unwrap());
        assert!(!message.is_empty() && !help.is_empty(), "{input}: {error}");
        assert!(!message.ends_with('.') && message.len() < 400, "{message}");
        for type_name in ["Option<", "String", "u64", "serde", "::", "Err("] {
            assert!(!message.contains(type_name), "{message}");
        }
    }
}
