package org.oriel.trajectory.dataset;

/** A page in a folder that is made from its manifest, each time that is written; such as a README with an example. */
public interface Page {
    /** Its file name. */
    String name();

    /** Its text. Must depend on nothing but the manifest. */
    String text(Manifest manifest);
}
