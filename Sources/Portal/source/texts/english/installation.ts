/** English: how a station was put in. */
export const installation = {
  title: "Installation",
  none: "Nothing is written down yet",
  noneBody: "Who put the station in, its fuse, phases and grid limit stand here, for those who come after.",
  installer: "Installer",
  installedAt: "Installed on",
  fuse: "Fuse",
  fuseA: "Fuse (A)",
  fuseHint: "On each phase.",
  phaseOrder: "Phase order",
  phaseHint: "To which phases of the grid the wires L1, L2 and L3 are connected.",
  unknown: "Not known",
  gridLimit: "Grid limit",
  gridLimitKw: "Grid limit (kW)",
  gridLimitHint: "The most that it may draw there.",
  notes: "Notes",
  noMeasure: "A number above zero.",
};
