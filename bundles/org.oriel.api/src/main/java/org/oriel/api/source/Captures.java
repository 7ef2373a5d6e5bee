package org.oriel.api.source;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Requirement;

/**
 * Declares one kind of thing that a bundle captures. The consent notice is generated from it, and the bundle resolves
 * only beside a law pack that permits the kind.
 */
@Repeatable(Captures.All.class)
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Capability(namespace = "oriel.capture")
@Requirement(namespace = "capture.permit", filter = "(kind=${#kind})", effective = "resolve")
public @interface Captures {
    /** The kind: {@code key}, {@code pointer}, {@code window}, {@code frame}, {@code element}, {@code page}, … */
    @Attribute
    String kind();

    /** For the notice: what it is, in words the person understands. */
    @Attribute
    String what();

    /** For the notice: {@code low}, {@code medium} or {@code high}. */
    @Attribute
    String sensitivity() default "high";

    /** Most events an hour that it produces in normal work, for the surface. */
    @Attribute
    long perHour() default 0;

    /** Container. */
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.TYPE)
    @interface All {
        /** The declarations. */
        Captures[] value();
    }
}
