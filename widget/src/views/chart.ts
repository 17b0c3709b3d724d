import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit/html.js";
import { inWords, moment, points, valueWithUnit, type Point } from "../chart";
import type { Bound, Reading, Trend } from "../messages";
import { fill, type Texts } from "../texts";

const MARK_NAMES = { below: "chart_below", above: "chart_above" } as const;

/** A person's own results: a sentence, the chart where there is one, and the numbers in a table. */
export function figureView(trend: Trend, texts: Texts, labels: number): TemplateResult {
  const drawn = points(trend, texts, labels);
  const bounds = new Set(trend.readings.map((reading) => reading.bound));
  return html`<figure>
    <figcaption>${inWords(trend, texts)}</figcaption>
    ${drawn ? chartView(drawn, trend, texts) : nothing}
    ${drawn
      ? (["below", "above"] as const).map((bound) =>
          bounds.has(bound) ? html`<p class="note">${texts[MARK_NAMES[bound]]}</p>` : nothing,
        )
      : nothing}
    ${drawn ? html`<p class="note">${texts.chart_note}</p>` : nothing}
    <details>
      <summary>${texts.table}</summary>
      ${tableView(trend.readings, texts)}
    </details>
  </figure>`;
}

function chartView(drawn: readonly Point[], trend: Trend, texts: Texts): TemplateResult {
  const label = fill(texts.chart, { specimen: texts.specimens[trend.specimen] });
  const units = new Set(trend.readings.map((reading) => reading.unit));
  const unit = units.size === 1 ? [...units][0] : null;
  return html`<svg class="chart" role="img" aria-label=${label}>
    ${unit ? svg`<text class="unit" x="0" y="1em">${unit}</text>` : nothing}
    <svg class="plot" y="1.5em" width="100%" height="11.8em">
      <line class="axis" x1="0" x2="100%" y1="100%" y2="100%" />
      ${drawn.slice(1).map((point, index) => {
        const before = drawn[index] as Point;
        return svg`<line class="trace" x1="${before.x}%" y1="${before.y}%" x2="${point.x}%" y2="${point.y}%" />`;
      })}
      ${drawn.map((point) => svg`<svg class="point" x="${point.x}%" y="${point.y}%">${mark(point.bound)}</svg>
        <text class="value" x="${point.x}%" y="${point.y}%" dy="-0.7em">${point.value}</text>`)}
    </svg>
    ${drawn.map(({ x, when }) => dateView(x, when))}
  </svg>`;
}

/** A dot; for a bound a triangle that points where the real value lies. */
function mark(bound: Bound): SVGTemplateResult {
  if (bound === "exact") return svg`<circle r="6" />`;
  return bound === "below" ? svg`<path d="M-8-6H8L0 9Z" />` : svg`<path d="M-8 6H8L0-9Z" />`;
}

/** A date below the axis; its year stands in a line of its own to keep it narrow. */
function dateView(x: number, when: string | null): SVGTemplateResult | typeof nothing {
  if (!when) return nothing;
  const split = when.lastIndexOf(" ");
  const lines = split < 0 ? [when] : [when.slice(0, split).replace(/,$/, ""), when.slice(split + 1)];
  return svg`<text class="date" x="${x}%">${lines.map(
    (line, index) => svg`<tspan x="${x}%" y="${`${14.5 + index * 1.2}em`}">${line}</tspan>`,
  )}</text>`;
}

function tableView(readings: readonly Reading[], texts: Texts): TemplateResult {
  const hasMixedUnits = new Set(readings.map((reading) => reading.unit)).size > 1;
  return html`<table>
    <thead>
      <tr><th scope="col">${texts.column_date}</th><th scope="col">${texts.column_value}</th></tr>
    </thead>
    <tbody>
      ${readings.map((reading, index) => {
        const value = valueWithUnit(reading);
        const isConverted = hasMixedUnits && reading.unit !== "mg/L" && reading.mg_per_l !== null;
        return html`<tr>
          <td>${reading.date ? moment(reading, index, texts, "long") : texts.no_date}</td>
          <td>
            ${isConverted
              ? fill(texts.converted, { value, mg_per_l: Number(reading.mg_per_l?.toPrecision(3)) })
              : value}
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
