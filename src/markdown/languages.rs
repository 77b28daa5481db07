//! The words of the languages that the quick lexer knows: one entry each.

/// What the lexer has to know of a language. Lists of words are separated by spaces.
pub(super) struct Language {
    /// Names in info strings, lower case.
    pub(super) names: &'static str,
    /// What begins a comment to the end of the line.
    pub(super) line_comments: &'static [&'static str],
    /// What begins and ends a comment over several lines.
    pub(super) block_comment: Option<(&'static str, &'static str)>,
    /// Delimiters of strings, the longer first; whether they may run over lines.
    pub(super) strings: &'static [(&'static str, bool)],
    /// Words that control or define.
    pub(super) keywords: &'static str,
    /// Words for types, and those that begin declarations.
    pub(super) storage: &'static str,
    /// Words that are values.
    pub(super) constants: &'static str,
    /// Functions that come with the language.
    pub(super) support: &'static str,
    /// What else the language has.
    pub(super) traits: &'static [Trait],
}

/// Habits of languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trait {
    /// `'a` is a lifetime, `r#"…"#` a string, `name!` a macro.
    Rust,
    /// `@name` is a decorator.
    Decorators,
    /// `$name` and `${name}` are variables, `-` is part of words.
    Shell,
    /// A word or string before a colon is a key.
    Colons,
    /// A word before an equals sign is a key, `[name]` at the start of a line a table.
    Tables,
    /// Words count in upper and lower case.
    AnyCase,
    /// Letters may stand directly before a string: `f"…"`.
    Prefixes,
}

const C_COMMENTS: Option<(&str, &str)> = Some(("/*", "*/"));
const QUOTES: &[(&str, bool)] = &[("\"", false), ("'", false)];

/// All languages.
pub(super) const LANGUAGES: &[Language] = &[
    Language {
        names: "rust rs",
        line_comments: &["//"],
        block_comment: C_COMMENTS,
        strings: &[("\"", true)],
        keywords: "as async await break continue crate else extern for if in loop match move mut pub ref return self super \
                   unsafe use where while yield",
        storage: "bool char const dyn enum f32 f64 fn i128 i16 i32 i64 i8 impl isize let macro_rules mod static str struct \
                  trait type u128 u16 u32 u64 u8 union usize",
        constants: "false true",
        support: "Box Err HashMap None Ok Option Result Self Some String Vec",
        traits: &[Trait::Rust, Trait::Prefixes],
    },
    Language {
        names: "python py python3 pycon",
        line_comments: &["#"],
        block_comment: None,
        strings: &[("\"\"\"", true), ("'''", true), ("\"", false), ("'", false)],
        keywords: "and as assert async await break case continue del elif else except finally for from global if import in is \
                   match nonlocal not or pass raise return try while with yield",
        storage: "class def lambda",
        constants: "Ellipsis False None NotImplemented True",
        support: "abs all any bool bytes dict enumerate filter float hasattr id input int isinstance iter len list map max min \
                  next object open print range repr reversed round self set sorted str sum super tuple type zip",
        traits: &[Trait::Decorators, Trait::Prefixes],
    },
    Language {
        names: "javascript js mjs jsx typescript ts tsx",
        line_comments: &["//"],
        block_comment: C_COMMENTS,
        strings: &[("`", true), ("\"", false), ("'", false)],
        keywords: "as async await break case catch continue default delete do else export extends finally for from if implements \
                   import in instanceof keyof new of readonly return satisfies switch throw try typeof void while with yield",
        storage: "abstract any boolean class const declare enum function interface let namespace never number private protected \
                  public static string type unknown var",
        constants: "Infinity NaN false null true undefined",
        support: "Array Date Error JSON Map Math Number Object Promise Set String console document fetch process require super \
                  this window",
        traits: &[Trait::Decorators],
    },
    Language {
        names: "go golang",
        line_comments: &["//"],
        block_comment: C_COMMENTS,
        strings: &[("`", true), ("\"", false), ("'", false)],
        keywords: "break case continue default defer else fallthrough for go goto if import package range return select switch",
        storage: "any bool byte chan const error float32 float64 func int int16 int32 int64 int8 interface map rune string struct \
                  type uint uint16 uint32 uint64 uint8 var",
        constants: "false iota nil true",
        support: "append cap close copy delete len make new panic print println recover",
        traits: &[],
    },
    Language {
        names: "c h cpp c++ cc hpp cuda cu",
        line_comments: &["//"],
        block_comment: C_COMMENTS,
        strings: QUOTES,
        keywords: "break case catch continue default delete do else for goto if namespace new operator return sizeof switch \
                   template throw try typename using while",
        storage: "auto bool char class const constexpr double enum extern float inline int long mutable private protected public \
                  short signed size_t static struct typedef union unsigned virtual void volatile",
        constants: "NULL false nullptr true",
        support: "std this",
        traits: &[],
    },
    Language {
        names: "java kotlin kt swift csharp cs c# scala",
        line_comments: &["//"],
        block_comment: C_COMMENTS,
        strings: &[("\"\"\"", true), ("\"", false), ("'", false)],
        keywords: "as async await break case catch continue default defer do else extends finally for foreach get guard if \
                   implements import in is match namespace new override package return set switch throw throws try using when \
                   where while yield",
        storage: "abstract bool boolean byte char class const data double enum extension final float fun func int interface \
                  internal let long object private protected protocol public record sealed short static string struct trait val \
                  var void",
        constants: "false nil null true",
        support: "Int List Map Set String System base self super this",
        traits: &[Trait::Decorators],
    },
    Language {
        names: "bash sh shell zsh console sh-session",
        line_comments: &["#"],
        block_comment: None,
        strings: &[("\"", true), ("'", true)],
        keywords: "case do done elif else esac fi for function if in select then until while",
        storage: "declare export local readonly",
        constants: "false true",
        support: "alias cat cd chmod cp curl docker echo eval exec exit git grep kill ls mkdir mv npm pip printf pwd read return rm \
                  sed set shift source sudo tar test trap unset wget",
        traits: &[Trait::Shell],
    },
    Language {
        names: "json jsonc json5 jsonl",
        line_comments: &["//"],
        block_comment: C_COMMENTS,
        strings: QUOTES,
        keywords: "",
        storage: "",
        constants: "false null true",
        support: "",
        traits: &[Trait::Colons],
    },
    Language {
        names: "yaml yml",
        line_comments: &["#"],
        block_comment: None,
        strings: QUOTES,
        keywords: "",
        storage: "",
        constants: "false no null off on true yes",
        support: "",
        traits: &[Trait::Colons, Trait::Shell],
    },
    Language {
        names: "toml ini",
        line_comments: &["#", ";"],
        block_comment: None,
        strings: &[("\"\"\"", true), ("'''", true), ("\"", false), ("'", false)],
        keywords: "",
        storage: "",
        constants: "false inf nan true",
        support: "",
        traits: &[Trait::Tables],
    },
    Language {
        names: "sql postgresql mysql sqlite",
        line_comments: &["--"],
        block_comment: C_COMMENTS,
        strings: &[("'", true), ("\"", false)],
        keywords: "add all alter and as asc begin between by case commit create cross delete desc distinct drop else end except \
                   exists from full group having if in index inner insert intersect into is join key left like limit not offset \
                   on or order outer over partition primary references returning right rollback select set table then union \
                   unique update using values view when where with",
        storage: "bigint boolean char date integer int json jsonb numeric real smallint text timestamp uuid varchar",
        constants: "false null true",
        support: "avg coalesce count max min now sum",
        traits: &[Trait::AnyCase],
    },
];
