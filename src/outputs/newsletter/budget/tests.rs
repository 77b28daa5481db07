//! E-mails that are too large end where they should, close to the limit.

use std::cell::Cell;

use super::*;
use crate::views::{DateView, NewsletterStoryView};

fn story(blocks: &[usize], summary: usize) -> NewsletterStoryView {
    NewsletterStoryView {
        title: "T".to_owned(),
        permalink: "https://a.example/t/".to_owned(),
        labels: Vec::new(),
        date: DateView { iso: String::new(), day: String::new(), text: String::new(), weekday: "", time: None },
        notices: Vec::new(),
        summary_html: "s".repeat(summary),
        takeaways_html: Vec::new(),
        why_html: String::new(),
        blocks_html: blocks.iter().map(|length| "b".repeat(*length)).collect(),
        cut: false,
        sources: Vec::new(),
        lang: String::new(),
    }
}

fn view(stories: Vec<NewsletterStoryView>) -> NewsletterView {
    NewsletterView {
        subject: String::new(),
        title: String::new(),
        note_title: String::new(),
        permalink: String::new(),
        preheader: String::new(),
        intro_html: String::new(),
        note_blocks_html: Vec::new(),
        note_cut: false,
        stories,
        more: 0,
        unsubscribe: String::new(),
        address: String::new(),
    }
}

/// A template of a kind: `factor` bytes for each byte of text, and some for each story and block.
fn bytes(view: &NewsletterView, factor: usize) -> String {
    let stories = view.stories.iter().map(|story| {
        let blocks: usize = story.blocks_html.iter().map(|block| block.len() * factor + 130).sum();
        story.summary_html.len() * factor + blocks + 1_500 + usize::from(story.cut) * 150
    });
    let note: usize = view.note_blocks_html.iter().map(|block| block.len() * factor + 130).sum();
    "x".repeat(4_000 + view.intro_html.len() + note + stories.sum::<usize>() + usize::from(view.more > 0) * 250)
}

/// Fits a view, and checks that one unit more would not have.
fn fitted(view: &NewsletterView, factor: usize) -> (NewsletterView, usize, usize) {
    let (last, renders) = (Cell::new(None), Cell::new(0));
    let result = fit(
        view.clone(),
        |_| {},
        |view| {
            renders.set(renders.get() + 1);
            last.set(Some(view.clone()));
            Ok(bytes(view, factor))
        },
    );
    let (html, _) = result.unwrap();
    (last.take().unwrap(), html.len(), renders.get())
}

#[test]
fn what_fits_is_rendered_once_and_whole() {
    let whole = view((0..20).map(|_| story(&[], 300)).collect());
    let (shown, _, renders) = fitted(&whole, 1);
    assert_eq!((shown.stories.len(), shown.more, renders), (20, 0, 1));
}

#[test]
fn three_hundred_stories_are_cut_between_stories_close_to_the_limit() {
    for factor in 1..=3 {
        let whole = view((0..300).map(|n| story(&[], 100 + n % 7 * 150)).collect());
        let (shown, size, renders) = fitted(&whole, factor);
        assert_eq!(shown.stories.len() + shown.more, 300);
        assert!((85_000..=LIMIT).contains(&size), "{size} bytes with factor {factor}");
        assert!(renders <= 4, "{renders} renders");
    }
}

#[test]
fn a_long_body_is_cut_between_its_blocks() {
    let whole = view(vec![story(&[3_000; 100], 200)]);
    let (shown, size, _) = fitted(&whole, 1);
    assert!(shown.stories[0].cut && shown.stories[0].blocks_html.len() < 100);
    assert!((85_000..=LIMIT).contains(&size), "{size} bytes");
}

#[test]
fn with_whole_bodies_the_last_story_may_be_cut_and_the_others_are_counted() {
    let whole = view((0..10).map(|_| story(&[5_000; 5], 100)).collect());
    let (shown, size, _) = fitted(&whole, 1);
    assert!(size <= LIMIT && shown.stories.len() < 10 && shown.more == 10 - shown.stories.len());
    let (last, others) = shown.stories.split_last().unwrap();
    assert!(others.iter().all(|story| !story.cut && story.blocks_html.len() == 5) && last.blocks_html.len() <= 5);
}

#[test]
fn of_a_story_that_alone_is_too_large_the_headline_is_left() {
    let whole = view(vec![story(&[], 200_000), story(&[], 10)]);
    let (shown, size, _) = fitted(&whole, 1);
    assert!(size <= LIMIT && shown.stories[0].summary_html.is_empty() && shown.stories[0].cut && shown.more == 1);
    let (_, shortened) = fit(whole, |_| {}, |view| Ok(bytes(view, 1))).unwrap();
    assert_eq!(shortened.map(|s| (s.shown, s.stories, s.bytes)), Some((1, 2, size)));
}

#[test]
fn a_title_without_end_is_cut_between_words_and_an_intro_without_end_is_left_out() {
    let mut whole = view(vec![story(&[], 10)]);
    whole.stories[0].title = "long ".repeat(20_000);
    whole.note_title = "長".repeat(20_000);
    let (shown, _, renders) = fitted(&whole, 1);
    assert_eq!((shown.stories[0].title.as_str(), renders), (&*format!("{}long…", "long ".repeat(59)), 1));
    assert_eq!(shown.note_title, format!("{}…", "長".repeat(300)));
    whole.intro_html = "i".repeat(200_000);
    let (shown, size, _) = fitted(&whole, 1);
    assert!(size <= LIMIT && shown.intro_html.is_empty() && shown.note_cut);
}

#[test]
fn what_nothing_can_be_cut_of_is_said() {
    let whole = view(vec![story(&[], 10)]);
    let (html, shortened) = fit(whole, |_| {}, |view| Ok("x".repeat(120_000) + &bytes(view, 1))).unwrap();
    assert_eq!(shortened.map(|s| (s.shown, s.stories, s.bytes)), Some((0, 1, html.len())));
}

#[test]
fn a_long_note_leaves_room_for_its_end() {
    let mut whole = view((0..3).map(|_| story(&[], 100)).collect());
    whole.note_blocks_html = vec!["n".repeat(2_000); 90];
    let (shown, size, _) = fitted(&whole, 1);
    assert!(size <= LIMIT && shown.note_cut && shown.stories.is_empty() && shown.more == 3);
}
