/** The person's page, on loopback only. */
@NullMarked
package org.oriel.control.web;

import org.jspecify.annotations.NullMarked;
