/**
 * Chooses the maps that lie as [h, c, w, n] though no pooling is beside them: those between a convolution in bands and others with few
 * channels, such as the first layer and the last.
 *
 * Such a layer works in bands of rows, each cell a region, about as fast as with gathered taps. It has its map then as the other reads it, and
 * nothing is brought into another layout between the two.
 */
import type { Node, Tensor } from "../../../graph/graph.js";
import { type MapForm, type MapForms, regionsOf } from "../cells.js";
import { geometryOf } from "../../geometry.js";
import { stacksIn } from "../stacks.js";
import { paysInBands } from "./bandGeometry.js";
import { convolutionForm, isThin, thickMapOf } from "./convolutionForm.js";
import { sidesOf } from "./gatheredTaps.js";
import { type MapGroup, type MapGroups, mapsOf, type Meeting } from "./mapGroups.js";

/** Adds the forms of such maps to those of maps beside poolings. */
export function addGroupForms(groups: MapGroups, forms: Map<Tensor, MapForm>): void {
  for (const group of new Set(groups.values())) {
    if (!isBesideBands(group, forms) || !canLieImagesLast(group)) continue;
    for (const { map } of thickMeetings(group)) {
      forms.set(map, { kind: "stackPerColumn", regions: regionsOf(map.shape, [1, 1]), edge: "zeros" });
    }
  }
}

/**
 * Whether what stands around a convolution's map with fewer channels has it in a layout other than [h, c, w, n]. Another convolution that
 * has that map on the same side is taken to work in bands, too, where it has the same sizes.
 */
export function isThinMoved(node: Node, groups: MapGroups): boolean {
  const thick = thickMapOf(node);
  const thin = mapsOf(node).find((map) => map !== thick);
  const group = thin === undefined ? undefined : groups.get(thin);
  if (group === undefined || !canLieImagesLast(group)) return true;
  return thinMeetings(group).some((other) => sizesOf(other.node) !== sizesOf(node));
}

/** What the cost of a convolution and its gradients hangs on, whichever way round it is. */
function sizesOf(node: Node): string {
  const geometry = geometryOf(node);
  const { thin, thick } = sidesOf(geometry);
  return [geometry.batch, geometry.height, geometry.width, thin, thick, ...geometry.kernel].join(" ");
}

/** Whether the convolutions that have a group's maps on their side with more channels are as fast in bands, and nothing else is around. */
function canLieImagesLast(group: MapGroup): boolean {
  return group.isFree && thickMeetings(group).every(paysInBandsOfSingleCells);
}

function paysInBandsOfSingleCells({ node, map }: Meeting): boolean {
  const geometry = geometryOf(node);
  return isThin(convolutionForm(geometry)) && paysInBands(geometry, regionsOf(map.shape, [1, 1]));
}

/** Whether there are convolutions that have a group's maps on their side with fewer channels, and all of them work in bands. */
function isBesideBands(group: MapGroup, forms: MapForms): boolean {
  const others = thinMeetings(group);
  const areInBands = others.every(({ node }) => {
    const form = forms.get(thickMapOf(node));
    return form !== undefined && stacksIn(form) !== null;
  });
  return others.length > 0 && areInBands;
}

function thinMeetings({ meetings }: MapGroup): readonly Meeting[] {
  return meetings.filter(({ isThick }) => !isThick);
}

function thickMeetings({ meetings }: MapGroup): readonly Meeting[] {
  return meetings.filter(({ isThick }) => isThick);
}
