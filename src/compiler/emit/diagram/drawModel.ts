/** The whole diagram as a scene, from the foot to the head, and its legend. */
import type { WherePlan } from "../../plan/plan.js";
import { type DiagramContent, type Line, type Term, whereText } from "./content.js";
import { drawBand, drawBox, drawNoise, drawPill, drawTerm, pillReach } from "./drawBoxes.js";
import { drawLegend } from "./drawLegend.js";
import { boxHeight, captions, chipWidth, type Layout, type LevelPlace } from "./layout.js";
import { measures } from "./measures.js";
import { bend, type Mark, polyline, type Scene, wave } from "./scene.js";
import { fitText } from "./textWidth.js";
import { writeCount } from "../../diagnostics/writeCount.js";

/** Arrows end this far before what they point at. */
const breath = 3;

export function drawModel(content: DiagramContent, layout: Layout): Scene {
  const { width, height } = layout;
  const background: Mark = {
    kind: "rectangle",
    meaning: "background",
    x: 0,
    y: 0,
    width,
    height,
    radius: 14,
  };
  return {
    width,
    height,
    marks: [
      background,
      ...drawHeading(content, layout),
      ...layout.levels.flatMap((place) => drawLevel(place, layout)),
      ...drawFoot(content, layout),
      ...layout.levels
        .slice(0, -1)
        .flatMap((place, index) => drawGap(place, layout.levels[index + 1], layout)),
      ...drawHead(content, layout),
      ...drawLegend(content, layout),
    ],
  };
}

function drawHeading({ name, image, code, parameters }: DiagramContent, layout: Layout): Mark[] {
  const x = measures.margin;
  const y = measures.margin + measures.titleSize - 4;
  const line = (text: string, at: number): Mark => ({
    kind: "text",
    style: "detail",
    x,
    y: at,
    anchor: "start",
    text,
  });
  const documentation = layout.documentation.map((text, index) => line(text, y + 24 + 20 * index));
  const room = layout.width - 2 * measures.margin;
  const title = fitText(name, room, measures.titleSize, "bold");
  const facts = `${image} → ${code}, ${writeCount(parameters)} parameters`;
  return [
    { kind: "text", style: "title", x, y, anchor: "start", text: title },
    ...documentation,
    { kind: "text", style: "label", x, y: layout.factsY, anchor: "start", text: facts },
  ];
}

/** Both boxes of a level, and the where across. */
function drawLevel(place: LevelPlace, layout: Layout): Mark[] {
  const { level, top } = place;
  const { encoder, decoder } = layout;
  const boxTop = top + measures.bandPadding;
  const strip = level.where?.kind === "hard" || level.where?.kind === "soft" ? "whereStrip" : "plainStrip";
  return [
    ...drawBand(layout, place, level.name, level.documentation),
    ...drawBox(level.encoder, encoder, boxTop, { direction: "up", strip }),
    ...drawBox(level.decoder, decoder, boxTop, { direction: "down", strip }),
    ...(level.where === null ? [] : drawWhere(level.where, layout, boxTop + measures.stripHeight / 2)),
  ];
}

function drawWhere(where: WherePlan, { crossing }: Layout, y: number): Mark[] {
  const text = whereText(where);
  const { x, width, middle } = crossing;
  if (where.kind === "none") {
    return [{ kind: "text", style: "idle", x: middle, y: y + 4, anchor: "middle", text }];
  }
  const from = x + 1;
  const to = x + width - breath;
  const path = where.kind === "soft" ? wave(from, to, y) : polyline([from, y], [to, y]);
  return [
    // The whole map is no place of anything: it crosses as whats go up.
    { kind: "path", meaning: where.kind === "map" ? "what" : "where", path, arrow: true },
    {
      kind: "text",
      style: where.kind === "map" ? "label" : "where",
      x: middle,
      y: y - (where.kind === "soft" ? 11 : 8),
      anchor: "middle",
      text,
    },
  ];
}

/** Image and reconstruction, and what compares them. */
function drawFoot({ image, reconstruction }: DiagramContent, layout: Layout): Mark[] {
  const { encoder, decoder, imageY } = layout;
  const bottom = layout.levels[0];
  if (bottom === undefined) return [];
  const half = measures.pillHeight / 2;
  const decoderFoot = bottom.top + measures.bandPadding + boxHeight(bottom.level.decoder);
  const encoderFoot = bottom.top + measures.bandPadding + boxHeight(bottom.level.encoder);
  return [
    arrow("what", polyline([encoder.middle, imageY - half], [encoder.middle, encoderFoot + breath])),
    arrow("what", polyline([decoder.middle, decoderFoot], [decoder.middle, imageY - half - breath])),
    ...drawPill("image", image, encoder.middle, imageY),
    ...drawPill("reconstruction", image, decoder.middle, imageY),
    ...(reconstruction === null
      ? []
      : drawComparison(
          reconstruction,
          encoder.middle + pillReach("image", image),
          decoder.middle - pillReach("reconstruction", image),
          layout,
          imageY,
        )),
  ];
}

