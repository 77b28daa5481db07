//! What each thread made last, for outputs that write one thing in several formats.
//!
//! A plan puts the formats of a thing side by side, and a thread renders its pages in order. So what one format needs is
//! mostly what was made for the format before; where it is not, it is made again. No more is kept than a thing a thread.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Recipe;

/// The last thing of each thread.
#[derive(Debug)]
pub(super) struct PerThread<T>(Mutex<Vec<Made<T>>>);

/// A thing, with the recipe that it was made of.
type Made<T> = Option<(Recipe, Arc<T>)>;

impl<T> PerThread<T> {
    /// Nothing yet.
    pub(super) fn none() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// The thing of a recipe: the last one, or one that is made now.
    pub(super) fn get(&self, recipe: Recipe, make: impl FnOnce() -> T) -> Arc<T> {
        // Threads outside of the pool, such as those of the dev server, share the first place.
        let place = rayon::current_thread_index().unwrap_or_default();
        let known = |of_threads: &[Made<T>]| {
            let (of, thing) = of_threads.get(place)?.as_ref()?;
            (*of == recipe).then(|| thing.clone())
        };
        if let Some(thing) = known(&self.of_threads()) {
            return thing;
        }
        let made = Arc::new(make());
        let mut of_threads = self.of_threads();
        if of_threads.len() <= place {
            of_threads.resize_with(place + 1, || None);
        }
        let before = of_threads[place].replace((recipe, made.clone()));
        // Others should not wait until it is gone.
        drop(of_threads);
        drop(before);
        made
    }

    fn of_threads(&self) -> MutexGuard<'_, Vec<Made<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::PerThread;

    #[test]
    fn a_thing_is_made_once_for_its_formats_and_again_when_another_came_between() {
        let (last, made) = (PerThread::none(), Cell::new(0));
        let make = |recipe| {
            *last.get(recipe, || {
                made.set(made.get() + 1);
                made.get()
            })
        };
        let things = [(0, 1), (0, 1), (0, 2), (0, 2), (1, 2), (0, 1)].map(make);
        assert_eq!(things, [1, 1, 2, 2, 3, 4]);
    }
}
