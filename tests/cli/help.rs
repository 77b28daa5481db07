//! Help texts and completions.

use std::path::Path;

use citewire::cli::Cli;
use clap::CommandFactory;

use crate::run;

fn commands() -> Vec<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn help_is_pinned() {
    let (out, err) = run(here(), &["--help"], 0);
    assert_eq!(err, "");
    insta::assert_snapshot!("citewire", out);
    for command in commands() {
        let (out, err) = run(here(), &[&command, "--help"], 0);
        assert_eq!(err, "");
        insta::assert_snapshot!(format!("citewire-{command}"), out);
    }
}

#[test]
fn every_command_has_an_example() {
    for command in commands() {
        let (out, _) = run(here(), &[&command, "-h"], 0);
        let example = out.split("Example:\n").nth(1).unwrap_or_else(|| panic!("{command} has no example"));
        assert!(example.contains(&format!("citewire {command}")), "{command}: {example}");
    }
}

#[test]
fn completions_know_every_command_and_option() {
    assert!(commands().contains(&"serve".to_owned()));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (script, err) = run(here(), &["completions", shell], 0);
        assert_eq!(err, "");
        let words = ["--source", "--base-url", "--scheduled"];
        for word in commands().iter().map(String::as_str).chain(words.map(|word| word.trim_start_matches('-'))) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[cfg(unix)]
#[test]
fn bash_takes_the_completions() {
    let (script, _) = run(here(), &["completions", "bash"], 0);
    let check = r#"COMP_WORDS=(citewire se); COMP_CWORD=1; _citewire citewire se citewire; echo "${COMPREPLY[@]}""#;
    let output = std::process::Command::new("bash").args(["-c", &format!("{script}\n{check}")]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "serve\n", "{}", String::from_utf8_lossy(&output.stderr));
}
