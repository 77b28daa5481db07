//! Names of authors: those of people parted into family and given name, all others whole.
//!
//! A name is parted only where that is safe: put together again, the parts are the name as it was written.

/// A name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// An organisation, or a person whose name cannot be parted safely.
    Whole(String),
    /// A person.
    Person {
        /// `van Rossum`: with the particles that belong to it.
        family: String,
        /// `Guido`.
        given: String,
        /// `Jr.`, `III`.
        suffix: Option<String>,
    },
}

/// Words that stand in names of organisations and hardly ever in those of people; lower case.
#[rustfmt::skip]
const OF_ORGANISATIONS: &[&str] = &[
    "academy", "administration", "agency", "ai", "alliance", "and", "association", "at", "authority", "bank", "board",
    "bureau", "center", "centre", "club", "co", "college", "commission", "committee", "community", "company",
    "consortium", "contributors", "corp", "corporation", "council", "court", "daily", "department", "desk", "editors",
    "enterprise", "federation", "for", "forum", "foundation", "gmbh", "government", "group", "inc", "institut",
    "institute", "intelligence", "international", "lab", "laboratories", "laboratory", "labs", "llc", "ltd", "magazine",
    "media", "ministry", "museum", "network", "news", "observatory", "of", "office", "organisation", "organization",
    "parliament", "partners", "partnership", "post", "press", "project", "research", "review", "robotics", "school",
    "science", "sciences", "security", "service", "services", "society", "software", "staff", "studio", "studios",
    "systems", "team", "technologies", "technology", "the", "times", "trust", "union", "university", "universität",
    "université", "working", "writers",
];

/// Words that begin a family name; lower case as they are written there.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "af", "al", "av", "bin", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "di", "do", "dos", "du",
    "el", "ibn", "la", "las", "le", "los", "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur", "’t", "'t",
];

const SUFFIXES: &[&str] = &["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"];

/// Reads a name: `Jane Q. Doe`, `Doe, Jane Q.`, `OpenAI`.
pub(super) fn read(text: &str) -> Name {
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole = || Name::Whole(words.join(" "));
    if words.len() < 2 || words.len() > 6 || !is_of_letters(text) || words.iter().any(|word| is_of_organisation(word)) {
        return whole();
    }
    if text.contains(',') {
        return with_comma(&words).unwrap_or_else(whole);
    }
    let (names, suffix) = match words.split_last() {
        Some((last, names)) if names.len() > 1 && SUFFIXES.contains(last) => (names, Some((*last).to_owned())),
        _ => (&words[..], None),
    };
    // The family's name begins at its first particle, and is else the last word.
    let particle = names[1..names.len() - 1].iter().position(|word| PARTICLES.contains(word));
    let (given, family) = names.split_at(particle.map_or(names.len() - 1, |at| at + 1));
    Name::Person { family: family.join(" "), given: given.join(" "), suffix }
}

/// `Doe, Jane Q.`: the author parted it already.
fn with_comma(words: &[&str]) -> Option<Name> {
    let text = words.join(" ");
    let (family, given) = text.split_once(", ")?;
    let fits = !family.is_empty() && !given.is_empty() && !given.contains(',') && !SUFFIXES.contains(&given);
    fits.then(|| Name::Person { family: family.to_owned(), given: given.to_owned(), suffix: None })
}

/// Whether a name has only what names of people have, in scripts in which the family's name comes last.
fn is_of_letters(text: &str) -> bool {
    let fits = |c: char| match u32::from(c) {
        // Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic, and marks on their letters.
        0x41..=0x6FF | 0x1E00..=0x1FFF => c.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&c),
        _ => false,
    };
    text.chars().all(|c| fits(c) || c.is_whitespace() || matches!(c, '.' | ',' | '-' | '\'' | '’' | '‐' | '`'))
}

fn is_of_organisation(word: &str) -> bool {
    let bare = word.trim_matches(['.', ',']);
    // `AFP`, `NIST`; initials have two letters at most, or points.
    let is_acronym = bare.chars().count() > 2 && bare.chars().all(char::is_uppercase);
    (is_acronym && !SUFFIXES.contains(&bare)) || OF_ORGANISATIONS.binary_search(&bare.to_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(family: &str, given: &str) -> Name {
        Name::Person { family: family.into(), given: given.into(), suffix: None }
    }

    #[test]
    fn the_names_of_people_are_parted() {
        assert_eq!(read("Jane Q. Doe"), person("Doe", "Jane Q."));
        assert_eq!(read("Guido van Rossum"), person("van Rossum", "Guido"));
        assert_eq!(read("Aäron van den Oord"), person("van den Oord", "Aäron"));
        assert_eq!(read("Doe, Jane Q."), person("Doe", "Jane Q."));
        assert_eq!(read("García Márquez, Gabriel"), person("García Márquez", "Gabriel"));
        assert_eq!(read("JD Vance"), person("Vance", "JD"));
        assert_eq!(read("Юрий Гагарин"), person("Гагарин", "Юрий"));
        let suffix = Name::Person { family: "King".into(), given: "Martin Luther".into(), suffix: Some("Jr.".into()) };
        assert_eq!(read("Martin Luther King Jr."), suffix);
    }

    #[test]
    fn organisations_and_names_that_cannot_be_parted_stay_whole() {
        let whole = [
            "OpenAI",
            "DeepSeek-AI",
            "Mistral AI",
            "OpenAI, Inc.",
            "European Commission",
            "The Associated Press",
            "Qwen Team",
            "NIST",
            "AFP Paris",
            "李 开复",
            "김 철수",
            "Smith & Sons",
            "Jane Doe (MIT)",
            "404 Media",
            "Barnes and Noble",
            "King, Jr.",
            "",
        ];
        for name in whole {
            assert_eq!(read(name), Name::Whole(name.into()));
        }
    }

    #[test]
    fn words_are_found_by_halving_the_lists() {
        assert!(OF_ORGANISATIONS.is_sorted(), "{OF_ORGANISATIONS:?}");
    }

    proptest::proptest! {
        #[test]
        fn a_parted_name_put_together_is_the_name(text in "[A-Za-zäß.’-]{1,8}( [A-Za-z.]{1,8}){0,6}") {
            let together = match read(&text) {
                Name::Whole(name) => name,
                Name::Person { family, given, suffix } => {
                    [Some(given), Some(family), suffix].into_iter().flatten().collect::<Vec<_>>().join(" ")
                }
            };
            proptest::prop_assert_eq!(together, text);
        }
    }
}
