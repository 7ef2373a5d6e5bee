package org.oriel.trajectory.dataset;

import java.util.regex.Pattern;

/** Names of files in a folder. */
final class Names {
    /** Our own records, beside the data set. */
    static final String OWN = ".oriel";

    static final String MARKER = OWN + "/marker.json";
    static final String LOCK = OWN + "/lock";
    static final String JOURNAL = OWN + "/journal.jsonl";
    static final String STATE = OWN + "/state";
    static final String INDEX = OWN + "/index/";
    static final String RECALLS = OWN + "/recalls";
    static final String CARD = "data-card.md";
    /** Ending of a file that is being written. */
    static final String PART = ".part";

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._=@-]{0,199}(/[A-Za-z0-9_][A-Za-z0-9._=@-]{0,199}){0,7}");

    private Names() {}

    /** A name that stays in the folder on every system, or an exception: manifests are read from anywhere. */
    static String checked(String name) throws DatasetException {
        if (!NAME.matcher(name).matches() || name.endsWith(PART) || name.equals(Manifest.FILE)) {
            throw new DatasetException("file name " + name
                    + " is not allowed: parts of letters, digits, dot, dash, equals, at and underscore, between slashes;"
                    + " not " + Manifest.FILE + ", not ending in " + PART);
        }
        return name;
    }

    static boolean isOwn(String name) {
        return name.equals(OWN) || name.startsWith(OWN + "/");
    }

    static String recall(String id) {
        return RECALLS + "/" + id + ".jsonl";
    }

    static String index(String name) {
        return INDEX + name;
    }
}
