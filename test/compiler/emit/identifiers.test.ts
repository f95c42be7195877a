/** How names of a spec become identifiers, and how collisions are settled. */
import { describe, expect, test } from "vitest";
import {
  IdentifierScope,
  lowerCamel,
  propertyAccess,
  propertyEntry,
  upperCamel,
} from "../../../src/compiler/emit/typescript/identifiers.js";

describe("spelling", () => {
  test.each([
    ["bottom", "bottom", "Bottom"],
    ["top_stage", "topStage", "TopStage"],
    ["topStage", "topStage", "TopStage"],
    ["STL10", "stl10", "STL10"],
    ["SVHNet", "svhNet", "SVHNet"],
    ["Mnist", "mnist", "Mnist"],
    ["A", "a", "A"],
    ["__proto__", "proto", "Proto"],
    ["_1", "1", "1"],
    ["__", "", ""],
  ])("%s is %s and %s", (name, lower, upper) => {
    expect(lowerCamel(name)).toBe(lower);
    expect(upperCamel(name)).toBe(upper);
  });

  test("keys stay as they are, quoted or bracketed only where the language asks for it", () => {
    expect(propertyEntry("class", "classStage")).toBe("class: classStage");
    expect(propertyEntry("top", "top")).toBe("top");
    expect(propertyEntry("two words", "x")).toBe('"two words": x');
    expect(propertyEntry("__proto__", "proto")).toBe('["__proto__"]: proto');
    expect(propertyAccess("where", "class")).toBe("where.class");
    expect(propertyAccess("where", "two words")).toBe('where["two words"]');
  });
});

function family(suffix: string) {
  return { encode: `encodeMnist${suffix}`, decode: `decodeMnist${suffix}` };
}

describe("a scope", () => {
  test("gives the wanted name, then the fallback, then numbers", () => {
    const scope = new IdentifierScope(["relu"]);
    expect(scope.claim("relu", "reluStage")).toBe("reluStage");
    expect(scope.claim("relu", "reluStage")).toBe("reluStage2");
    expect(scope.claim("relu", "reluStage")).toBe("reluStage3");
    expect(scope.claim("class", "classStage")).toBe("classStage");
    expect(scope.claim("", "stage")).toBe("stage");
  });

  test("gives a family one suffix", () => {
    const scope = new IdentifierScope(["decodeMnist"]);
    expect(scope.claimFamily(family)).toEqual({ encode: "encodeMnist2", decode: "decodeMnist2" });
    expect(scope.claimFamily(family)).toEqual({ encode: "encodeMnist3", decode: "decodeMnist3" });
  });
});
