package org.oriel.api.export;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The name under which an exporter's position is kept; the service property {@code oriel.exporter.name}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ExporterName {
    /** Prefix of the property name. */
    String PREFIX_ = "oriel.";

    /** The property itself, for those who read it. */
    String PROPERTY = "oriel.exporter.name";

    /** Letters, digits, dot, dash and underscore, at most 64. */
    String value();
}
