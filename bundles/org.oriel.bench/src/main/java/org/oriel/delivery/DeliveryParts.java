package org.oriel.delivery;

import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.Transfer;

/** What `oriel export` runs, outside a framework, for the benchmark. It is in this package because it is not public. */
public final class DeliveryParts {
    private DeliveryParts() {}

    /** Everything may go everywhere. */
    public static Transfer transfer(EventStore store, EventCodec codec) {
        return new StoreTransfer(store, codec, (grant, destination, purpose) -> true, PictureSource::settled);
    }
}
