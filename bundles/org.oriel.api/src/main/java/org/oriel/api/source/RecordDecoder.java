package org.oriel.api.source;

import java.util.function.Consumer;
import org.oriel.api.event.EventBody;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns admitted raw records into event bodies.
 *
 * <p><b>What:</b> {@link #target} says what a record is directed at; then exactly one of {@link #track}, {@link #decode}
 * and {@link #skip} is called with it, in the order in which records were offered. <b>Threading:</b> one thread at a
 * time, never the hook's; no call happens after {@link Feed#close()} returned. Budget: 50 ms a call. <b>Errors:</b> a
 * throw costs that record, counted as a gap; repeated throws or an overrun suspend the source. <b>Data:</b> the record
 * is the host's and is valid during the call only; a refused record reaches {@link #skip} and MUST NOT become text.
 */
@ConsumerType
public interface RecordDecoder {
    /**
     * Name of the space that native window ids are from, such as {@code x11::0}: sources that give the same name mean
     * the same windows by the same ids. Empty: ids of this source alone.
     */
    default String desktop() {
        return "";
    }

    /** What the record is directed at. Must not decode content. */
    Target target(RawRecord rawRecord);

    /** A control record: update state. */
    void track(RawRecord rawRecord);

    /** An admitted record: hand over the bodies it stands for, in order. */
    void decode(RawRecord rawRecord, Consumer<EventBody> out);

    /** A refused record: keep only what later records need, such as that a dead key was abandoned. */
    void skip(RawRecord rawRecord);
}
