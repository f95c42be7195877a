/** What a project file is called. */
export const configName = "swwae.config.json";
