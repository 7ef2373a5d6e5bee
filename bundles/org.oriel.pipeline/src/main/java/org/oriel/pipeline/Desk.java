package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.source.Target;
import org.oriel.host.Admission;
import org.oriel.host.FrameDesk;
import org.oriel.host.FrameTies;
import org.oriel.host.Image;
import org.osgi.framework.Bundle;

/** The desk of one session: hands everything to the pipeline thread. */
final class Desk implements FrameDesk {
    private static final String KIND = "frame";

    /** The pipeline has other things to do in between. */
    private static final int TEXTS_AT_ONCE = 16;

    private final Engine engine;
    private final UUID session;
    private volatile @Nullable Bundle screen;

    Desk(Engine engine, UUID session) {
        this.engine = engine;
        this.session = session;
    }

    @Override
    public void source(Bundle bundle) {
        SourcePermit permit = SourcePermit.of(bundle);
        String name = bundle.getSymbolicName();
        String objection = permit.objection()
                .orElse(permit.kinds().contains(KIND) ? "" : "does not declare that it captures frames");
        if (!objection.isEmpty()) {
            engine.refused(String.valueOf(name), bundle.getVersion().toString(), objection);
            throw new IllegalStateException(name + ": " + objection);
        }
        screen = bundle;
    }

    private Bundle permitted() {
        Bundle bundle = screen;
        if (bundle == null) {
            throw new IllegalStateException("whose frames these are was not said");
        }
        return bundle;
    }

    @Override
    public Admission.Rules rules() {
        return engine.rules();
    }

    @Override
    public String window(String desktop, Target target) {
        return engine.ask(work -> work.window(session, desktop, target));
    }

    @Override
    public List<Typed> typed() {
        return engine.askInOrder((work, runner) -> work.typed(runner, session));
    }

    @Override
    public List<List<Finding>> find(List<Sensitive> texts) {
        List<List<Finding>> found = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += TEXTS_AT_ONCE) {
            List<Sensitive> some = texts.subList(from, Math.min(texts.size(), from + TEXTS_AT_ONCE));
            found.addAll(engine.ask(work -> work.find(session, some)));
        }
        return found;
    }

    @Override
    public void tie(FrameTies ties) {
        engine.ask(work -> work.ties(session)).tie(ties);
    }

    @Override
    public EventTime time(long monotonicNanos) {
        return engine.ask(work -> work.time(monotonicNanos));
    }

    @Override
    public boolean knows(String image) {
        return engine.ask(work -> work.knowsImage(session, image));
    }

    @Override
    public boolean offer(Frame frame, EventTime time, @Nullable Image image) {
        Bundle from = permitted();
        String source = from.getSymbolicName() + "/" + from.getVersion();
        return engine.askInOrder((work, runner) -> work.offer(runner, session, source, frame, time, image));
    }
}
