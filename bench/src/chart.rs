//! Two kinds of pictures: bars and curves, as SVG. On white, so that they can be read on pages of any colour.

use anyhow::{Result, anyhow};
use camino::Utf8Path;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::fmt::Display;
use std::ops::Range;

/// Colours that people with any kind of colour vision tell apart (Okabe and Ito). Ours is the first.
const COLORS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(213, 94, 0),
    RGBColor(86, 180, 233),
];
const GREY: RGBColor = RGBColor(150, 150, 150);
const INK: RGBColor = RGBColor(40, 40, 40);
const FONT: &str = "sans-serif";

/// A bar.
pub struct Bar {
    pub label: String,
    pub value: f64,
    /// What stands at its end.
    pub text: String,
    pub ours: bool,
}

/// Horizontal bars on a logarithmic scale, the shortest first.
pub fn bars(path: &Utf8Path, title: &str, unit: &str, bars: &[Bar]) -> Result<()> {
    let (row, top, left, right) = (26, 52, 250, 110);
    let (width, height) = (820, top + row * bars.len() as i32 + 46);
    let root = SVGBackend::new(path, (width, height as u32)).into_drawing_area();
    let drawn = || -> Result<(), Box<dyn std::error::Error>> {
        root.fill(&WHITE)?;
        root.draw(&Text::new(title, (16, 14), title_font()))?;
        let least = bars.iter().map(|bar| bar.value).fold(f64::INFINITY, f64::min);
        let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
        // The shortest bar is still a bar.
        let scale = Scale { from: decade_below(least / 1.5), to: most * 1.1, left, right: width as i32 - right };
        for tick in decades(&scale) {
            let x = scale.place(tick);
            root.draw(&PathElement::new([(x, top), (x, height - 40)], GREY.mix(0.35).stroke_width(1)))?;
            root.draw(&Text::new(number(tick), (x, height - 34), anchored(13, GREY.mix(1.0), HPos::Center)))?;
        }
        for (place, bar) in bars.iter().enumerate() {
            let y = top + row * place as i32;
            let color = if bar.ours { COLORS[0] } else { GREY };
            root.draw(&Text::new(bar.label.clone(), (left - 10, y + 5), anchored(14, INK.mix(1.0), HPos::Right)))?;
            root.draw(&Rectangle::new([(left, y + 3), (scale.place(bar.value), y + row - 5)], color.filled()))?;
            root.draw(&Text::new(bar.text.clone(), (scale.place(bar.value) + 6, y + 5), font(13, INK)))?;
        }
        root.draw(&Text::new(unit, ((left + width as i32 - right) / 2, height - 18), anchored(13, INK.mix(1.0), HPos::Center)))?;
        root.present()?;
        Ok(())
    };
    drawn().map_err(|error| anyhow!("{path}: {error}"))
}

/// A logarithmic scale across a picture.
struct Scale {
    from: f64,
    to: f64,
    left: i32,
    right: i32,
}

impl Scale {
    fn place(&self, value: f64) -> i32 {
        let part = (value / self.from).ln() / (self.to / self.from).ln();
        self.left + (part * f64::from(self.right - self.left)).round() as i32
    }
}

fn decade_below(value: f64) -> f64 {
    10f64.powf(value.log10().floor())
}

fn decades(scale: &Scale) -> impl Iterator<Item = f64> {
    let first = scale.from.log10().round() as i32;
    (first..).map(|power| 10f64.powi(power)).take_while(|tick| *tick <= scale.to)
}

/// A curve.
pub struct Curve {
    pub label: String,
    pub points: Vec<(f64, f64)>,
    /// Drawn as a thin grey line behind the others.
    pub expected: bool,
}

/// Curves on logarithmic scales.
pub fn curves(path: &Utf8Path, title: &str, x_unit: &str, curves: &[Curve]) -> Result<()> {
    let root = SVGBackend::new(path, (640, 420)).into_drawing_area();
    let drawn = || -> Result<(), Box<dyn std::error::Error>> {
        root.fill(&WHITE)?;
        let points = || curves.iter().flat_map(|curve| &curve.points);
        let mut chart = ChartBuilder::on(&root)
            .caption(title, title_font())
            .margin(14)
            .x_label_area_size(46)
            .y_label_area_size(72)
            .build_cartesian_2d(
                around(points().map(|point| point.0)).log_scale(),
                around(points().map(|point| point.1)).log_scale(),
            )?;
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GREY.mix(0.25))
            .axis_style(GREY)
            .label_style(font(13, INK))
            .x_desc(x_unit)
            .y_desc("time")
            .x_label_formatter(&|value| number(*value))
            .y_label_formatter(&|value| duration(*value))
            .draw()?;
        let mut next = 0;
        for curve in curves {
            let style = if curve.expected { GREY.stroke_width(1) } else { COLORS[next % COLORS.len()].stroke_width(2) };
            chart
                .draw_series(LineSeries::new(curve.points.iter().copied(), style))?
                .label(&curve.label)
                .legend(move |(x, y)| PathElement::new([(x, y), (x + 22, y)], style));
            if !curve.expected {
                let dots = curve.points.iter().map(|point| Circle::new(*point, 3, style.filled()));
                chart.draw_series(dots)?;
                next += 1;
            }
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperLeft)
            .background_style(WHITE.mix(0.85))
            .border_style(GREY.mix(0.4))
            .label_font(font(13, INK))
            .draw()?;
        root.present()?;
        Ok(())
    };
    drawn().map_err(|error| anyhow!("{path}: {error}"))
}

/// A range that has some air around its values.
fn around(values: impl Iterator<Item = f64>) -> Range<f64> {
    let (least, most) = values.fold((f64::INFINITY, 0.0f64), |(least, most), value| (least.min(value), most.max(value)));
    least / 1.5..most * 1.5
}

fn title_font() -> TextStyle<'static> {
    (FONT, 19, FontStyle::Bold).into_font().color(&INK)
}

fn font(size: i32, color: RGBColor) -> TextStyle<'static> {
    (FONT, size).into_font().color(&color)
}

fn anchored(size: i32, color: RGBAColor, side: HPos) -> TextStyle<'static> {
    (FONT, size).into_font().color(&color).pos(Pos::new(side, VPos::Top))
}

/// A power of ten, or near it: `1,000`.
fn number(value: f64) -> String {
    if value < 1.0 {
        format!("{value}")
    } else {
        crate::figures::short(value.round()).trim_end_matches(".00").trim_end_matches(".0").to_owned()
    }
}

/// Nanoseconds in the unit that suits them.
pub fn duration(ns: f64) -> String {
    let text = |value: f64, unit: &str| format!("{} {unit}", Trimmed(value));
    match ns {
        ns if ns < 1e3 => text(ns, "ns"),
        ns if ns < 1e6 => text(ns / 1e3, "µs"),
        ns if ns < 1e9 => text(ns / 1e6, "ms"),
        ns => text(ns / 1e9, "s"),
    }
}

/// A number without zeros after it.
struct Trimmed(f64);

impl Display for Trimmed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = crate::figures::short(self.0);
        f.write_str(if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        assert_eq!([5.0, 1_500.0, 2e6, 1e9].map(duration), ["5 ns", "1.5 µs", "2 ms", "1 s"]);
    }

    #[test]
    fn a_scale_is_logarithmic() {
        let scale = Scale { from: 1.0, to: 100.0, left: 0, right: 200 };
        assert_eq!([1.0, 10.0, 100.0].map(|value| scale.place(value)), [0, 100, 200]);
        assert_eq!(decades(&scale).collect::<Vec<_>>(), [1.0, 10.0, 100.0]);
    }
}
