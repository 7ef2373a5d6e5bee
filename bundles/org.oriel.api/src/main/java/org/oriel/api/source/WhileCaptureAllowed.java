package org.oriel.api.source;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Marks a component that exists only while the person allows capture: Declarative Services creates it when the condition
 * {@code capture.allowed} is registered and destroys it before the unregistration returns (OSGi Compendium 8.1,
 * 112.3.13).
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface WhileCaptureAllowed {
    /** The condition; leave it as it is. */
    String osgi_ds_satisfying_condition_target() default "(osgi.condition.id=capture.allowed)";
}
