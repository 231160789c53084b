//! `docs/log-format.md` is true, and enough: a verifier that was written from it finds what ours finds.

use crate::logs::{self, alterations, forge, header, join};
use crate::{log_goldens, strategies};
use cicerone_protocol::limits::LOG_LINE_BYTES;
use cicerone_protocol::log;
use cicerone_protocol::log::verify::{Verdict, verify};
use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::process::{Command, Stdio};

const DOCUMENT: &str = include_str!("../../../docs/log-format.md");

/// Asks the verifier in Python about many files at once.
fn second_opinions(files: &[Vec<u8>]) -> Vec<Verdict> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verify_log.py");
    let mut python = Command::new("python3")
        .args([script, "--hex"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test needs python3 (apt install python3)");
    let mut input = python.stdin.take().unwrap();
    let hex: Vec<String> = files.iter().map(|file| hex::encode(file) + "\n").collect();
    let writer = std::thread::spawn(move || hex.iter().for_each(|line| input.write_all(line.as_bytes()).unwrap()));
    let output = python.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn hold_to_the_same(files: Vec<(String, Vec<u8>)>) {
    let (names, files): (Vec<_>, Vec<_>) = files.into_iter().unzip();
    let others = second_opinions(&files);
    assert_eq!(others.len(), files.len());
    for ((name, file), other) in names.iter().zip(&files).zip(others) {
        assert_eq!(verify(file), other, "{name}");
    }
}

#[test]
fn a_verifier_from_the_document_agrees_on_golden_logs() {
    hold_to_the_same(log_goldens::all().into_iter().map(|(name, file)| (name.to_owned(), file)).collect());
}

#[test]
fn a_verifier_from_the_document_agrees_on_altered_logs() {
    let log = logs::short();
    let file = log.file();
    let mut all = alterations(&file);
    all.extend((0..file.len()).map(|cut| (format!("cut at {cut}"), file[..cut].to_vec())));
    all.extend((0..log.personal_values()).map(|gone| (format!("without value {gone}"), log.erased(|number| number == gone))));
    all.extend([LOG_LINE_BYTES - 1, LOG_LINE_BYTES, LOG_LINE_BYTES + 1].into_iter().flat_map(|bytes| {
        let spaces = vec![b' '; bytes];
        let line = (format!("a line of {bytes} bytes"), join([header(), spaces.clone()]));
        let first = (format!("a first line of {bytes} bytes"), join([spaces.clone()]));
        [line, first, (format!("{bytes} bytes without a line break"), [join([header()]), spaces].concat())]
    }));
    hold_to_the_same(all);
}

#[test]
fn a_verifier_from_the_document_agrees_on_forged_logs() {
    let closed = r#""seq":1,"session":"01935f2a-6c00-7000-8000-000000000001","type":"session.closed"}"#;
    let starts = [
        "",
        r#""a":1.0,"#,
        r#""a":-0,"#,
        r#""a":9007199254740991,"#,
        r#""a":9007199254740992,"#,
        r#""a":-9007199254740991,"#,
        r#""a":{"commitment":"x"},"#,
        r#""a":{"commitment":1},"#,
        r#""a":{"commitment":"x","more":1},"#,
        r#""a":[{"commitment":"x"},{"/":{"~":{"commitment":"y"}}}],"#,
        r#""a":"\u007f","#,
        "\"a\":\"\u{7f}\u{2028}\",",
        r#""a":"\ud83d\ude00","#,
        r#""a":"\ud83d","#,
        "\"\u{1f600}\":1,\"\u{fb33}\":1,",
        "\"\u{fb33}\":1,\"\u{1f600}\":1,",
        r#""b":1,"a":1,"#,
        r#""a":1,"a":1,"#,
        r#""a":"\u001f\b","#,
        r#""a":"\u001F","#,
        r#""a":"\u0008","#,
        r#""a":"\/","#,
    ];
    let mut all: Vec<_> =
        starts.iter().map(|start| (format!("a body with {start}"), forge(&[&format!("{{{start}{closed}")]))).collect();
    for levels in [1, 124, 125, 126, 127, 128, 5_000] {
        let data = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        all.push((format!("{levels} levels"), forge(&[&format!(r#"{{"a":{data},{closed}"#)])));
    }
    for seq in ["0", "2", "\"1\"", "true", "null", "[1]"] {
        all.push((format!("seq {seq}"), forge(&[&format!("{{{}", closed.replace("\"seq\":1", &format!("\"seq\":{seq}")))])));
    }
    for body in ["1", "[]", "null", "{}", "\"\""] {
        all.push((format!("the body {body}"), forge(&[body])));
    }
    assert!(all.iter().any(|(_, file)| matches!(verify(file), Verdict::Intact { .. })));
    hold_to_the_same(all);
}

#[test]
fn a_verifier_from_the_document_agrees_on_random_lines() {
    let mut runner = TestRunner::deterministic();
    let drawn = vec((strategies::json(), strategies::json()), 300).new_tree(&mut runner).unwrap().current();
    let lines = drawn.into_iter().map(|(body, personal)| {
        let hash = log::chain_next(&log::chain_start(&header()), 1, &log::canonical(&body).unwrap()).to_string();
        let line = serde_json::json!({ "body": body, "hash": hash, "personal": personal });
        (line.to_string(), join([header(), log::canonical(&line).unwrap()]))
    });
    hold_to_the_same(lines.collect());
}

/// The example's facts in the order in which the document tells them, each as it must stand there.
fn facts() -> Vec<String> {
    let log = logs::short();
    let kept = &log.entries[0].personal["/data/supervisor"];
    let body: Value = serde_json::from_slice(&log.entries[0].body).unwrap();
    let code = |text: &str| format!("`{text}`");
    let verdict = |file: &[u8]| code(&serde_json::to_string(&verify(file)).unwrap());
    let mut facts = vec![
        format!("```jsonl\n{}```", String::from_utf8(log.file()).unwrap()),
        code(&log::chain_start(&log.header).to_string()),
        code(&hex::encode(Sha256::digest(&log.entries[0].body))),
    ];
    facts.extend(log.entries.iter().map(|entry| code(&entry.hash.to_string())));
    facts.push(code(&kept.salt));
    facts.push(code(body.pointer("/data/supervisor/commitment").and_then(Value::as_str).unwrap()));
    facts.push(verdict(&log.file()));
    facts.push(verdict(&log.erased(|number| number == 2)));
    facts
}

#[test]
fn the_documents_example_is_true() {
    let (_, example) = DOCUMENT.split_once("## Example").unwrap();
    let mut rest = example;
    for fact in facts() {
        let at = rest.find(&fact).unwrap_or_else(|| panic!("docs/log-format.md lacks, or has in another place: {fact}"));
        rest = &rest[at + fact.len()..];
    }
}

#[test]
fn the_documents_bound_on_a_line_is_the_codes() {
    assert!(DOCUMENT.contains("at most 1,048,576 bytes"));
    assert_eq!(LOG_LINE_BYTES, 1_048_576);
}
