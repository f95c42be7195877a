/** The JSON schema of swwae.config.json, written from the table of settings. */
import { configSettings, type SettingKind, type SettingTable } from "./settings.js";

/** A part of a JSON schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** The schema; docs/schemas/config.schema.json is its text. */
export function configSchema(): Schema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:swwae:config:1",
    title: "swwae.config.json",
    description: "The project file of swwae. Paths are relative to it.",
    ...groupSchema(configSettings),
  };
}

function groupSchema(settings: SettingTable): Schema {
  const properties = Object.entries(settings).map(([name, setting]) => [
    name,
    { description: setting.meaning, ...kindSchema(setting) },
  ]);
  return { type: "object", properties: Object.fromEntries(properties), additionalProperties: false };
}

function kindSchema(setting: SettingKind): Schema {
  switch (setting.kind) {
    case "text":
      return { type: "string", minLength: 1 };
    case "flag":
      return { type: "boolean" };
    case "choice":
      return { enum: setting.words };
    case "number":
      return {
        type: setting.whole ? "integer" : "number",
        ...(setting.atLeast === undefined ? {} : { minimum: setting.atLeast }),
        ...(setting.above === undefined ? {} : { exclusiveMinimum: setting.above }),
      };
    case "list": {
      const items = kindSchema(setting.of);
      return { anyOf: [items, { type: "array", items, minItems: 1 }] };
    }
    case "group":
      return groupSchema(setting.settings);
  }
}
