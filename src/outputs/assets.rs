//! The theme's assets, under names that hold a hash of their bytes.

use super::{Origin, Output, Render, Rendered};

pub(super) const OUTPUT: Output = Output {
    name: "assets",
    about: "an asset of the theme",
    plan: |_, theme, plan| {
        for (index, asset) in (0u32..).zip(&theme.assets) {
            plan.add(asset.url.clone(), (index, 0), Origin::Output);
        }
    },
    render: Render::Bytes(|renderer, (index, _)| {
        Ok(Rendered::Bytes(renderer.theme.assets[index as usize].bytes.to_vec()))
    }),
};
