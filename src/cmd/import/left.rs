//! What an import left out, counted over all its files and told once.

use super::super::talk;
use crate::context::Context;
use crate::import::Noise;

/// What was left out, in the order in which it was met.
#[derive(Debug, Default)]
pub(super) struct Left {
    noise: Vec<Counted>,
    /// How many events lay outside the time that is taken.
    pub(super) outside: usize,
}

/// Noise of one rule.
#[derive(Debug)]
struct Counted {
    noise: &'static Noise,
    /// The first file that held some.
    name: String,
    count: usize,
    files: usize,
}

impl Left {
    /// Counts the noise of a file.
    pub(super) fn noise(&mut self, name: &str, noise: &'static Noise, count: usize) {
        let known = self
            .noise
            .iter_mut()
            .find(|own| own.noise.name == noise.name);
        if let Some(own) = known {
            own.count += count;
            own.files += 1;
            return;
        }
        self.noise.push(Counted {
            noise,
            name: name.to_owned(),
            count,
            files: 1,
        });
    }

    /// Says on standard error which noise there was.
    pub(super) fn tell(&self, cx: &mut Context<'_>) -> anyhow::Result<()> {
        for own in &self.noise {
            let (rule, what, count) = (own.noise.name, own.noise.what, own.count);
            let more = match own.files {
                1 => String::new(),
                files => format!(" and {}", talk::count(files - 1, "other file")),
            };
            let name = &own.name;
            talk::note(
                cx,
                &format!("{name}{more}: {count} left out as {rule} ({what})"),
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::TEMPLATE_ROW;

    #[test]
    fn noise_of_many_files_is_counted_as_one() {
        let mut left = Left::default();
        for (name, count) in [("a.json", 2), ("b.json", 1), ("c.json", 4)] {
            left.noise(name, &TEMPLATE_ROW, count);
        }
        let [own] = left.noise.as_slice() else {
            panic!("one rule: {left:?}");
        };
        assert_eq!((own.name.as_str(), own.count, own.files), ("a.json", 7, 3));
    }
}
