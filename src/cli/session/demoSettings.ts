/** How long the demo trains: chosen so that both trainings end within a few minutes on two cores. */

/** Images shown to the network with where: 1.2 passes over MNIST, half of each batch labelled. */
export const demoImages = 72_000;

/** Share of these that the network without where is shown; it is there for its reconstructions only. */
export const shareWithoutWhere = 0.4;

/** Labelled images, 100 of every digit. */
export const demoLabels = 1000;

/** Test digits in the picture: one of every class. */
export const demoColumns = 10;
