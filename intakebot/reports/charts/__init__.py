"""Pictures of reports: SVG drawn here, from rows to a string, in English, Russian or Polish.

They bear no script, no style and no colours, so that a strict Content-Security-Policy allows them. How they look is the
style sheet's business, by these classes; what has none of them needs no look of its own:

- `chart` the whole picture, with `chart-shares`, `chart-clocks` or `chart-reliability` for which one it is
- `chart-grid` lines that help to read values · `chart-axis` the line that bars stand on
- `chart-label` words and numbers of the axes · `chart-heading` the name of a part · `chart-legend` what a sign means
- `chart-bar` a share · `chart-zero` where it is none of some
- `chart-range` from median to 95th percentile · `chart-median` (a circle) · `chart-p95` (a dash)
- `chart-stated` the confidence that was stated
- `chart-empty` the words where there is nothing to draw

Lines (`chart-grid`, `-axis`, `-zero`, `-range`, `-p95`, `-stated`) need a `stroke`; all others have a `fill`.
"""

from intakebot.reports.charts.clocks import clocks_chart
from intakebot.reports.charts.reliability import reliability_chart
from intakebot.reports.charts.rows import Kept, Spans, kept_of, spans_of
from intakebot.reports.charts.shares import shares_chart

__all__ = ["Kept", "Spans", "clocks_chart", "kept_of", "reliability_chart", "shares_chart", "spans_of"]