/** What goes from a level to the next one above, and comes down beside it. */
function drawGap(place: LevelPlace, above: LevelPlace | undefined, layout: Layout): Mark[] {
  if (above === undefined) return [];
  const { encoder, decoder } = layout;
  const upper = above.top + measures.bandPadding;
  const lower = place.top + measures.bandPadding;
  const up = polyline(
    [encoder.middle, lower],
    [encoder.middle, upper + boxHeight(above.level.encoder) + breath],
  );
  const down = polyline(
    [decoder.middle, upper + boxHeight(above.level.decoder)],
    [decoder.middle, lower - breath],
  );
  return [arrow("what", up), arrow("what", down), ...drawCrossing(place, layout)];
}

/** The name of the what, the noise on its way, and the term that compares it with the decoder's map. */
function drawCrossing({ level, termY, top, dropoutY }: LevelPlace, layout: Layout): Mark[] {
  const { encoder, decoder } = layout;
  const y = level.term === null ? top - 4 : termY + 4;
  const marks: Mark[] = [
    { kind: "text", style: "what", x: encoder.middle - 10, y, anchor: "end", text: "what" },
  ];
  if (dropoutY !== null && level.dropout !== null) {
    marks.push(...drawNoise(level.dropout, encoder.middle, dropoutY + measures.chipHeight / 2));
  }
  if (level.term === null) return marks;
  if (level.term.idle) return [...marks, ...drawTerm(level.term, layout.crossing.middle, termY)];
  return [...marks, ...drawComparison(level.term, encoder.middle, decoder.middle, layout, termY)];
}

/** The code, from which the decoder starts and on which the classifier stands. */
function drawHead({ code, classifier, likelihood }: DiagramContent, layout: Layout): Mark[] {
  const { encoder, decoder, codeY } = layout;
  const top = layout.levels.at(-1);
  if (top === undefined) return [];
  const half = measures.pillHeight / 2;
  const boxTop = top.top + measures.bandPadding;
  const reach = pillReach("code", code);
  return [
    arrow("what", polyline([encoder.middle, boxTop], [encoder.middle, codeY + half + breath])),
    arrow(
      "what",
      bend([encoder.middle + reach, codeY], [decoder.middle, codeY], [decoder.middle, boxTop - breath]),
    ),
    { kind: "text", style: "detail", x: encoder.x, y: codeY + 4.5, anchor: "start", text: captions.encoder },
    {
      kind: "text",
      style: "detail",
      x: decoder.x + decoder.width,
      y: codeY + 4.5,
      anchor: "end",
      text: captions.decoder,
    },
    ...drawPill("code", code, encoder.middle, codeY),
    ...drawCrossing(top, layout),
    ...(classifier === null ? [] : drawClassifier(classifier, likelihood, layout)),
  ];
}

function drawClassifier(lines: readonly Line[], likelihood: Term | null, layout: Layout): Mark[] {
  const { encoder, decoder, codeY, classifier } = layout;
  if (classifier === null) return [];
  const box = { lines, pooling: null };
  const boxTop = classifier.top + measures.bandPadding;
  const foot = boxTop + boxHeight(box);
  // The logits are the uppermost line.
  const logitsY = boxTop + 4 + measures.lineHeight / 2;
  return [
    ...drawBand(layout, classifier, "classifier", null),
    arrow(
      "what",
      polyline([encoder.middle, codeY - measures.pillHeight / 2], [encoder.middle, foot + breath]),
    ),
    ...drawBox(box, encoder, boxTop, { direction: "up", strip: "plainStrip" }),
    ...(likelihood === null
      ? []
      : [
          ...drawPill("labels", "", decoder.middle, logitsY),
          ...drawComparison(
            likelihood,
            encoder.x + encoder.width,
            decoder.middle - pillReach("labels", ""),
            layout,
            logitsY,
          ),
        ]),
  ];
}

/** A term between the two things that it compares. */
function drawComparison(term: Term, from: number, to: number, { crossing }: Layout, y: number): Mark[] {
  const reach = chipWidth(term.text) / 2;
  return [
    { kind: "path", meaning: "term", path: polyline([from, y], [crossing.middle - reach, y]), arrow: false },
    { kind: "path", meaning: "term", path: polyline([crossing.middle + reach, y], [to, y]), arrow: false },
    { kind: "joint", x: from, y },
    { kind: "joint", x: to, y },
    ...drawTerm(term, crossing.middle, y),
  ];
}

function arrow(meaning: "what" | "where", path: string): Mark {
  return { kind: "path", meaning, path, arrow: true };
}
