package org.oriel.redact.frame;

import java.util.List;

/** A line and its words as they were read, left to right. */
record ReadLine(Box box, List<Word> words) {}
