package dev.coalmine.gateway.connection;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;

/** A connection of which the kernel takes nothing but what {@link #take} is told. */
final class FullChannel extends EmbeddedChannel {

  FullChannel(ChannelHandler... handlers) {
    super(handlers);
  }

  void take(int bytes) {
    unsafe().outboundBuffer().removeBytes(bytes);
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer waiting) {
    // nothing is taken
  }
}
