/**
 * Sends mails by SMTP, with texts from templates, and tries again while the mail server is away.
 */
@NullMarked
package dev.coalmine.notification.mail;

import org.jspecify.annotations.NullMarked;
