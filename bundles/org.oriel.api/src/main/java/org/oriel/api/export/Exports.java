package org.oriel.api.export;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/** Declares where an exporter sends data and what for; part of the consent notice. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Capability(namespace = "oriel.export")
public @interface Exports {
    /** Where to, in words the person understands. */
    @Attribute
    String destination();

    /** What for; must be the purpose agreed to. */
    @Attribute
    String purpose() default "ai-training";
}
