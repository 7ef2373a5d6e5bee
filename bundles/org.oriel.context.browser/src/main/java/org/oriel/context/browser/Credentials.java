package org.oriel.context.browser;

/** Who is at the other end of a socket, as the kernel tells it. */
record Credentials(int pid, int uid) {}
