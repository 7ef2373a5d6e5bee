package org.oriel.spool;

import org.oriel.api.event.CaptureEvent;
import org.oriel.host.EventCodec;
import org.osgi.service.component.annotations.Component;

/** The canonical JSON of events. */
@Component(name = "org.oriel.spool.codec", service = EventCodec.class)
public final class SpoolCodec implements EventCodec {
    /** Called by Declarative Services, and by whoever needs the format outside a framework. */
    public SpoolCodec() {}

    @Override
    public String encode(CaptureEvent event) {
        StringBuilder line = new StringBuilder(640);
        EventFormat.write(event, line);
        return line.toString();
    }

    @Override
    public CaptureEvent decode(String json) {
        return EventParser.read(json);
    }
}
