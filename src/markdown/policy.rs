//! Which raw HTML authors may use: elements and attributes that show text and run nothing.

/// Elements within a paragraph.
const PHRASING: &str = "a abbr b bdi bdo br cite code data del dfn em i img input ins kbd mark q rp rt ruby s samp small \
                        span strong sub sup time u var wbr";

/// Elements that make blocks.
const BLOCKS: &str = "article aside blockquote caption col colgroup dd details div dl dt figcaption figure footer h2 h3 h4 \
                      h5 h6 header hgroup hr li ol p pre section summary table tbody td tfoot th thead tr ul";

/// Elements that go with everything in them.
const REMOVED_WHOLE: &str = "script style";

/// Attributes of every element, besides `data-*` and `aria-*`.
const EVERYWHERE: &str = "class dir id lang role tabindex title";

/// Attributes of one element each.
const ATTRIBUTES: [(&str, &str); 16] = [
    ("a", "href hreflang"),
    ("blockquote", "cite"),
    ("col", "span"),
    ("colgroup", "span"),
    ("data", "value"),
    ("del", "cite datetime"),
    ("details", "open"),
    ("img", "alt decoding height loading src width"),
    ("input", "checked disabled type"),
    ("ins", "cite datetime"),
    ("li", "value"),
    ("ol", "reversed start type"),
    ("q", "cite"),
    ("td", "colspan rowspan"),
    ("th", "abbr colspan rowspan scope"),
    ("time", "datetime"),
];

/// `aria-*` attributes that name ids, which change where several articles share a page.
const ID_REFERENCES: &str = "aria-activedescendant aria-controls aria-describedby aria-details aria-errormessage \
                             aria-flowto aria-labelledby aria-owns";

/// Attributes whose value is a whole number.
const NUMBERS: &str = "colspan height rowspan span start width";

pub(super) fn elements(inline: bool) -> impl Iterator<Item = &'static str> {
    PHRASING.split(' ').chain(BLOCKS.split(' ').filter(move |_| !inline))
}

pub(super) fn removed_whole() -> impl Iterator<Item = &'static str> {
    REMOVED_WHOLE.split(' ')
}

pub(super) fn everywhere() -> impl Iterator<Item = &'static str> {
    EVERYWHERE.split(' ')
}

pub(super) fn attributes() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    ATTRIBUTES.iter().map(|(element, names)| (*element, names.split(' ').filter(|name| !name.is_empty())))
}

/// Whether an element may stand in a text; names are lower case.
pub(super) fn allows_element(element: &str, inline: bool) -> bool {
    elements(inline).any(|known| known == element)
}

/// Whether the content of an element goes with it.
pub(super) fn removes_content(element: &str) -> bool {
    removed_whole().any(|known| known == element)
}

/// Whether an element may have an attribute.
pub(super) fn allows_attribute(element: &str, attribute: &str) -> bool {
    let own = || {
        attributes().filter(|(known, _)| *known == element).any(|(_, mut names)| names.any(|name| name == attribute))
    };
    (has_free_name(attribute) || everywhere().any(|name| name == attribute) || own()) && !names_ids(attribute)
}

/// Whether an attribute may have a value.
pub(super) fn allows_value(element: &str, attribute: &str, value: &str) -> bool {
    match attribute {
        "tabindex" => matches!(value, "0" | "-1"),
        "value" if element == "li" => value.parse::<i32>().is_ok(),
        _ if names_ids(attribute) => false,
        _ if NUMBERS.split(' ').any(|name| name == attribute) => value.parse::<u32>().is_ok(),
        _ => true,
    }
}

/// `data-x` and `aria-x`.
fn has_free_name(attribute: &str) -> bool {
    attribute.starts_with("data-") || attribute.starts_with("aria-")
}

fn names_ids(attribute: &str) -> bool {
    ID_REFERENCES.split(' ').any(|name| name == attribute)
}

/// Whether an element has no content and no end tag.
pub(super) fn is_void(element: &str) -> bool {
    matches!(
        element,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether elements of this name can stand in each other without limit, of those that stay in a text: all of them if its
/// author is trusted.
pub(super) fn nests(element: &str, trusted: bool) -> bool {
    let closes_itself = matches!(
        element,
        "p" | "li"
            | "dt"
            | "dd"
            | "td"
            | "th"
            | "tr"
            | "tbody"
            | "thead"
            | "tfoot"
            | "colgroup"
            | "caption"
            | "rt"
            | "rp"
            | "option"
            | "optgroup"
    );
    !closes_itself && !is_void(element) && (trusted || allows_element(element, false))
}
