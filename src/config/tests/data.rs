//! Publishers and vocabularies.

use super::*;
use crate::config::{publishers, terms};

#[test]
fn publishers_are_read() {
    let text = "- name: Reuters\n  hosts: [www.Reuters.com, https://reut.rs/]\n  kind: news\n  country: GB\n  access: free\n  \
                url: https://www.reuters.com/\n- name: Bücher\n  host: bücher.example/blog\n";
    let (records, found) = publishers(file("data/publishers.yaml", text));
    assert_eq!(drawn(&found), "");
    assert_eq!(records[0].hosts, ["reuters.com", "reut.rs"]);
    assert_eq!((records[0].kind.as_deref(), records[0].access.as_deref()), (Some("news"), Some("free")));
    assert_eq!(records[1].hosts, ["xn--bcher-kva.example/blog"]);
}

#[test]
fn a_host_of_two_publishers_names_both_lines() {
    let text = "- name: A\n  hosts: [a.example, www.a.example]\n- name: a\n  host: WWW.A.example\n";
    let (_, found) = publishers(file("data/publishers.yaml", text));
    assert_eq!(
        drawn(&found),
        "error[duplicate-id]: the host `a.example` belongs to two entries
 --> data/publishers.yaml:4:9
  |
4 |   host: WWW.A.example
  |         ^^^^^^^^^^^^^
  |
 ::: data/publishers.yaml:2:11
  |
2 |   hosts: [a.example, www.a.example]
  |           --------- first used here
  |
  = help: keep it in one of them
error[duplicate-id]: the name `a` belongs to two entries
 --> data/publishers.yaml:3:9
  |
3 | - name: a
  |         ^
  |
 ::: data/publishers.yaml:1:9
  |
1 | - name: A
  |         - first used here
  |
  = help: keep it in one of them
"
    );
}

#[test]
fn mistakes_in_publishers() {
    let text = "- host: a b\n  acces: free\n- name: X\n  access: paid\n  url: x.example\n- Y\n";
    let (records, found) = publishers(file("data/publishers.yaml", text));
    assert_eq!(
        brief(&found),
        [
            "1:3 `name` is missing",
            "1:9 `a b` is not a host",
            "2:3 unknown key `acces`",
            "4:11 `access` cannot be `paid`",
            "5:8 `x.example` is not a full URL",
            "6:3 a publisher is a record of keys and values, not a text",
        ]
    );
    assert_eq!(records.len(), 1);
    let (_, found) = publishers(file("data/publishers.yaml", "Reuters: reuters.com\n"));
    assert_eq!(brief(&found), ["1:1 this file holds a list, not a record"]);
    assert_eq!(publishers(file("data/publishers.yaml", "# none yet\n")), (Vec::new(), Vec::new()));
}

#[test]
fn a_country_that_is_no_code_and_a_host_with_a_star_are_mistakes() {
    let text = "- name: A\n  country: Germany\n- name: B\n  country: gb\n- name: Z\n  hosts: [\"*.z.org\"]\n";
    let (_, found) = publishers(file("data/publishers.yaml", text));
    assert_eq!(
        brief(&found),
        [
            "2:12 `Germany` is not the code of a country",
            "4:12 `gb` is not the code of a country",
            "6:11 `*.z.org` is not a host",
        ]
    );
    let said = drawn(&found);
    assert!(said.contains("help: write the two capital letters of ISO 3166: country: DE"), "{said}");
    assert!(said.contains("help: a host covers its subdomains: z.org"), "{said}");
}

#[test]
fn terms_are_read() {
    let text = "- slug: openai\n  name: OpenAI\n  aliases: [Open AI, OPENAI]\n  description: D\n  url: https://openai.com/\n  \
                same_as: [https://www.wikidata.org/wiki/Q1]\n- slug: meta\n";
    let (records, found) = terms(file("data/companies.yaml", text));
    assert_eq!(drawn(&found), "");
    assert_eq!((&*records[0].name, records[0].aliases.len(), records[0].same_as.len()), ("OpenAI", 2, 1));
    assert_eq!(&*records[1].name, "meta");
}

#[test]
fn mistakes_in_terms() {
    let text =
        "- slug: a\n  aliases: [x]\n- slug: X\n- name: y\n- slug: a/b\n- slug: z\n  name: A\n  same_as: [wikidata]\n";
    let (records, found) = terms(file("data/tags.yaml", text));
    assert_eq!(
        brief(&found),
        [
            "3:9 the spelling `X` belongs to two entries",
            "4:3 `slug` is missing",
            "5:9 a slug must not hold `/`",
            "8:13 `wikidata` is not a full URL",
            "7:9 the spelling `A` belongs to two entries",
        ]
    );
    assert_eq!(records.len(), 3);
}

proptest::proptest! {
    #[test]
    fn any_text_is_parsed_or_explained(text in "([ -~\n\té]|: |\n- |name|slug){0,60}") {
        let (_, found) = publishers(file("data/publishers.yaml", &text));
        drawn(&found);
        let (_, found) = terms(file("data/tags.yaml", &text));
        drawn(&found);
        let (_, found) = crate::config::parse(file("citewire.yaml", &text));
        drawn(&found);
    }
}
